/** A follow-up as callers get it. */
import { z } from 'zod'
import type { FollowUpRow } from './tables.ts'

export const followUpStates = ['open', 'done', 'cancelled'] as const

const followUpSchema = z.object({
  id: z.string(),
  branch: z.string(),
  leadId: z.string().nullable(),
  customerId: z.string().nullable(),
  orderId: z.string().nullable(),
  kind: z.string(),
  task: z.string().nullable(),
  ownerId: z.string().nullable(),
  dueAt: z.string(),
  /** When its owner is reminded, and was; null where nobody is. */
  remindAt: z.string().nullable(),
  remindedAt: z.string().nullable(),
  state: z.enum(followUpStates),
  /** Whether it is open and its time has passed. */
  overdue: z.boolean(),
  result: z.string().nullable(),
  note: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  previousId: z.string().nullable(),
})

export interface FollowUp extends z.output<typeof followUpSchema> {}

export const followUpOutput: z.ZodType<FollowUp> = followUpSchema

export const presentFollowUp = (row: FollowUpRow, now: string): FollowUp => ({
  id: row.id,
  branch: row.branch,
  leadId: row.leadId,
  customerId: row.customerId,
  orderId: row.orderId,
  kind: row.kind,
  task: row.task,
  ownerId: row.ownerId,
  dueAt: row.dueAt,
  remindAt: row.remindAt,
  remindedAt: row.remindedAt,
  state: row.state as FollowUp['state'],
  overdue: row.state === 'open' && row.dueAt < now,
  result: row.result,
  note: row.note,
  closedAt: row.closedAt,
  closedBy: row.closedBy,
  previousId: row.previousId,
})
