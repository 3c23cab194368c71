/** Books as text that other programs judge: hledger, ledger and beancount. */
import { beancount } from './beancount.ts'
import type { BookEntry, BooksControl, BooksHead, BooksWriter } from './books.ts'
import { newTally } from './control.ts'
import { hledger } from './hledger.ts'
import { ledgerCli } from './ledger-cli.ts'
import {
  balancesAt,
  bookEntry,
  type BooksDesk,
  type BooksRange,
  broughtForward,
  describeAccounts,
  journalOf,
  requireRange,
} from './read-books.ts'

/** The program that is to read the books. */
export type BooksFormat = 'hledger' | 'ledger' | 'beancount'

export interface ExportBooksOptions extends BooksRange {
  readonly format: BooksFormat
  /** Stands in the head of the text. Unless told: "Books". */
  readonly title?: string | undefined
  /** Told the figures of the export once its last piece was written and agrees with the ledger's trial balance. */
  readonly onControl?: ((control: BooksControl) => void) | undefined
}

const writers: Record<BooksFormat, (head: BooksHead) => BooksWriter> = { hledger, ledger: ledgerCli, beancount }

/**
 * The journal as text in the format of a program, in the order of business dates and of posting within one. Streams: holds a
 * page of entries and the balances of accounts, however many entries there are. What was written is the books only once the
 * last piece came: an error before it means that the text is to be thrown away.
 *
 * @throws EXPORT_RANGE_INVALID, EXPORTED_BOOKS_MOVED, EXPORTED_ENTRY_UNBALANCED, EXPORTED_ACCOUNT_UNKNOWN, and what the
 *   ledger's queries refuse
 */
export async function* exportBooks(
  desk: BooksDesk,
  options: ExportBooksOptions,
): AsyncGenerator<string, void, undefined> {
  requireRange(options)
  const { format, from = null, to, title = 'Books', onControl } = options
  const balances = await balancesAt(desk, options)
  const accounts = await describeAccounts(desk, sorted(balances.accounts.map(({ account }) => account)))
  const currencies = sorted(balances.accounts.map(({ currency }) => currency))
  const tally = newTally()
  let writer: BooksWriter | undefined
  const begin = (begins: string) => writers[format]({ title, from, to, begins, accounts, currencies })
  for await (const entry of entriesOf(desk, options)) {
    if (writer === undefined) {
      writer = begin(entry.date)
      yield writer.head
    }
    tally.add(entry)
    yield writer.entry(entry)
  }
  // Before the foot, so that a text with its control figures is always whole.
  tally.compare(balances)
  if (writer === undefined) {
    writer = begin(to)
    yield writer.head
  }
  const control = tally.control(writer.name)
  yield writer.foot(control)
  onControl?.(control)
}

async function* entriesOf(desk: BooksDesk, range: BooksRange): AsyncGenerator<BookEntry> {
  const first = await broughtForward(desk, range)
  if (first !== undefined) yield first
  for await (const entry of journalOf(desk, range)) yield bookEntry(entry)
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort()
