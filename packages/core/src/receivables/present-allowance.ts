/** An allowance for doubtful debts, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { AllowanceRow } from './tables.ts'

const age = z.object({ from: z.int(), amount: z.string(), percent: z.int(), allowance: z.string() })

const schema = z.object({
  branch: z.string(),
  month: z.string(),
  currency: z.string(),
  /** What customers owed for deliveries at the end of the month. */
  receivable: z.string(),
  /** What is set aside from then on. */
  target: z.string(),
  /** What was posted: below zero where less is set aside than before. */
  change: z.string(),
  /** Null where nothing changed. */
  entryId: z.string().nullable(),
  /** `from` days overdue: the amount, the percent, and what it comes to. */
  ages: z.array(age),
  at: z.string(),
  actor: z.string(),
})

export interface Allowance extends z.output<typeof schema> {}

export const allowanceSchema: z.ZodType<Allowance> = schema

export function presentAllowance(row: AllowanceRow): Allowance {
  const { branch, month, currency, entryId, at, actor } = row
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  return {
    branch,
    month,
    currency,
    receivable: shown(row.receivable),
    target: shown(row.target),
    change: shown(row.change),
    entryId,
    ages: z.array(age).parse(row.detail),
    at,
    actor,
  }
}
