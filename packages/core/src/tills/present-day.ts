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
  /** Of a close: the hash in which the chain of the branch ended, with every entry of the day in it. */
  headHash: z.string().nullable(),
  /** Its place in the chain: give both to ledger.verify as `expected`. */
  headSequence: z.int().nullable(),
  /** What was closed; null for a reopening. */
  totals: dayTotalsSchema.nullable(),
})

/** A closing of a branch's day, or a reopening. */
export interface TillDayRecord extends z.output<typeof schema> {
  totals: TillDayTotals | null
}

export const dayRecordSchema: z.ZodType<TillDayRecord> = schema

export function presentDay(row: DayRow): TillDayRecord {
  const { id, branch, businessDate: date, revision, number, at, actor, reason, supersedesId } = row
  const { headHash, headSequence } = row
  const kind = row.kind === 'closed' ? 'closed' : 'reopened'
  const totals = row.document === null ? null : dayTotalsSchema.parse(row.document)
  const head = { headHash, headSequence }
  return { id, branch, date, revision, kind, number, at, actor, reason, supersedesId, ...head, totals }
}
