/** What a studio decides about its budgets. */
import { z } from 'zod'

const settings = z.object({
  /** At how many percent of a month's or year's budget a warning is given, once each. */
  thresholds: z.array(z.int().min(1).max(1000)).max(10).default([80, 100]),
  /**
   * Whether budget lines that say `hard` refuse what goes beyond them. Off, an entry costs nothing more; on, an entry with an
   * expense costs one statement where the year has no budget, and five where a hard line fits.
   */
  hardLimits: z.boolean().default(false),
})

export interface BudgetSettings extends z.output<typeof settings> {}

export const budgetSettings: { readonly name: 'budgets'; readonly settings: z.ZodType<BudgetSettings> } = {
  name: 'budgets',
  settings,
}
