/** Books for beancount (2.3.5): `bean-check books.beancount`. */
import { addDays, Money } from '@calotype/core'
import { beancountNames } from './beancount-names.ts'
import type { BookEntry, BooksControl, BooksHead, BooksWriter } from './books.ts'
import { controlText, oneLine, postingText, summaryOf, titleText } from './plain-text.ts'

const quoted = (text: string): string => `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

export function beancount(head: BooksHead): BooksWriter {
  const names = beancountNames(head.accounts)
  const name = (account: string) => names.get(account) ?? account
  const options = [
    `option "title" ${quoted(head.title)}\n`,
    ...head.currencies.map((currency) => `option "operating_currency" "${currency}"\n`),
  ]
  const opened = head.accounts.map(
    (account) =>
      `${head.begins} open ${name(account.code)}\n    code: ${quoted(account.code)}\n    name: ${quoted(account.name)}\n`,
  )
  return {
    name,
    head: `${titleText(head)}${options.join('')}\n${opened.join('')}\n`,
    entry(entry) {
      const postings = entry.postings.map((posting) => postingText(posting, name(posting.account)))
      return `${entry.date} * ${quoted(summaryOf(entry))}\n${metadataOf(entry)}${postings.join('')}\n`
    },
    foot: (control) => `${assertionsOf(control, head.to)}\n${controlText(control)}`,
  }
}

function metadataOf({ id, number, branch, orderId }: BookEntry): string {
  const members = { entry: id, number, branch, order: orderId }
  const told = Object.entries(members).filter((member): member is [string, string] => member[1] !== null)
  return told.map(([key, value]) => `    ${key}: ${quoted(value)}\n`).join('')
}

/** A balance speaks of the start of its day, hence the next one; without `~ 0.00` beancount lets a cent pass. */
function assertionsOf({ accounts }: BooksControl, to: string): string {
  const day = addDays(to, 1)
  return accounts
    .map(({ writtenAs, balance, currency }) => {
      const tolerance = Money.zero(currency).toString()
      return `${day} balance ${writtenAs}  ${balance} ~ ${tolerance} ${currency}\n`
    })
    .join('')
}
