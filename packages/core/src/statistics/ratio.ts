/** Ratios that are null where there is nothing to divide by: never NaN, never Infinity. Pure. */
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'

/** So much a head, rounded half up to minor units; null for nobody. */
export function perHead(amount: Money, heads: number): Money | null {
  if (heads === 0) return null
  return Money.ofMinor(divideRounded(amount.minor, BigInt(heads), 'half-up'), amount.currency)
}
