/** What a customer bought in all, as callers get it. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { ReachedSummary } from './combine.ts'

const summarySchema = z.object({
  /** Orders that were not cancelled. */
  orders: z.int(),
  amount: z.string(),
  currency: z.string(),
  firstOn: z.string(),
  lastOn: z.string(),
  lastShotOn: z.string().nullable(),
  /** Whether something was not picked up yet. */
  waiting: z.boolean(),
  /** Whether they ordered on more than one date. */
  repeat: z.boolean(),
})

export interface CustomerSummary extends z.output<typeof summarySchema> {}

export const summaryOutput: z.ZodType<CustomerSummary> = summarySchema

export const presentSummary = (row: ReachedSummary, currency: string): CustomerSummary => ({
  orders: row.orders,
  amount: Money.ofMinor(row.amount, currency).toString(),
  currency,
  firstOn: row.firstOn,
  lastOn: row.lastOn,
  lastShotOn: row.lastShotOn,
  waiting: row.waiting,
  repeat: row.firstOn < row.lastOn,
})
