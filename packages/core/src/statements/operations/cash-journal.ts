import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { currencyText, isMoneyAccount } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { type AccountSides, accountSides, currenciesIn, openedSums, partOf, sidesOf } from '../account-sides.ts'
import { readChart } from '../chart.ts'
import { StatementAccountNotMoney, StatementPeriodInvalid } from '../errors.ts'
import { pageOfLines } from '../line-pages.ts'
import { requirePeriod } from '../period.ts'
import { presentLines, type StatementLine, statementLineSchema } from '../present-lines.ts'
import { idText, openPeriodMembers, pageMembers } from '../shapes.ts'
import { readSums } from '../sums.ts'

const schema = z.strictObject({
  /** One account of money, such as `Cash:Safe`; all unless told. */
  account: idText.optional(),
  ...openPeriodMembers,
  /** The studio's unless told. */
  currency: currencyText.optional(),
  branch: idText.optional(),
  ...pageMembers,
})

export interface ReadCashJournal extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadCashJournal> = schema

const accountSchema = z.object({
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
  ...accountSides,
})

const outputShape = z.object({
  currency: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  /** Accounts that held or moved money. Debits came in, credits went out. */
  accounts: z.array(accountSchema),
  /** All of them together. */
  total: z.object(accountSides),
  /** `balance` is that of the line's account after it, on every page. */
  items: z.array(statementLineSchema),
  next: z.string().nullable(),
  /** Currencies in which there is money as well: ask for one by `currency`. */
  otherCurrencies: z.array(z.string()),
})

export interface CashJournalAccount extends AccountSides {
  account: string
  name: string
}

export interface CashJournal extends z.output<typeof outputShape> {
  accounts: CashJournalAccount[]
  total: AccountSides
  items: StatementLine[]
}

const output: z.ZodType<CashJournal> = outputShape

const errors = [StatementAccountNotMoney, StatementPeriodInvalid] as const

/**
 * The journal of cash, bank and clearing (现金日记账, 银行日记账). Statements: the chart, two for the balances (one without
 * `from`), one for the lines of each account, two for their entries; two more on later pages.
 */
export const cashJournal: Operation<'query', ReadCashJournal, CashJournal, (typeof errors)[number]> = operation({
  name: 'statements.cashJournal',
  summary:
    'Lists every receipt and payment of the money accounts with what it was booked against and the balance after it.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { account, limit, cursor, branch, ...given }) {
    const { store, studio } = context
    const { from, to = context.businessDate, currency = studio.currency } = given
    if (from !== undefined) requirePeriod({ from, to })
    if (account !== undefined && !isMoneyAccount(account)) throw StatementAccountNotMoney.create({ account })
    const chart = await readChart(context)
    const during = present({ branch, from, to })
    const wanted = {
      toldApart: [],
      cash: true,
      ...present({ accounts: account === undefined ? undefined : [account] }),
    }
    const before =
      from === undefined
        ? undefined
        : await readSums(store, { ...wanted, window: { ...present({ branch }), to: addDays(from, -1) } })
    const sums = openedSums(before, await readSums(store, { ...wanted, window: during }))
    const codes = sums.through.accounts(currency).filter(isMoneyAccount).sort()
    const balanced = (code: string) => partOf([code], 'debitBalance')
    const accounts = codes
      .filter(
        (code) =>
          (before?.amount(currency, balanced(code)) ?? 0n) !== 0n || sums.during.moved(currency, balanced(code)),
      )
      .map((code) => ({ account: code, name: chart.of(code).name, ...sidesOf(currency, [code], sums) }))

    const moved = codes.filter((code) => sums.during.moved(currency, balanced(code)))
    const selection = { currency, ...during, parts: [partOf(moved, 'debitBalance')] }
    const page = await pageOfLines(store, selection, { limit, cursor })
    const balances = new Map<string, bigint>()
    const run = page.items.map((item) => {
      const { account: code } = item.line
      const carried =
        balances.get(code) ?? (before?.amount(currency, balanced(code)) ?? 0n) + (page.before.get(code) ?? 0n)
      const balance = carried + item.amount
      balances.set(code, balance)
      return { ...item, balance }
    })
    return {
      currency,
      from: from ?? null,
      to,
      accounts,
      total: sidesOf(currency, codes, sums),
      items: await presentLines(store, run),
      next: page.next,
      otherCurrencies: currenciesIn(sums).filter((other) => other !== currency),
    }
  },
})
