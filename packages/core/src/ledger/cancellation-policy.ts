/** What a studio keeps of the deposits when an order is cancelled. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { depositsOf, earnestOf, leastOf, type Standing } from './standing.ts'

/** All in whole percent, 0 to 100. */
export interface CancellationPolicy {
  /** Of the earnest money. */
  readonly earnestKept: number
  /** Of the order's total: earnest money beyond it counts as an advance. */
  readonly earnestCap: number
  /** Of the other deposits: advances, balances paid early. */
  readonly otherKept: number
}

/**
 * Earnest money (定金) is lost by who gives up the contract, an advance (订金) is returned. Earnest money beyond 20 % of the
 * contract has no such effect (Civil Code of the PRC, articles 586 and 587).
 */
export const defaultCancellationPolicy: CancellationPolicy = { earnestKept: 100, earnestCap: 20, otherKept: 0 }

/** A part of a contract that is cancelled: so much of what was not delivered yet. */
export interface CancelledPart {
  readonly amount: Money
  readonly of: Money
}

/** What is forfeited: zero up to the deposits; of a part its share of them. Fractions of a minor unit go to the customer. */
export function forfeitBy(policy: CancellationPolicy, standing: Standing, earnest: Money, part?: CancelledPart): Money {
  const cap = standing.total.percentage(BigInt(policy.earnestCap), 'down')
  const binding = leastOf(earnestOf(standing, earnest), cap)
  const other = depositsOf(standing).minus(binding)
  const whole = binding
    .percentage(BigInt(policy.earnestKept), 'down')
    .plus(other.percentage(BigInt(policy.otherKept), 'down'))
  return part === undefined ? whole : shareOf(whole, part)
}

function shareOf(whole: Money, { amount, of }: CancelledPart): Money {
  if (!of.isPositive()) return Money.zero(whole.currency)
  return Money.ofMinor((whole.minor * leastOf(amount, of).minor) / of.minor, whole.currency)
}
