/** The trial balance: with which balance each account began, what moved, and with which it ended. */
import { addDays, Money } from '@calotype/core'
import { balancesAt, describeAccounts } from '../read-books.ts'
import { aboveZero, type SheetSource } from './columns.ts'
import { type AnySheet, type Column, sheet } from './sheet.ts'
import { sheetWords } from './words.ts'

interface AccountRow {
  readonly account: string
  readonly name: string
  readonly type: string
  readonly currency: string
  /** Debit less credit before the range. */
  readonly opening: Money
  readonly debit: Money
  readonly credit: Money
}

export function trialBalanceSheet(source: SheetSource): AnySheet {
  const { headings, titles, total } = sheetWords[source.language]
  const closing = ({ opening, debit, credit }: AccountRow) => opening.plus(debit).minus(credit)
  const amount = (heading: string, of: (row: AccountRow) => Money | null): Column<AccountRow> => ({
    heading,
    is: 'amount',
    total: true,
    of,
  })
  const columns: Column<AccountRow>[] = [
    { heading: headings.account, is: 'text', width: 24, of: ({ account }) => account },
    { heading: headings.accountName, is: 'text', width: 24, of: ({ name }) => name },
    { heading: headings.accountType, is: 'text', width: 12, of: ({ type }) => type },
    { heading: headings.currency, is: 'currency', of: ({ currency }) => currency },
    amount(headings.openingDebit, ({ opening }) => aboveZero(opening)),
    amount(headings.openingCredit, ({ opening }) => aboveZero(opening.negated())),
    amount(headings.periodDebit, ({ debit }) => debit),
    amount(headings.periodCredit, ({ credit }) => credit),
    amount(headings.closingDebit, (row) => aboveZero(closing(row))),
    amount(headings.closingCredit, (row) => aboveZero(closing(row).negated())),
  ]
  return sheet({ title: titles.trialBalance, columns, rows: accountsOf(source), totalLabel: total })
}

async function* accountsOf({ desk, range, language }: SheetSource): AsyncGenerator<AccountRow> {
  const { from, to } = range
  const { accounts } = await balancesAt(desk, { ...range, to })
  const before = from === undefined ? [] : (await balancesAt(desk, { ...range, to: addDays(from, -1) })).accounts
  const described = await describeAccounts(desk, [...new Set(accounts.map(({ account }) => account))])
  const chart = new Map(described.map((account) => [account.code, account]))
  for (const { account, currency, debit, credit } of accounts) {
    const earlier = before.find((row) => row.account === account && row.currency === currency)
    const amount = (text: string | undefined) => (text === undefined ? Money.zero(currency) : Money.of(text, currency))
    const known = chart.get(account)
    yield {
      account,
      name: known?.name ?? '',
      type: known === undefined ? '' : sheetWords[language].types[known.type],
      currency,
      opening: amount(earlier?.balance),
      debit: amount(debit).minus(amount(earlier?.debit)),
      credit: amount(credit).minus(amount(earlier?.credit)),
    }
  }
}
