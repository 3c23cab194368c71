/** Plans what is to be done about a person, and reminds of it. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { type Instant, parseInstant } from '../values/instant.ts'
import { followUpDue, followUpPlanned } from './events.ts'
import type { PersonIds } from './hold-person.ts'
import { leadsSettings } from './settings.ts'
import { type FollowUpRow, leadsFollowUps } from './tables.ts'

const reminderInput = z.object({ followUpId: z.string(), remindAt: z.string() })

interface Reminder extends z.output<typeof reminderInput> {}

const reminder: JobKind<Reminder> = { name: 'leads.remind', input: reminderInput }

/** Reminds once; not of what was closed, moved or reminded of in the meantime. */
export const remind: Job<Reminder> = job({
  ...reminder,
  async run(context, { followUpId, remindAt }) {
    const row = await context.store.getForUpdate(leadsFollowUps, followUpId)
    if (row === undefined || row.state !== 'open' || row.remindAt !== remindAt || row.remindedAt !== null) return
    await context.store.update(leadsFollowUps, row, { remindedAt: context.now })
    const { leadId, customerId, orderId, kind, ownerId, dueAt } = row
    context.emit(followUpDue, { followUpId, leadId, customerId, orderId, kind, ownerId, dueAt })
  },
})

export interface NewFollowUp extends PersonIds {
  readonly orderId?: string | null | undefined
  readonly kind: string
  readonly task?: string | null | undefined
  readonly ownerId: string | null
  readonly dueAt: Instant
  /** As the setting says unless told; null for no reminder. */
  readonly remindAt?: Instant | null | undefined
  readonly previousId?: string | undefined
  /** The session's unless told. */
  readonly branch?: string | undefined
}

/** The row of a new follow-up, with its reminder. */
export async function planFollowUp(context: CommandContext, planned: NewFollowUp): Promise<FollowUpRow> {
  const remindAt = planned.remindAt === undefined ? await usualReminder(context, planned.dueAt) : planned.remindAt
  const row = context.store.insert(leadsFollowUps, {
    id: context.newId(),
    branch: planned.branch ?? context.branch,
    leadId: planned.leadId,
    customerId: planned.customerId,
    orderId: planned.orderId ?? null,
    kind: planned.kind,
    task: planned.task ?? null,
    ownerId: planned.ownerId,
    dueAt: planned.dueAt,
    remindAt,
    state: 'open',
    previousId: planned.previousId ?? null,
    createdAt: context.now,
  })
  if (remindAt !== null) scheduleReminder(context, { followUpId: row.id, remindAt })
  const { id: followUpId, leadId, customerId, orderId, kind, ownerId, dueAt } = row
  context.emit(followUpPlanned, { followUpId, leadId, customerId, orderId, kind, ownerId, dueAt })
  return row
}

/** When a follow-up is reminded of unless told. */
export async function usualReminder(context: CommandContext, dueAt: Instant): Promise<Instant> {
  const { remindMinutesBefore } = await context.settings(leadsSettings)
  return parseInstant(new Date(Date.parse(dueAt) - remindMinutesBefore * 60_000).toISOString())
}

export function scheduleReminder(context: CommandContext, due: Reminder): void {
  context.schedule(reminder, due, { at: parseInstant(due.remindAt) })
}
