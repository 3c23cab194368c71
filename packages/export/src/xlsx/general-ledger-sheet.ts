/** The general ledger: account by account, its lines by date with the balance after each. */
import { addDays, Money } from '@calotype/core'
import type { BookAccount } from '../books.ts'
import { ExportedBooksMoved } from '../errors.ts'
import { amountOf, balancesAt, describeAccounts, journalOf } from '../read-books.ts'
import { aboveZero, creditOf, debitOf, detailColumns, type LineOfEntry, type SheetSource } from './columns.ts'
import { type AnySheet, type Column, sheet } from './sheet.ts'
import { type SheetLanguage, sheetWords } from './words.ts'

interface BalanceRow {
  readonly account: BookAccount
  readonly date: string
  /** Null in the row that carries a balance forward. */
  readonly posted: LineOfEntry | null
  /** Debit less credit of the account in this currency, after the row. */
  readonly balance: Money
}

/** The rows end in EXPORTED_BOOKS_MOVED where an account does not end with the balance that the ledger answers. */
export function generalLedgerSheet(source: SheetSource): AnySheet {
  const { language } = source
  const { headings, titles, total } = sheetWords[language]
  const columns: Column<BalanceRow>[] = [
    { heading: headings.account, is: 'text', width: 24, of: ({ account }) => account.code },
    { heading: headings.accountName, is: 'text', width: 24, of: ({ account }) => account.name },
    { heading: headings.date, is: 'date', of: ({ date }) => date },
    { heading: headings.number, is: 'text', width: 20, of: ({ posted }) => posted?.entry.number ?? null },
    { heading: headings.memo, is: 'text', width: 30, of: (row) => memoOf(row, language) },
    { heading: headings.currency, is: 'currency', of: ({ balance }) => balance.currency },
    { heading: headings.debit, is: 'amount', total: true, of: ({ posted }) => posted && debitOf(posted.line) },
    { heading: headings.credit, is: 'amount', total: true, of: ({ posted }) => posted && creditOf(posted.line) },
    { heading: headings.side, is: 'text', width: 8, of: ({ balance }) => sideOf(balance, language) },
    { heading: headings.balance, is: 'amount', of: ({ balance }) => balance.absolute() },
    ...detailColumns(language).map((column) => ofPosted(column)),
  ]
  const strong = ({ posted }: BalanceRow) => posted === null
  return sheet({ title: titles.generalLedger, columns, rows: rowsOf(source), strong, totalLabel: total })
}

const memoOf = ({ posted }: BalanceRow, language: SheetLanguage): string | null =>
  posted === null ? sheetWords[language].opening : posted.entry.memo

function sideOf(balance: Money, language: SheetLanguage): string {
  const { debit, credit, even } = sheetWords[language].sides
  if (balance.isZero()) return even
  return aboveZero(balance) === null ? credit : debit
}

/** A column of lines, empty where a balance is carried forward. */
function ofPosted(column: Column<LineOfEntry>): Column<BalanceRow> {
  switch (column.is) {
    case 'amount':
      return { ...column, of: ({ posted }) => posted && column.of(posted) }
    case 'count':
      return { ...column, of: ({ posted }) => posted && column.of(posted) }
    default:
      return { ...column, of: ({ posted }) => posted && column.of(posted) }
  }
}

async function* rowsOf(source: SheetSource): AsyncGenerator<BalanceRow> {
  const { desk, range } = source
  const { from, to } = range
  const ending = (await balancesAt(desk, range)).accounts
  const before = from === undefined ? [] : (await balancesAt(desk, { ...range, to: addDays(from, -1) })).accounts
  const accounts = await describeAccounts(desk, [...new Set(ending.map(({ account }) => account))].sort())
  for (const account of accounts) {
    const balances = new Map<string, Money>()
    for (const { currency, balance } of before.filter((row) => row.account === account.code)) {
      const opening = Money.of(balance, currency)
      balances.set(currency, opening)
      if (!opening.isZero()) yield { account, date: from ?? to, posted: null, balance: opening }
    }
    yield* linesOf(source, account, balances)
    for (const { currency, balance } of ending.filter((row) => row.account === account.code)) {
      const exported = (balances.get(currency) ?? Money.zero(currency)).toString()
      if (exported !== balance) {
        throw ExportedBooksMoved.create({ account: account.code, currency, exported, balance })
      }
    }
  }
}

/** The lines of an account; moves its balances. */
async function* linesOf(
  { desk, range }: SheetSource,
  account: BookAccount,
  balances: Map<string, Money>,
): AsyncGenerator<BalanceRow> {
  let place = 0
  for await (const entry of journalOf(desk, { ...range, account: account.code })) {
    place += 1
    for (const line of entry.lines.filter((one) => one.account === account.code)) {
      const balance = (balances.get(line.currency) ?? Money.zero(line.currency)).plus(amountOf(line))
      balances.set(line.currency, balance)
      const posted = { entry, line, place, accountName: account.name }
      yield { account, date: entry.businessDate, posted, balance }
    }
  }
}
