/** What the three formats of plain-text accounting share: one-line texts, amounts, and the closing comment. */
import { Money } from '@calotype/core'
import type { BookEntry, BooksControl, BooksHead, Posting } from './books.ts'

/** Everything that could end a line or that is not a character at all. */
const breaks = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\s]+/gu

/** A text on one line: line breaks, tabs and runs of blanks become one blank. */
export const oneLine = (text: string): string => text.toWellFormed().replace(breaks, ' ').trim()

/** A description for hledger and ledger, which read what follows a semicolon as a comment. */
export const description = (text: string): string => oneLine(text).replaceAll(';', '；')

/** What stands in round brackets as the code of an entry. */
export const entryCode = (text: string): string => description(text).replaceAll('(', '（').replaceAll(')', '）')

/** What a reader sees of an entry. It begins with the kind, so that no memo is taken for a status or a code. */
export const summaryOf = ({ kind, number, memo }: BookEntry): string =>
  [kind, number, memo].filter((part) => part !== null && part !== '').join(' ')

/** An amount at the full scale of its currency, such as `-1000.00 CNY`. */
export const amountText = (amount: Money): string => `${amount.toString()} ${amount.currency}`

/** A line of an entry; the cost of a foreign amount has no sign of its own in any of the three. */
export function postingText({ amount, cost }: Posting, name: string): string {
  const total = cost === undefined ? '' : ` @@ ${amountText(cost.absolute())}`
  return `    ${name}  ${amountText(amount)}${total}\n`
}

/** The largest currency amount of a format line, such as `1000.00`. */
export const sampleAmount = (currency: string): string => Money.of('1000', currency).toString()

/** The comment at the top. */
export function titleText({ title, from, to }: BooksHead): string {
  return `; ${oneLine(title)}\n; ${from === null ? 'From the beginning' : `From ${from}`} to ${to}\n\n`
}

/** The comment at the end, by which a reader sees whether anything is missing. */
export function controlText({ entries, lines, totals }: BooksControl): string {
  const sums = totals.map(({ currency, debit, credit }) => `; Control: ${currency} debit ${debit}, credit ${credit}\n`)
  return `; Control: ${entries} entries, ${lines} lines\n${sums.join('')}`
}
