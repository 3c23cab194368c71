/** Time off for callers. */
import { z } from 'zod'
import type { TimeOffRow } from './tables.ts'

const shape = z.object({
  id: z.string(),
  resourceId: z.string(),
  /** leave, sick, training or other. */
  kind: z.string(),
  from: z.string(),
  to: z.string(),
  /** The local days, both included; null where it is by the hour. */
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  /** requested, approved, refused or withdrawn. */
  state: z.string(),
  note: z.string().nullable(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  answer: z.string().nullable(),
  /** Approved although something was booked. */
  despiteBookings: z.boolean(),
})

export interface TimeOff extends z.output<typeof shape> {}

export const timeOffOutput: z.ZodType<TimeOff> = shape

export const presentTimeOff = (row: TimeOffRow): TimeOff => ({
  id: row.id,
  resourceId: row.resourceId,
  kind: row.kind,
  from: row.startsAt,
  to: row.endsAt,
  firstDay: row.firstDay,
  lastDay: row.lastDay,
  state: row.state,
  note: row.note,
  requestedAt: row.requestedAt,
  requestedBy: row.requestedBy,
  decidedAt: row.decidedAt,
  decidedBy: row.decidedBy,
  answer: row.answer,
  despiteBookings: row.despiteBookings,
})
