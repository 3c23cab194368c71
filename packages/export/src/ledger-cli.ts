/** Books for ledger (3.3 and later): `ledger -f books.ledger --pedantic bal`. */
import type { BooksHead, BooksWriter } from './books.ts'
import { controlText, description, entryCode, postingText, sampleAmount, summaryOf, titleText } from './plain-text.ts'

export function ledgerCli(head: BooksHead): BooksWriter {
  const commodities = head.currencies.map(
    (currency) => `commodity ${currency}\n    format ${sampleAmount(currency)} ${currency}\n`,
  )
  // Names are notes: a tag that no one declared would not pass `--pedantic`.
  const accounts = head.accounts.map(({ code, name }) => {
    const note = description(name)
    return `account ${code}
${
  note === ''
    ? ''
    : `    note ${note}
`
}`
  })
  return {
    name: (account) => account,
    head: `${titleText(head)}${commodities.join('')}\n${accounts.join('')}\n`,
    entry(entry) {
      const postings = entry.postings.map((posting) => postingText(posting, posting.account))
      return `${entry.date} * (${entryCode(entry.id)}) ${description(summaryOf(entry))}\n${postings.join('')}\n`
    },
    foot: controlText,
  }
}
