import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { lastDayOfMonth } from '../../values/calendar-date.ts'
import type { Money } from '../../values/money.ts'
import { readActuals } from '../actuals.ts'
import { readApprovedLines } from '../approved-lines.ts'
import { actualOf, type BudgetLine, budgetOf, monthText } from '../budget-line.ts'
import { BudgetPeriodInvalid } from '../errors.ts'
import { idText, monthInput, yearNumber } from '../shapes.ts'
import { varianceOf } from '../variance.ts'

const schema = z.strictObject({
  year: yearNumber,
  /** The first month, 1 to 12; January unless told. */
  from: monthInput.default(1),
  /** The last month; December unless told. */
  to: monthInput.default(12),
  /** This branch unless told; of several, budgets and books are added up. */
  branches: z.array(idText).min(1).max(200).optional(),
})

export interface CompareBudget extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CompareBudget> = schema

const outputShape = z.object({
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  lines: z.array(
    z.object({
      account: z.string(),
      /** Empty: all categories, and none. */
      category: z.string(),
      income: z.boolean(),
      budget: z.string(),
      actual: z.string(),
      /** budget − actual. */
      difference: z.string(),
      /** actual ÷ budget; null where nothing is budgeted. */
      ratio: z.string().nullable(),
      /** What the period comes to if it goes on as it began; null before its first day. */
      forecast: z.string().nullable(),
    }),
  ),
})

export interface BudgetComparison extends z.output<typeof outputShape> {}

const output: z.ZodType<BudgetComparison> = outputShape

const errors = [BudgetPeriodInvalid] as const

/** The budget in force against the books. Two statements, and those of the totals. */
export const compare: Operation<'query', CompareBudget, BudgetComparison, (typeof errors)[number]> = operation({
  name: 'budgets.compare',
  summary: 'Holds the budget in force against what was spent and earned.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { year, from, to, branches = [context.branch] }) {
    const { store, businessDate: today, studio } = context
    const { currency } = studio
    if (from > to) throw BudgetPeriodInvalid.create({ field: 'from', rule: `be ${to} or before`, value: String(from) })
    const span = { from: `${monthText(year, from)}-01`, to: lastDayOfMonth(monthText(year, to)), today }
    const budgeted = await readApprovedLines(store, { year, branches })
    const totals = await readActuals(store, { from: span.from, to: span.to, branches })
    const lines = [...addedUp(budgeted, from, to, currency)].map(({ line, budget }) => {
      const { account, category, income } = line
      const { actual, difference, ratio, forecast } = varianceOf(budget, actualOf(line, totals, currency), span)
      return {
        account,
        category,
        income,
        budget: budget.toString(),
        actual: actual.toString(),
        difference: difference.toString(),
        ratio,
        forecast: forecast?.toString() ?? null,
      }
    })
    return { from: span.from, to: span.to, currency, lines }
  },
})

/** The lines of all branches, those of one account and category together. */
function addedUp(lines: readonly BudgetLine[], from: number, to: number, currency: string) {
  const sums = new Map<string, { line: BudgetLine; budget: Money }>()
  for (const line of lines) {
    const key = `${line.account}|${line.category}`
    const budget = budgetOf(line, from, to, currency)
    const before = sums.get(key)
    sums.set(key, { line, budget: before === undefined ? budget : before.budget.plus(budget) })
  }
  return sums.values()
}
