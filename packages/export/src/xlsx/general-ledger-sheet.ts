/** The general ledger: account by account and currency by currency, the lines by date with the balance after each. */
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
    const own = ending.filter((row) => row.account === account.code)
    const currencies = new Set(own.map(({ currency }) => currency))
    for (const { currency, balance } of own) {
      const earlier = before.find((row) => row.account === account.code && row.currency === currency)
      const opening = Money.of(earlier?.balance ?? '0', currency)
      if (!opening.isZero()) yield { account, date: from ?? to, posted: null, balance: opening }
      const closing = yield* linesOf(source, account, opening, currencies)
      const exported = closing.toString()
      if (exported !== balance) throw ExportedBooksMoved.create({ account: account.code, currency, exported, balance })
    }
  }
}

/**
 * The lines of an account in one of its currencies; answers the balance after them. An account of several currencies is read
 * once for each, so that none of its lines is kept.
 */
async function* linesOf(
  { desk, range }: SheetSource,
  account: BookAccount,
  opening: Money,
  currencies: ReadonlySet<string>,
): AsyncGenerator<BalanceRow, Money> {
  let balance = opening
  let place = 0
  for await (const entry of journalOf(desk, { ...range, account: account.code })) {
    place += 1
    for (const line of entry.lines.filter((one) => one.account === account.code)) {
      const { currency } = line
      if (!currencies.has(currency)) throw unforeseen(account, amountOf(line))
      if (currency !== balance.currency) continue
      balance = balance.plus(amountOf(line))
      const posted = { entry, line, place, accountName: account.name }
      yield { account, date: entry.businessDate, posted, balance }
    }
  }
  return balance
}

/** A line in a currency in which the account had no balance when it was asked for. */
const unforeseen = ({ code: account }: BookAccount, amount: Money) =>
  ExportedBooksMoved.create({
    account,
    currency: amount.currency,
    exported: amount.toString(),
    balance: Money.zero(amount.currency).toString(),
  })
