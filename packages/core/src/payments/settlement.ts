/** Settlement files: how a row is matched, and the lines that a file makes. Pure: no I/O. */
import { credit, debit, type Line } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'

/** What a row says, as far as matching goes. */
export interface SettledRow {
  readonly kind: 'payment' | 'refund'
  readonly amount: Money
  /** Below zero where the provider gave a fee back with a refund. */
  readonly fee: Money
}

/** `changed`, of a row that was posted and says something else now, is beside these. */
export type Mismatch = 'unknown' | 'kind' | 'amount' | 'again'

/** Why a row does not fit an attempt; null where it does. */
export function mismatch(
  row: SettledRow,
  attempt: { readonly kind: string; readonly amount: Money; readonly arrived: boolean } | undefined,
): Mismatch | null {
  if (attempt === undefined) return 'unknown'
  if (attempt.kind !== row.kind) return 'kind'
  if (attempt.amount.currency !== row.amount.currency || !attempt.amount.equals(row.amount)) return 'amount'
  return attempt.arrived ? 'again' : null
}

/** What a file moves: payments leave the clearing account, refunds settle it, fees are paid, and the bank gets the rest. */
export interface Arrival extends SettledRow {
  readonly clearing: string
  readonly method: string
}

/** Lines for arrivals of one currency. */
export function settlementLines(arrivals: readonly Arrival[], bank: string, zero: Money): readonly Line[] {
  let net = zero
  let fees = zero
  const lines = arrivals.map(({ kind, amount, fee, clearing, method }) => {
    net = (kind === 'payment' ? net.plus(amount) : net.minus(amount)).minus(fee)
    fees = fees.plus(fee)
    return kind === 'payment' ? credit(clearing, amount, { method }) : debit(clearing, amount, { method })
  })
  const own = [moved(bank, net), moved('PaymentFees', fees)]
  return [...own, ...lines].filter((line) => !line.amount.isZero())
}

/** A debit, or where it is below zero a credit. */
const moved = (account: string, amount: Money): Line =>
  amount.isNegative() ? credit(account, amount.negated()) : debit(account, amount)
