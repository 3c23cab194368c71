import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { lastDayOfMonth } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { readActuals } from '../actuals.ts'
import { accountTypes } from '../budget-accounts.ts'
import { actualOf, monthText } from '../budget-line.ts'
import { newVersion, writeLines } from '../draft-version.ts'
import { BudgetLineInvalid, BudgetPeriodInvalid } from '../errors.ts'
import { type BudgetWithLines, presentWithLines, withLinesSchema } from '../present-version.ts'
import { nameText, yearNumber } from '../shapes.ts'

const schema = z.strictObject({
  year: yearNumber,
  name: nameText,
  /** The year whose books are taken; the one before unless told. */
  from: yearNumber.optional(),
  /** By what each month is multiplied, such as 1.05; rounded half up to the minor unit. */
  factor: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be a decimal such as 1.05')
    .default('1'),
})

export interface DraftBudgetFromActuals extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DraftBudgetFromActuals> = schema

const errors = [BudgetLineInvalid, BudgetPeriodInvalid] as const

/** Drafts a budget from what was spent and earned, account by account and month by month. A month that came to less than zero is zero. */
export const draftFromActuals: Operation<'command', DraftBudgetFromActuals, BudgetWithLines, (typeof errors)[number]> =
  operation({
    name: 'budgets.draftFromActuals',
    summary: "Drafts a budget from a past year's books and a factor.",
    kind: 'command',
    input,
    output: withLinesSchema,
    errors,
    async run(context, { year, name, from = year - 1, factor }) {
      const { store, branch } = context
      const { currency } = context.studio
      const zero = Money.zero(currency)
      const typesOf = await accountTypes(store)
      const byAccount = new Map<string, Money[]>()
      for (let month = 1; month <= 12; month++) {
        const of = monthText(from, month)
        const totals = await readActuals(store, { from: `${of}-01`, to: lastDayOfMonth(of), branches: [branch] })
        for (const account of new Set(totals.map((total) => total.account))) {
          const types = typesOf(account)
          if (!types.has('income') && !types.has('expense')) continue
          const actual = actualOf(
            { account, category: '', income: types.has('income') },
            onlyOf(totals, account),
            currency,
          )
          const months = byAccount.get(account) ?? Array.from({ length: 12 }, () => zero)
          months[month - 1] = actual.isNegative() ? zero : actual.times(factor, 'half-up')
          byAccount.set(account, months)
        }
      }
      if (byAccount.size === 0) {
        throw BudgetPeriodInvalid.create({ field: 'from', rule: 'be a year with entries', value: String(from) })
      }
      const version = await newVersion(context, { year, name })
      const lines = [...byAccount]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([account, months]) => ({ account, months: months.map((month) => month.toString()), hard: false }))
      return presentWithLines(version, await writeLines(context, version, lines))
    },
  })

/** Not its group: an account that has others below it is a line of its own. */
const onlyOf = <T extends { readonly account: string }>(totals: readonly T[], account: string): readonly T[] =>
  totals.filter((total) => total.account === account)
