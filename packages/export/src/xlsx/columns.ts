/** Columns that several sheets have. */
import type { JournalEntry, JournalLine, Money } from '@calotype/core'
import { amountOf, type BooksDesk, type BooksRange } from '../read-books.ts'
import type { Column } from './sheet.ts'
import { kindWord, type SheetLanguage, sheetWords } from './words.ts'

/** What every sheet of the books is made from. */
export interface SheetSource {
  readonly desk: BooksDesk
  readonly range: BooksRange
  readonly language: SheetLanguage
}

/** A line of the journal with the entry that it belongs to. */
export interface LineOfEntry {
  readonly entry: JournalEntry
  readonly line: JournalLine
  /** 1 for the first entry of the sheet; the lines of an entry have one number. */
  readonly place: number
  readonly accountName: string
}

/** An amount above zero, or an empty cell: a line stands on one side alone. */
export const aboveZero = (amount: Money): Money | null => (amount.isPositive() ? amount : null)

export const debitOf = (line: JournalLine): Money | null => aboveZero(amountOf(line))
export const creditOf = (line: JournalLine): Money | null => aboveZero(amountOf(line).negated())

/** What people look for behind the amounts: who, where, for whom, and when. */
export function detailColumns(language: SheetLanguage): Column<LineOfEntry>[] {
  const { headings, yes } = sheetWords[language]
  return [
    { heading: headings.kind, is: 'text', width: 12, of: ({ entry }) => kindWord(entry.kind, language) },
    { heading: headings.branch, is: 'text', width: 10, of: ({ entry }) => entry.branch },
    { heading: headings.method, is: 'text', width: 10, of: ({ line }) => line.method },
    { heading: headings.category, is: 'text', of: ({ line }) => line.category },
    { heading: headings.shootType, is: 'text', width: 12, of: ({ line }) => line.shootType },
    { heading: headings.cash, is: 'text', width: 10, of: ({ line }) => (line.cash ? yes : null) },
    { heading: headings.staff, is: 'text', width: 12, of: ({ line }) => line.staff },
    { heading: headings.till, is: 'text', width: 10, of: ({ line }) => line.till },
    { heading: headings.shift, is: 'text', width: 12, of: ({ line }) => line.shift },
    { heading: headings.order, is: 'text', width: 12, of: ({ line }) => line.orderId },
    { heading: headings.customer, is: 'text', width: 12, of: ({ line }) => line.customerId },
    { heading: headings.actor, is: 'text', width: 12, of: ({ entry }) => entry.actor },
    { heading: headings.time, is: 'time', of: ({ entry }) => entry.at },
    { heading: headings.recordedAt, is: 'time', of: ({ entry }) => entry.recordedAt },
    { heading: headings.corrects, is: 'text', width: 12, of: ({ entry }) => entry.correctsId },
    { heading: headings.entryId, is: 'text', width: 38, of: ({ entry }) => entry.id },
  ]
}
