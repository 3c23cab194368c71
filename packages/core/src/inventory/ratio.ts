/** Ratios that are null where there is nothing to divide by: never NaN, never Infinity. Pure. */
import { printDecimal } from '../values/decimal-text.ts'
import { divideRounded } from '../values/rounding.ts'

/** A decimal string, rounded half away from zero: with four decimals `0.1234` is 12.34 %. Null for a divisor of zero. */
export function ratioOf(part: bigint, whole: bigint, decimals = 4): string | null {
  if (whole === 0n) return null
  return printDecimal(divideRounded(part * 10n ** BigInt(decimals), whole, 'half-up'), decimals)
}
