/** Journal entries with their lines, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { type Correction, correctionsSchema } from './corrections.ts'
import type { PostedEntry, PostedLine } from './post-entry.ts'

const lineSchema = z.object({
  line: z.int(),
  account: z.string(),
  currency: z.string(),
  /** Zero on a credit line. */
  debit: z.string(),
  /** Zero on a debit line. */
  credit: z.string(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  method: z.string().nullable(),
  leg: z.int().nullable(),
  category: z.string().nullable(),
  shootType: z.string().nullable(),
  staff: z.string().nullable(),
  till: z.string().nullable(),
  shift: z.string().nullable(),
  /** Whether its entry moved money (cash, bank, clearing). */
  cash: z.boolean(),
})

const schema = z.object({
  id: z.string(),
  branch: z.string(),
  kind: z.string(),
  number: z.string().nullable(),
  businessDate: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  currency: z.string(),
  amount: z.string(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  /** The entry that this one corrects. */
  correctsId: z.string().nullable(),
  memo: z.string().nullable(),
  /** What corrects it. Empty for an entry that was posted just now. */
  corrections: correctionsSchema,
  lines: z.array(lineSchema),
})

export interface JournalLine extends z.output<typeof lineSchema> {}

/** A journal entry: its debits are its credits, in every currency. */
export interface JournalEntry extends z.output<typeof schema> {}

export const journalEntrySchema: z.ZodType<JournalEntry> = schema

export function presentEntry(
  entry: PostedEntry,
  lines: readonly PostedLine[],
  corrections: Correction[] = [],
): JournalEntry {
  return {
    id: entry.id,
    branch: entry.branch,
    kind: entry.kind,
    number: entry.number,
    businessDate: entry.businessDate,
    at: entry.at,
    recordedAt: entry.recordedAt,
    actor: entry.actor,
    currency: entry.currency,
    amount: Money.ofMinor(entry.amount, entry.currency).toString(),
    orderId: entry.orderId,
    customerId: entry.customerId,
    correctsId: entry.correctsId,
    memo: entry.memo,
    corrections,
    lines: lines.map((line) => ({
      line: line.line,
      account: line.account,
      currency: line.currency,
      debit: Money.ofMinor(line.debit, line.currency).toString(),
      credit: Money.ofMinor(line.credit, line.currency).toString(),
      orderId: line.orderId,
      customerId: line.customerId,
      method: line.method,
      leg: line.leg,
      category: line.category,
      shootType: line.shootType,
      staff: line.staff,
      till: line.till,
      shift: line.shift,
      cash: line.cash,
    })),
  }
}
