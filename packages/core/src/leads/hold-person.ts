/** Finds whom something is about, locked until the command ends. */
import { holdCustomer } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { LeadStateRefused, LeadUnknown } from './errors.ts'
import { leadMoved } from './events.ts'
import { afterStep, type LeadState, type LeadStep } from './lead-state.ts'
import { type LeadRow, leads } from './tables.ts'

/** @throws LEAD_UNKNOWN */
export async function holdLead({ store }: CommandContext, leadId: string): Promise<LeadRow> {
  const row = await store.getForUpdate(leads, leadId)
  if (row === undefined) throw LeadUnknown.create({ leadId })
  return row
}

/** The ids that a row about a person bears. */
export interface PersonIds {
  readonly leadId: string | null
  readonly customerId: string | null
}

/**
 * A lead or a customer. One statement; two for a customer who was merged.
 *
 * @throws LEAD_UNKNOWN, CUSTOMER_UNKNOWN
 */
export async function holdPerson(
  context: CommandContext,
  { leadId, customerId }: { readonly leadId?: string | undefined; readonly customerId?: string | undefined },
): Promise<PersonIds & { readonly lead: LeadRow | undefined }> {
  if (leadId !== undefined) {
    const lead = await holdLead(context, leadId)
    return { leadId, customerId: lead.customerId, lead }
  }
  return { leadId: null, customerId: (await holdCustomer(context, customerId ?? '')).id, lead: undefined }
}

/**
 * Takes a step with a lead; nothing is written where it stays what it is.
 *
 * @throws LEAD_STATE_REFUSED
 */
export async function moveLead(
  context: CommandContext,
  lead: LeadRow,
  step: LeadStep,
  change: { readonly lostReason?: string | null; readonly customerId?: string } = {},
): Promise<LeadRow> {
  const before = lead.state as LeadState
  const state = afterStep(before, step)
  if (state === undefined) throw LeadStateRefused.create({ number: lead.number, state: before, action: step })
  const moved = state === before ? {} : { state, stateChangedAt: context.now }
  const changed = await context.store.update(leads, lead, { ...moved, ...change })
  if (state !== before) {
    const { id: leadId, customerId } = changed
    context.emit(leadMoved, { leadId, customerId, before, state, reason: changed.lostReason })
  }
  return changed
}
