/** What a studio decides about its expenses. */
import { z } from 'zod'

const category = z.strictObject({
  /** camelCase; what an expense names. */
  code: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be camelCase, at most 40 characters'),
  name: z.string().min(1).max(60),
  /** An account of expenses, of the default chart or opened with ledger.openAccount. */
  account: z.string().min(1).max(64),
})

const settings = z.object({
  /** The studio's own, beside those of the house; one with the code of another stands in its place. */
  categories: z.array(category).max(200).default([]),
  /** Whether what recurs is posted by itself or waits as a draft, unless it says so itself. */
  recurring: z.enum(['draft', 'post']).default('draft'),
})

export interface ExpenseSettings extends z.output<typeof settings> {}

export const expenseSettings: { readonly name: 'expenses'; readonly settings: z.ZodType<ExpenseSettings> } = {
  name: 'expenses',
  settings,
}
