/** What an export refuses. */
import { defineError } from '@calotype/core'

export const ExportRangeInvalid = defineError<{ from: string; to: string }>({
  code: 'EXPORT_RANGE_INVALID',
  status: 422,
  summary: 'The range of an export ends before it begins.',
  message: ({ from, to }) => `\`from\` must not lie after \`to\`, but is ${from}, and \`to\` is ${to}.`,
  mend: 'Give the first and the last business date of the range; both are included.',
})

/** Decimal strings: what was written, and what the ledger says. */
interface Moved extends Record<string, unknown> {
  account: string
  currency: string
  exported: string
  balance: string
}

export const ExportedBooksMoved = defineError<Moved>({
  code: 'EXPORTED_BOOKS_MOVED',
  status: 409,
  summary: 'What was exported does not add up to the trial balance.',
  message: ({ account, currency, exported, balance }) =>
    `The exported lines of ${account} add up to ${exported} ${currency}, the trial balance says ${balance}.`,
  mend: 'Throw the text away. If entries were posted while it was written, export again with a `to` whose business day is over; if none were, the store was changed by another hand.',
})

export const ExportedEntryUnbalanced = defineError<{ entryId: string; currency: string; off: string }>({
  code: 'EXPORTED_ENTRY_UNBALANCED',
  status: 500,
  summary: 'A journal entry that does not balance exactly was about to be exported.',
  message: ({ entryId, currency, off }) =>
    `Debits less credits of journal entry "${entryId}" must be zero, but are ${off} ${currency}.`,
  mend: 'The ledger never posts such an entry, so the store was changed by another hand: restore it from a backup. The text written so far is not the books.',
})

export const ExportedAccountUnknown = defineError<{ account: string }>({
  code: 'EXPORTED_ACCOUNT_UNKNOWN',
  status: 500,
  summary: 'A journal entry names an account that the chart does not have.',
  message: ({ account }) => `The journal names the account "${account}", which is not in the chart of accounts.`,
  mend: 'The ledger never posts to such an account, so the store was changed by another hand, or its accounts were deleted: open the account again with `ledger.openAccount`.',
})

export const ExportedTextTooLong = defineError<{ cell: string; length: number; most: number }>({
  code: 'EXPORTED_TEXT_TOO_LONG',
  status: 422,
  summary: 'A text is longer than a cell of a spreadsheet takes.',
  message: ({ cell, length, most }) => `The text of cell ${cell} has ${length} characters; a cell takes ${most}.`,
  mend: 'Nothing is cut in secret. Export as CSV, which has no such limit, or shorten what your own rows say.',
})

export const ExportedFileTooLarge = defineError<{ file: string }>({
  code: 'EXPORTED_FILE_TOO_LARGE',
  status: 422,
  summary: 'A workbook would be larger than the 4 GiB that its format takes.',
  message: ({ file }) => `The workbook grew beyond 4 GiB with its part ${file}.`,
  mend: 'Export a shorter range of dates, or as CSV.',
})
