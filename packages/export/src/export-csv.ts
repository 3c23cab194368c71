/** The journal as CSV (RFC 4180): one row a line of an entry. */
import type { JournalEntry, JournalLine } from '@calotype/core'
import { type BooksDesk, type BooksRange, journalOf, requireRange } from './read-books.ts'

export interface ExportCsvOptions extends BooksRange {
  /** Begins with a byte order mark, without which Excel reads Chinese as another code page. Unless told: no. */
  readonly byteOrderMark?: boolean | undefined
  /**
   * Puts an apostrophe before texts that a spreadsheet would compute (`=`, `+`, `-`, `@`, tab or carriage return in front), as
   * OWASP advises against CSV injection. It changes those texts, so: unless told, no.
   */
  readonly guardFormulas?: boolean | undefined
}

type Cell = string | number | null

const columns: Record<string, (line: JournalLine, entry: JournalEntry) => Cell> = {
  businessDate: (_, entry) => entry.businessDate,
  entryId: (_, entry) => entry.id,
  line: (line) => line.line,
  branch: (_, entry) => entry.branch,
  kind: (_, entry) => entry.kind,
  number: (_, entry) => entry.number,
  account: (line) => line.account,
  currency: (line) => line.currency,
  debit: (line) => line.debit,
  credit: (line) => line.credit,
  memo: (_, entry) => entry.memo,
  orderId: (line) => line.orderId,
  customerId: (line) => line.customerId,
  method: (line) => line.method,
  leg: (line) => line.leg,
  category: (line) => line.category,
  shootType: (line) => line.shootType,
  cash: (line) => String(line.cash),
  staff: (line) => line.staff,
  till: (line) => line.till,
  shift: (line) => line.shift,
  at: (_, entry) => entry.at,
  recordedAt: (_, entry) => entry.recordedAt,
  actor: (_, entry) => entry.actor,
  correctsId: (_, entry) => entry.correctsId,
}

const cells = Object.values(columns)

/**
 * The lines of the journal in the order of business dates and of posting within one, under a row of column names; rows end in
 * CR LF. Amounts are decimal strings at the full scale of their currency; what is not there is an empty field. Streams, as
 * {@link exportBooks} does.
 *
 * @throws EXPORT_RANGE_INVALID, and what the ledger's query refuses
 */
export async function* exportCsv(desk: BooksDesk, options: ExportCsvOptions): AsyncGenerator<string, void, undefined> {
  requireRange(options)
  const { byteOrderMark = false, guardFormulas = false } = options
  const row = (values: readonly Cell[]) => `${values.map((value) => field(value, guardFormulas)).join(',')}\r\n`
  yield `${byteOrderMark ? '\uFEFF' : ''}${row(Object.keys(columns))}`
  for await (const entry of journalOf(desk, options)) {
    yield entry.lines.map((line) => row(cells.map((cell) => cell(line, entry)))).join('')
  }
}

function field(value: Cell, guarded: boolean): string {
  if (value === null) return ''
  const text = String(value).toWellFormed()
  const safe = guarded && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
