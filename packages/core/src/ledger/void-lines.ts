/** The journal lines of a voided receipt. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { type Line, debit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { bonusLines, grantedLines } from './given-value.ts'
import { againstCustomer, type Standing } from './standing.ts'

/** The same lines on their other sides, dimensions and all. */
export const mirrored = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' }))

/** What a receipt was for. */
export type Voided =
  | { readonly kind: 'order'; readonly standing: Standing }
  | { readonly kind: 'bond' }
  | { readonly kind: 'topUp'; readonly bonus: Money }

/**
 * The money leaves as it came, change included. The customer's side is worked out anew, as in a refund: what was delivered
 * since is owed again. The bonus of a top-up goes back with it, and the discount of given value with what it paid.
 */
export function voidLines(money: readonly Line[], amount: Money, of: Voided): readonly Line[] {
  const customer =
    of.kind === 'order'
      ? againstCustomer(of.standing, amount)
      : [debit(of.kind === 'bond' ? accounts.rentalBonds : accounts.storedValue, amount)]
  const lines = [...customer, ...mirrored(money)]
  const gift = of.kind === 'topUp' ? bonusLines(of.bonus.negated()) : grantedLines(amount.currency, lines)
  return [...lines, ...gift]
}
