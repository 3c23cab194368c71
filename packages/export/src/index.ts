/** @packageDocumentation The books of Calotype for other programs. */
export type { AccountControl, BookAccount, BookEntry, BooksControl, BooksHead, BooksWriter, Posting } from './books.ts'
export { beancount } from './beancount.ts'
export * from './errors.ts'
export { type BooksFormat, type ExportBooksOptions, exportBooks } from './export-books.ts'
export { type ExportCsvOptions, exportCsv } from './export-csv.ts'
export { hledger } from './hledger.ts'
export { ledgerCli } from './ledger-cli.ts'
export type { BooksDesk, BooksRange } from './read-books.ts'
