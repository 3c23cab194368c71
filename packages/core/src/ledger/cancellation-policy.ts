/** What a studio keeps of the deposits when an order is cancelled. Pure: no I/O. */
import type { Money } from '../values/money.ts'
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

/** What is forfeited: zero up to the deposits. Fractions of a minor unit go to the customer. */
export function forfeitBy(policy: CancellationPolicy, standing: Standing, earnest: Money): Money {
  const cap = standing.total.percentage(BigInt(policy.earnestCap), 'down')
  const binding = leastOf(earnestOf(standing, earnest), cap)
  const other = depositsOf(standing).minus(binding)
  return binding.percentage(BigInt(policy.earnestKept), 'down').plus(other.percentage(BigInt(policy.otherKept), 'down'))
}
