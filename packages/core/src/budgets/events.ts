/** What happens with budgets. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface BudgetApproved {
  versionId: string
  year: number
  supersedesId: string | null
}

export const budgetApproved: EventKind<'budgets.approved', BudgetApproved> = defineEvent({
  name: 'budgets.approved',
  version: 1,
  schema: z.strictObject({ versionId: text, year: z.int(), supersedesId: text.nullable() }),
})

export interface BudgetThresholdCrossed {
  versionId: string
  line: number
  account: string
  /** Empty for all. */
  category: string
  /** A year as 2026, or a month as 2026-11. */
  period: string
  /** Percent. */
  threshold: number
  currency: string
  budget: string
  actual: string
  /** The entry that crossed it. */
  entryId: string
}

export const thresholdCrossed: EventKind<'budgets.thresholdCrossed', BudgetThresholdCrossed> = defineEvent({
  name: 'budgets.thresholdCrossed',
  version: 1,
  schema: z.strictObject({
    versionId: text,
    line: z.int(),
    account: text,
    category: text,
    period: text,
    threshold: z.int(),
    currency: text,
    budget: text,
    actual: text,
    entryId: text,
  }),
})

export const budgetEvents = [budgetApproved, thresholdCrossed] as const
