import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountUnknown, currencyText } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { type AccountSides, accountSides, currenciesIn, openedSums, partOf, sidesOf } from '../account-sides.ts'
import { readChart } from '../chart.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { pageOfLines } from '../line-pages.ts'
import { requirePeriod } from '../period.ts'
import { presentLines, type StatementLine, statementLineSchema } from '../present-lines.ts'
import { categoryText, idText, openPeriodMembers, pageMembers } from '../shapes.ts'
import { readSums } from '../sums.ts'

const schema = z.strictObject({
  account: idText,
  ...openPeriodMembers,
  /** The studio's unless told. */
  currency: currencyText.optional(),
  branch: idText.optional(),
  /** Null: only lines without a category. */
  category: categoryText.nullish(),
  /** Null: only lines without a shoot type. */
  shootType: categoryText.nullish(),
  ...pageMembers,
})

export interface ReadGeneralLedger extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadGeneralLedger> = schema

const sidesSchema = z.object({ currency: z.string(), ...accountSides })

const outputShape = sidesSchema.extend({
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  /** `balance` is that of the account after the line, on every page. */
  items: z.array(statementLineSchema),
  next: z.string().nullable(),
  /** The account in other currencies, which are not added. Ask for one by `currency` to see its lines. */
  otherCurrencies: z.array(sidesSchema),
})

export interface AccountInCurrency extends AccountSides {
  currency: string
}

export interface GeneralLedger extends AccountInCurrency {
  account: string
  name: string
  from: string | null
  to: string
  items: StatementLine[]
  next: string | null
  otherCurrencies: AccountInCurrency[]
}

const output: z.ZodType<GeneralLedger> = outputShape

const errors = [AccountUnknown, StatementPeriodInvalid] as const

/**
 * One account (总账, 明细账). Statements: the chart, two for the balances (one without `from`), one for the lines, two for their
 * entries; two more on later pages.
 */
export const generalLedger: Operation<'query', ReadGeneralLedger, GeneralLedger, (typeof errors)[number]> = operation({
  name: 'statements.generalLedger',
  summary: 'Answers an account: its opening balance, its lines with the balance after each, and its closing balance.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { account, limit, cursor, ...given }) {
    const { store, studio } = context
    const { from, to = context.businessDate, currency = studio.currency, branch, category, shootType } = given
    if (from !== undefined) requirePeriod({ from, to })
    const chart = await readChart(context)
    if (!chart.has(account)) throw AccountUnknown.create({ accounts: [account] })
    const narrowed = present({ branch, category, shootType })
    const during = { ...narrowed, ...present({ from }), to }
    const wanted = { toldApart: [], accounts: [account] } as const
    const before =
      from === undefined
        ? undefined
        : await readSums(store, { ...wanted, window: { ...narrowed, to: addDays(from, -1) } })
    const sums = openedSums(before, await readSums(store, { ...wanted, window: during }))
    const sides = (of: string) => ({ currency: of, ...sidesOf(of, [account], sums) })

    const balanced = partOf([account], 'debitBalance')
    const page = await pageOfLines(store, { currency, ...during, parts: [balanced] }, { limit, cursor })
    let balance = (before?.amount(currency, balanced) ?? 0n) + (page.before.get(account) ?? 0n)
    const run = page.items.map((item) => {
      balance += item.amount
      return { ...item, balance }
    })
    return {
      account,
      name: chart.of(account).name,
      from: from ?? null,
      to,
      ...sides(currency),
      items: await presentLines(store, run),
      next: page.next,
      otherCurrencies: currenciesIn(sums)
        .filter((other) => other !== currency)
        .map(sides),
    }
  },
})
