/** Books as a workbook for spreadsheets: the journal, the trial balance, the general ledger and the receipts. */
import { type BooksDesk, type BooksRange, requireRange } from './read-books.ts'
import { generalLedgerSheet } from './xlsx/general-ledger-sheet.ts'
import { journalSheet } from './xlsx/journal-sheet.ts'
import { type ReceiptsDesk, receiptsSheet } from './xlsx/receipts-sheet.ts'
import type { AnySheet } from './xlsx/sheet.ts'
import { trialBalanceSheet } from './xlsx/trial-balance-sheet.ts'
import type { BooksSheet, SheetLanguage } from './xlsx/words.ts'
import { writeWorkbook } from './xlsx/workbook.ts'

export interface ExportXlsxOptions extends BooksRange {
  /** Which sheets, in their order. Unless told: the journal, the trial balance, the general ledger and the receipts. */
  readonly sheets?: readonly BooksSheet[] | undefined
  /** Of names of sheets and headings. Unless told: English. Accounts are named in the language of the session. */
  readonly language?: SheetLanguage | undefined
  /** Whose clocks show the times (IANA), such as the branch's. Unless told: UTC. */
  readonly timeZone?: string | undefined
  /** Stands in the properties of the file. Unless told: "Books". */
  readonly title?: string | undefined
}

const allSheets: readonly BooksSheet[] = ['journal', 'trialBalance', 'generalLedger', 'receipts']

/**
 * The books as the bytes of a workbook (.xlsx). Streams, as `exportBooks` does: the sheets are read one after the other, so let
 * `to` be a day that is over. What was written is the books only once the last piece came: an error before it means that the
 * file is to be thrown away.
 *
 * @throws EXPORT_RANGE_INVALID, EXPORTED_BOOKS_MOVED, EXPORTED_ENTRY_UNBALANCED, EXPORTED_ACCOUNT_UNKNOWN,
 *   EXPORTED_TEXT_TOO_LONG, EXPORTED_FILE_TOO_LARGE, TIME_ZONE_UNKNOWN, and what the ledger's queries refuse
 */
export async function* exportXlsx(
  desk: BooksDesk & ReceiptsDesk,
  options: ExportXlsxOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  requireRange(options)
  const { from, to, branch, sheets = allSheets, language = 'en', timeZone, title = 'Books' } = options
  const range = { from, to, branch }
  const source = { desk, range, language }
  const written: Record<BooksSheet, () => AnySheet> = {
    journal: () => journalSheet(source),
    trialBalance: () => trialBalanceSheet(source),
    generalLedger: () => generalLedgerSheet(source),
    receipts: () => receiptsSheet(desk, range, language),
  }
  yield* writeWorkbook(
    sheets.map((name) => written[name]()),
    { title, timeZone },
  )
}
