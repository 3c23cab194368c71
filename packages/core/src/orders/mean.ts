/** Means of what was rated. Pure. */
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'

/** The mean of `count` values that come to `sum`, rounded half up to two decimals; null where there are none. */
export function meanOf(sum: Quantity, count: number): string | null {
  if (count <= 0) return null
  const { numerator, denominator } = sum.toRatio()
  const hundredths = divideRounded(numerator * 100n, denominator * BigInt(count), 'half-up')
  return Quantity.of(hundredths).times(Quantity.of('0.01')).toString()
}
