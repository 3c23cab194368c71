/** What an export writes down, whatever the format: accounts, entries, and the figures by which both are checked. */
import type { AccountType, Money } from '@calotype/core'

export interface BookAccount {
  /** Such as `Cash:Till:front`. */
  readonly code: string
  /** In the language of the session. */
  readonly name: string
  readonly type: AccountType
}

/** One line of an entry: a debit is above zero, a credit below. */
export interface Posting {
  readonly account: string
  readonly amount: Money
  /**
   * What a foreign amount cost in all, with its sign, where an entry balances only by it: written as total cost (`@@`).
   * Entries of the ledger balance in every currency by themselves and need none.
   */
  readonly cost?: Money | undefined
}

export interface BookEntry {
  readonly id: string
  /** Business date, `YYYY-MM-DD`. */
  readonly date: string
  readonly kind: string
  readonly number: string | null
  readonly memo: string | null
  readonly branch: string | null
  readonly orderId: string | null
  readonly postings: readonly Posting[]
}

/** What stands before the first entry. */
export interface BooksHead {
  readonly title: string
  /** The first business date, or null for books from their beginning. */
  readonly from: string | null
  /** The last business date. */
  readonly to: string
  /** The date of the first entry; `to` where there is none. */
  readonly begins: string
  /** Every account that has a line, sorted by code. */
  readonly accounts: readonly BookAccount[]
  /** Every currency that has a line, sorted. */
  readonly currencies: readonly string[]
}

export interface AccountControl {
  readonly account: string
  /** The account as the export names it: beancount has rules of its own for names. */
  readonly writtenAs: string
  readonly currency: string
  /** Decimal strings, as everywhere; `balance` is debit − credit. */
  readonly debit: string
  readonly credit: string
  readonly balance: string
}

/**
 * The figures of an export. Whoever reads the text must come to the same: no accounting program notices that a whole entry
 * is missing.
 */
export interface BooksControl {
  /** Entries written, the one that carries balances forward included. */
  readonly entries: number
  readonly lines: number
  /** By currency; debits equal credits but for lines that carry a cost in another currency. */
  readonly totals: readonly { readonly currency: string; readonly debit: string; readonly credit: string }[]
  readonly accounts: readonly AccountControl[]
}

/** How one format writes books, piece by piece, so that no export is ever held in memory. */
export interface BooksWriter {
  /** The name that the format gives an account. */
  name(account: string): string
  readonly head: string
  entry(entry: BookEntry): string
  foot(control: BooksControl): string
}
