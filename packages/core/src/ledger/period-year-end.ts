/** The entries that end a year: what was earned and spent goes to retained earnings. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import type { AccountType } from './chart-of-accounts.ts'

/** The category of all lines of a closing entry: a profit and loss statement leaves it out, a balance sheet does not. */
export const closingCategory = 'ledger:year-end'

const retainedEarnings = 'RetainedEarnings'

export interface ClosedBalance {
  readonly account: string
  readonly type: AccountType
  /** Debits less credits. */
  readonly balance: Money
}

/**
 * The lines that bring every account of income and expense to zero, one list for each currency. What was closed before
 * stands in the balances already, so closing again moves only what came since.
 */
export function closingLines(balances: readonly ClosedBalance[]): ReadonlyMap<string, readonly Line[]> {
  const byCurrency = new Map<string, Line[]>()
  const results = new Map<string, Money>()
  for (const { account, type, balance } of balances) {
    if ((type !== 'income' && type !== 'expense') || balance.isZero()) continue
    const { currency } = balance
    const lines = byCurrency.get(currency) ?? []
    byCurrency.set(currency, lines)
    lines.push(opposite(account, balance))
    results.set(currency, (results.get(currency) ?? Money.zero(currency)).plus(balance))
  }
  for (const [currency, result] of results) {
    if (!result.isZero()) byCurrency.get(currency)?.push(opposite(retainedEarnings, result.negated()))
  }
  return byCurrency
}

const opposite = (account: string, balance: Money): Line =>
  balance.isPositive()
    ? credit(account, balance, { category: closingCategory })
    : debit(account, balance.negated(), { category: closingCategory })
