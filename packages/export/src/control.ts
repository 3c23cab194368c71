/** Adds up what is written, exactly, while it is written. */
import { Money, type TrialBalance } from '@calotype/core'
import type { AccountControl, BookEntry, BooksControl } from './books.ts'
import { ExportedBooksMoved, ExportedEntryUnbalanced } from './errors.ts'

/** Minor units. */
interface Turnover {
  debit: bigint
  credit: bigint
}

export interface Tally {
  /** @throws EXPORTED_ENTRY_UNBALANCED */
  add(entry: BookEntry): void
  control(name: (account: string) => string): BooksControl
  /** Holds the balances against those that the ledger answers. @throws EXPORTED_BOOKS_MOVED */
  compare(balances: TrialBalance): void
}

export function newTally(): Tally {
  const byAccount = new Map<string, Turnover & { readonly account: string; readonly currency: string }>()
  const count = { entries: 0, lines: 0 }
  const keyOf = (account: string, currency: string) => `${account} ${currency}`
  return {
    add(entry) {
      requireBalanced(entry)
      count.entries += 1
      count.lines += entry.postings.length
      for (const { account, amount } of entry.postings) {
        const key = keyOf(account, amount.currency)
        const sums = byAccount.get(key) ?? { account, currency: amount.currency, debit: 0n, credit: 0n }
        byAccount.set(key, sums)
        if (amount.isNegative()) sums.credit -= amount.minor
        else sums.debit += amount.minor
      }
    },
    control(name) {
      const sorted = [...byAccount.values()].sort((one, other) =>
        keyOf(one.account, one.currency) < keyOf(other.account, other.currency) ? -1 : 1,
      )
      const accounts = sorted.map(
        ({ account, currency, debit, credit }): AccountControl => ({
          account,
          writtenAs: name(account),
          currency,
          ...shown({ debit, credit }, currency),
          balance: text(debit - credit, currency),
        }),
      )
      const currencies = [...new Set(sorted.map(({ currency }) => currency))].sort()
      const totals = currencies.map((currency) => {
        const own = sorted.filter((sums) => sums.currency === currency)
        const debit = own.reduce((sum, sums) => sum + sums.debit, 0n)
        const credit = own.reduce((sum, sums) => sum + sums.credit, 0n)
        return { currency, ...shown({ debit, credit }, currency) }
      })
      return { ...count, totals, accounts }
    },
    compare(balances) {
      const written = new Map([...byAccount].map(([key, { debit, credit }]) => [key, debit - credit]))
      for (const { account, currency, balance } of balances.accounts) {
        const key = keyOf(account, currency)
        const exported = text(written.get(key) ?? 0n, currency)
        if (exported !== balance) throw ExportedBooksMoved.create({ account, currency, exported, balance })
        written.delete(key)
      }
      for (const [key, minor] of written) {
        const [account = '', currency = ''] = key.split(' ')
        const exported = text(minor, currency)
        if (minor !== 0n) throw ExportedBooksMoved.create({ account, currency, exported, balance: text(0n, currency) })
      }
    },
  }
}

/** The accounting programs let half a cent pass, so exactness is proved here. A cost stands for its foreign amount. */
function requireBalanced({ id, postings }: BookEntry): void {
  const sums = new Map<string, bigint>()
  for (const { amount, cost = amount } of postings) {
    sums.set(cost.currency, (sums.get(cost.currency) ?? 0n) + cost.minor)
  }
  for (const [currency, off] of sums) {
    if (off !== 0n) throw ExportedEntryUnbalanced.create({ entryId: id, currency, off: text(off, currency) })
  }
}

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()

const shown = ({ debit, credit }: Turnover, currency: string) => ({
  debit: text(debit, currency),
  credit: text(credit, currency),
})
