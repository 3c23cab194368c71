/** Books for hledger (1.25 and later): `hledger -f books.journal check -s ordereddates`. */
import type { AccountType } from '@calotype/core'
import type { BookAccount, BookEntry, BooksHead, BooksWriter } from './books.ts'
import {
  controlText,
  description,
  entryCode,
  oneLine,
  postingText,
  sampleAmount,
  summaryOf,
  titleText,
} from './plain-text.ts'

const letters: Record<AccountType, string> = { asset: 'A', liability: 'L', equity: 'E', income: 'R', expense: 'X' }

/** Money that can be spent at once; hledger's statement of cash flows is about these. */
const isCash = ({ code, type }: BookAccount): boolean => type === 'asset' && /^(Cash|Bank)(:|$)/.test(code)

/** hledger reads `word: value, ` anywhere in a comment as a tag, some with effects of their own (`type:`, `date:`). */
const tagValue = (text: string): string =>
  oneLine(text).replaceAll(':', '：').replaceAll(',', '，').replace(/[[\]]/g, '')

export function hledger(head: BooksHead): BooksWriter {
  const commodities = head.currencies.map((currency) => {
    const sample = sampleAmount(currency)
    // A decimal mark is required, also where no decimals follow.
    return `commodity ${sample.includes('.') ? sample : `${sample}.`} ${currency}\n`
  })
  const accounts = head.accounts.map((account) => {
    const type = isCash(account) ? 'C' : letters[account.type]
    return `account ${account.code}  ; type: ${type}, name: ${tagValue(account.name)}\n`
  })
  return {
    name: (account) => account,
    head: `${titleText(head)}decimal-mark .\n\n${commodities.join('')}\n${accounts.join('')}\n`,
    entry(entry) {
      const postings = entry.postings.map((posting) => postingText(posting, posting.account))
      return `${entry.date} * (${entryCode(entry.id)}) ${description(summaryOf(entry))}${tagsOf(entry)}\n${postings.join('')}\n`
    },
    foot: controlText,
  }
}

function tagsOf({ branch, orderId }: BookEntry): string {
  const tags = [
    branch === null ? '' : `branch: ${tagValue(branch)}`,
    orderId === null ? '' : `order: ${tagValue(orderId)}`,
  ]
  const told = tags.filter((tag) => tag !== '')
  return told.length === 0 ? '' : `  ; ${told.join(', ')}`
}
