/** Reads books through the operations of the ledger, so that the actor's permissions and branches hold for exports too. */
import {
  addDays,
  type ChartOfAccounts,
  chartAccount,
  type Journal,
  type JournalEntry,
  type JournalLine,
  type ListAccounts,
  type ListEntries,
  Money,
  parseCalendarDate,
  type ReadTrialBalance,
  type TrialBalance,
} from '@calotype/core'
import type { BookAccount, BookEntry, Posting } from './books.ts'
import { ExportedAccountUnknown, ExportRangeInvalid } from './errors.ts'

/** The part of a desk that an export calls: `ledger.entries`, `ledger.accounts` and `ledger.trialBalance`. */
export interface BooksDesk {
  readonly ledger: {
    entries(input: ListEntries): Promise<Journal>
    accounts(input: ListAccounts): Promise<ChartOfAccounts>
    trialBalance(input: ReadTrialBalance): Promise<TrialBalance>
  }
}

export interface BooksRange {
  /**
   * The first business date, `YYYY-MM-DD`. Books then begin with one entry that carries every balance forward. Unless told:
   * the beginning.
   */
  readonly from?: string | undefined
  /** The last business date, included. Best a day that is over: nothing is posted to it while the export runs. */
  readonly to: string
  /** One branch alone. Unless told: all that the actor reaches. */
  readonly branch?: string | undefined
}

/** As many as a page holds: pages are read one after the other. */
const pageSize = 200

/** @throws EXPORT_RANGE_INVALID, and what the calendar refuses */
export function requireRange({ from, to }: BooksRange): void {
  parseCalendarDate(to)
  if (from !== undefined && parseCalendarDate(from) > to) throw ExportRangeInvalid.create({ from, to })
}

/** The journal by (business date, sequence), a page at a time; with an account only the entries that have a line on it. */
export async function* journalOf(
  desk: BooksDesk,
  { from, to, branch, account }: BooksRange & { readonly account?: string },
): AsyncGenerator<JournalEntry> {
  let cursor: string | null = null
  do {
    const page: Journal = await desk.ledger.entries({
      to,
      limit: pageSize,
      ...(from === undefined ? {} : { from }),
      ...(branch === undefined ? {} : { branch }),
      ...(account === undefined ? {} : { account }),
      ...(cursor === null ? {} : { cursor }),
    })
    yield* page.items
    cursor = page.next
  } while (cursor !== null)
}

/** The balances as of `to`. */
export const balancesAt = (desk: BooksDesk, { to, branch }: BooksRange): Promise<TrialBalance> =>
  desk.ledger.trialBalance({ to, ...(branch === undefined ? {} : { branch }) })

/** The balances with which a range begins, as one entry; nothing where there is nothing to carry forward. */
export async function broughtForward(desk: BooksDesk, range: BooksRange): Promise<BookEntry | undefined> {
  const { from, branch = null } = range
  if (from === undefined) return undefined
  const { accounts } = await balancesAt(desk, { ...range, to: addDays(from, -1) })
  const postings = accounts
    .map(({ account, balance, currency }): Posting => ({ account, amount: Money.of(balance, currency) }))
    .filter(({ amount }) => !amount.isZero())
  if (postings.length === 0) return undefined
  return {
    id: 'brought-forward',
    date: from,
    kind: 'brought-forward',
    number: null,
    memo: null,
    branch,
    orderId: null,
    postings,
  }
}

/** What the chart says of these accounts, in their order. @throws EXPORTED_ACCOUNT_UNKNOWN */
export async function describeAccounts(desk: BooksDesk, codes: readonly string[]): Promise<BookAccount[]> {
  const { accounts } = await desk.ledger.accounts({})
  const chart = new Map(accounts.map((account) => [account.code, account]))
  return codes.map((code) => {
    const known = chart.get(code)
    if (known !== undefined) return { code, name: known.name, type: known.type }
    // `Cash:Till:front` is of the chart by its group, whose name the session's language gives.
    const colon = code.lastIndexOf(':')
    const group = chart.get(code.slice(0, colon))
    const own = chartAccount(code)
    if (own === undefined || group === undefined) throw ExportedAccountUnknown.create({ account: code })
    return { code, name: `${group.name} ${code.slice(colon + 1)}`, type: own.type }
  })
}

/** Debit less credit of a line. */
export const amountOf = ({ debit, credit, currency }: JournalLine): Money =>
  Money.of(debit, currency).minus(Money.of(credit, currency))

export function bookEntry(entry: JournalEntry): BookEntry {
  const { id, businessDate: date, kind, number, memo, branch, orderId } = entry
  const postings = entry.lines.map((line): Posting => ({ account: line.account, amount: amountOf(line) }))
  return { id, date, kind, number, memo, branch, orderId, postings }
}
