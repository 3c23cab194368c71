/** Closed days, for callers. */
import { z } from 'zod'
import { type TillDayTotals, dayTotalsSchema } from './day-totals.ts'
import type { DayRow } from './tables.ts'

const schema = z.object({
  id: z.string(),
  branch: z.string(),
  date: z.string(),
  /** 1, 2, 3 … over the closings and reopenings of one day. */
  revision: z.int(),
  kind: z.enum(['closed', 'reopened']),
  /** The number of a close. */
  number: z.string().nullable(),
  at: z.string(),
  actor: z.string(),
  reason: z.string().nullable(),
  /** The close that this one supersedes. */
  supersedesId: z.string().nullable(),
  /** The head of the sealed journal, where it is sealed. */
  headHash: z.string().nullable(),
  /** What was closed; null for a reopening. */
  totals: dayTotalsSchema.nullable(),
})

/** A closing of a branch's day, or a reopening. */
export interface TillDayRecord extends z.output<typeof schema> {
  totals: TillDayTotals | null
}

export const dayRecordSchema: z.ZodType<TillDayRecord> = schema

export function presentDay(row: DayRow): TillDayRecord {
  const { id, branch, businessDate: date, revision, number, at, actor, reason, supersedesId, headHash } = row
  const kind = row.kind === 'closed' ? 'closed' : 'reopened'
  const totals = row.document === null ? null : dayTotalsSchema.parse(row.document)
  return { id, branch, date, revision, kind, number, at, actor, reason, supersedesId, headHash, totals }
}
