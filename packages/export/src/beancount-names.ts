/** The names of accounts in beancount: one of five roots, then parts of ASCII letters, digits and hyphens that start with a capital or digit. */
import type { AccountType } from '@calotype/core'
import type { BookAccount } from './books.ts'

const roots: Record<AccountType, string> = {
  asset: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  income: 'Income',
  expense: 'Expenses',
}

/**
 * Names for these accounts, no two alike. Accounts whose own code fits have the first claim on it; of several that come to the
 * same name (`Bank:main` and `Bank:Main`), the later ones by code get a number.
 */
export function beancountNames(accounts: readonly BookAccount[]): ReadonlyMap<string, string> {
  const wanted = accounts.map((account) => ({ account, name: nameOf(account) }))
  const ranked = wanted.toSorted(
    (one, other) =>
      Number(!fits(one.account, one.name)) - Number(!fits(other.account, other.name)) ||
      (one.account.code < other.account.code ? -1 : 1),
  )
  const taken = new Set<string>()
  const names = new Map<string, string>()
  for (const { account, name } of ranked) {
    let free = name
    for (let count = 2; taken.has(free); count++) free = `${name}-${count}`
    taken.add(free)
    names.set(account.code, free)
  }
  return names
}

function nameOf({ code, type }: BookAccount): string {
  const root = roots[type]
  const parts = code
    .split(':')
    .map((part) => part.replaceAll('_', '-').replace(/^[a-z]/, (first) => first.toUpperCase()))
  // `Income:Package` needs no second root.
  return [root, ...(parts[0] === root && parts.length > 1 ? parts.slice(1) : parts)].join(':')
}

const fits = ({ code }: BookAccount, name: string): boolean => name === code || name.endsWith(`:${code}`)
