/**
 * How an order stands with the customer's money. Pure: no I/O. What was paid beyond what the studio has earned is a
 * deposit; what was earned beyond what was paid is a receivable; so never both, and neither below zero.
 */
import type { RowOf } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import type { ledgerCommitments } from './tables.ts'

export type Commitment = RowOf<typeof ledgerCommitments>

export interface Standing {
  readonly total: Money
  readonly paid: Money
  readonly recognised: Money
  readonly forfeited: Money
  /** Delivered, and let go: small remainders that nobody collects. Never more than was delivered or forfeited. */
  readonly waived: Money
  /** Delivered, and given up as a bad debt. With `waived`, never more than was delivered or forfeited. */
  readonly writtenOff: Money
}

export const standingOf = (commitment: Commitment): Standing => ({
  total: Money.ofMinor(commitment.total, commitment.currency),
  paid: Money.ofMinor(commitment.paid, commitment.currency),
  recognised: Money.ofMinor(commitment.recognised, commitment.currency),
  forfeited: Money.ofMinor(commitment.forfeited, commitment.currency),
  waived: Money.ofMinor(commitment.waived, commitment.currency),
  writtenOff: Money.ofMinor(commitment.writtenOff, commitment.currency),
})

/** The columns of a commitment that say how it stands. */
export function standingColumns(
  standing: Standing,
): Pick<Commitment, 'total' | 'paid' | 'recognised' | 'forfeited' | 'waived' | 'writtenOff' | 'outstanding' | 'owing'> {
  const outstanding = outstandingOf(standing)
  return {
    total: standing.total.minor,
    paid: standing.paid.minor,
    recognised: standing.recognised.minor,
    forfeited: standing.forfeited.minor,
    waived: standing.waived.minor,
    writtenOff: standing.writtenOff.minor,
    outstanding: outstanding.minor,
    owing: outstanding.isPositive(),
  }
}

const orZero = (amount: Money): Money => (amount.isNegative() ? Money.zero(amount.currency) : amount)

export const leastOf = (one: Money, other: Money): Money => (one.lessThan(other) ? one : other)

/** What was delivered and that nobody will pay: waived or written off. */
export const letGoOf = (standing: Standing): Money => standing.waived.plus(standing.writtenOff)
/** What was delivered or forfeited, what was let go included: what the total may not fall below. */
export const deliveredOf = (standing: Standing): Money => standing.recognised.plus(standing.forfeited)
/** What the studio has earned of the order: delivered or forfeited, and not let go. */
export const earnedOf = (standing: Standing): Money => deliveredOf(standing).minus(letGoOf(standing))
/** The balance of the order in CustomerDeposits. */
export const depositsOf = (standing: Standing): Money => orZero(standing.paid.minus(earnedOf(standing)))
/** The balance of the order in AR:Customers. */
export const receivableOf = (standing: Standing): Money => orZero(earnedOf(standing).minus(standing.paid))
/** What is still to be paid. */
export const outstandingOf = (standing: Standing): Money =>
  orZero(standing.total.minus(letGoOf(standing)).minus(standing.paid))
/** What was paid beyond the contract, and waits to be refunded. */
export const overpaidOf = (standing: Standing): Money =>
  orZero(standing.paid.plus(letGoOf(standing)).minus(standing.total))

/** The part of the deposits that is earnest money (定金). What is forfeited uses it up first, what is delivered last. */
export const earnestOf = (standing: Standing, earnest: Money): Money =>
  leastOf(orZero(earnest.minus(standing.forfeited)), depositsOf(standing))

/** An amount in the customer's favour: it settles what the customer owes for what was delivered, then adds to the deposits. */
export function towardsCustomer(standing: Standing, amount: Money): readonly Line[] {
  const settled = leastOf(receivableOf(standing), amount)
  return moving([credit(accounts.receivables, settled), credit(accounts.customerDeposits, amount.minus(settled))])
}

/** An amount against the customer: it uses up the deposits, then becomes a receivable. */
export function againstCustomer(standing: Standing, amount: Money): readonly Line[] {
  const used = leastOf(depositsOf(standing), amount)
  return moving([debit(accounts.customerDeposits, used), debit(accounts.receivables, amount.minus(used))])
}
