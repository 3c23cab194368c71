/** What a cancellation keeps by the rules of an order. Pure. */
import type { Forfeitable } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import { keptByPolicy } from './cancellation-charge.ts'
import type { CancellationRules } from './cancellation-rules.ts'
import type { CancelledLine } from './present-cancellation.ts'

/** What the work on cancelled lines costs by some rules. */
export interface ChargedByRules {
  readonly rules: CancellationRules
  readonly lines: readonly CancelledLine[]
  /** What the lines cost. */
  readonly amount: Money
  readonly charged: Money
}

export interface KeptByRules extends ChargedByRules {
  readonly kept: Money
}

/** Of several rules those that keep least: nobody is worse off because two orders became one. */
export function leastKept(
  [first, ...others]: readonly [ChargedByRules, ...ChargedByRules[]],
  of: Pick<Forfeitable, 'deposits' | 'by'>,
): KeptByRules {
  const keptOf = (one: ChargedByRules): KeptByRules => {
    const { rules, charged } = one
    const claimed = rules.claimBeyondPaid
    return { ...one, kept: keptByPolicy({ deposited: of.by(rules), charged, deposits: of.deposits, claimed }) }
  }
  return others.map(keptOf).reduce((least, one) => (one.kept.lessThan(least.kept) ? one : least), keptOf(first))
}
