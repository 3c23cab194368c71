/** Changes what is known of a lead, and whose it is. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { LeadUnknown } from '../errors.ts'
import { leadAssigned } from '../events.ts'
import { holdLead } from '../hold-person.ts'
import { type Lead, leadOutput, presentLead } from '../present-lead.ts'
import { idText, leadMembers, line } from '../shapes.ts'
import { leads } from '../tables.ts'

const inputSchema = z.strictObject({
  leadId: idText,
  name: line(100).optional(),
  ...leadMembers,
  source: line(60).optional(),
  /** Who of the staff takes care of the lead from now on; null for nobody. */
  ownerId: idText.nullish(),
})

export interface UpdateLead extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, UpdateLead> = inputSchema

export const updateLead = operation({
  name: 'leads.update',
  summary: 'Changes the members of a lead that are named, its owner among them; null takes a value away.',
  kind: 'command',
  input,
  output: leadOutput,
  errors: [LeadUnknown],
  async run(context, { leadId, region, interests, ...given }): Promise<Lead> {
    const lead = await holdLead(context, leadId)
    const changed = await context.store.update(leads, lead, {
      ...given,
      ...(region === undefined
        ? {}
        : { province: region?.province ?? null, city: region?.city ?? null, district: region?.district ?? null }),
      ...(interests === undefined ? {} : { interests: interests?.length ? [...new Set(interests)] : null }),
    })
    if (changed.ownerId !== lead.ownerId) {
      context.emit(leadAssigned, { leadId, customerId: lead.customerId, ownerId: changed.ownerId })
    }
    return presentLead(context, changed)
  },
})
