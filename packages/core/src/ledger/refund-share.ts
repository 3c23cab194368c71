/** How much foreign money belongs to a part of what its leg paid, and the other way round. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'

/** What is left of a leg, in the studio's currency and in its own. */
export interface LeftOfLeg {
  readonly amount: Money
  readonly foreign: Money
}

/**
 * The foreign money that goes with a part of what is left: in proportion, to the nearest unit, so never more than is left; the
 * last part takes the rest.
 */
export function foreignOf(left: LeftOfLeg, part: Money): Money {
  const minor = divideRounded(left.foreign.minor * part.minor, left.amount.minor, 'half-even')
  return Money.ofMinor(minor, left.foreign.currency)
}

/** What a part of the foreign money that is left had paid: the same the other way round. */
export function paidBack(left: LeftOfLeg, part: Money): Money {
  const minor = divideRounded(left.amount.minor * part.minor, left.foreign.minor, 'half-even')
  return Money.ofMinor(minor, left.amount.currency)
}
