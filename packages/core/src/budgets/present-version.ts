/** Versions of budgets, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { budgetLineOf } from './budget-line.ts'
import type { LineRow, VersionRow } from './tables.ts'

const versionShape = z.object({
  id: z.string(),
  branch: z.string(),
  year: z.int(),
  revision: z.int(),
  name: z.string(),
  /** draft, approved or superseded. */
  state: z.string(),
  currency: z.string(),
  draftedBy: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
})

export interface BudgetVersion extends z.output<typeof versionShape> {}

export const versionSchema: z.ZodType<BudgetVersion> = versionShape

export function presentVersion(row: VersionRow): BudgetVersion {
  const { id, branch, year, revision, name, state, currency, draftedBy, approvedBy, approvedAt } = row
  return { id, branch, year, revision, name, state, currency, draftedBy, approvedBy, approvedAt }
}

const withLinesShape = versionShape.extend({
  lines: z.array(
    z.object({
      line: z.int(),
      account: z.string(),
      /** Empty: all categories, and none. */
      category: z.string(),
      income: z.boolean(),
      hard: z.boolean(),
      months: z.array(z.string()),
      year: z.string(),
    }),
  ),
})

export interface BudgetWithLines extends z.output<typeof withLinesShape> {}

export const withLinesSchema: z.ZodType<BudgetWithLines> = withLinesShape

export function presentWithLines(version: VersionRow, lines: readonly LineRow[]): BudgetWithLines {
  const { currency } = version
  const shown = lines.map((row) => {
    const { line, account, category, income, hard, months } = budgetLineOf(row, currency)
    const year = Money.sum(currency, months).toString()
    return { line, account, category, income, hard, months: months.map((month) => month.toString()), year }
  })
  return { ...presentVersion(version), lines: shown }
}
