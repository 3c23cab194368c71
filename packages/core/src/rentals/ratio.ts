/** Ratios that are null where there is nothing to divide by. Pure. */
import { printDecimal } from '../values/decimal-text.ts'
import { divideRounded } from '../values/rounding.ts'

const scale = 4

/** A decimal string with four decimals, rounded half up, so `0.1234` is 12.34 %; null for a divisor of zero. */
export const ratioOf = (part: bigint, whole: bigint): string | null =>
  whole === 0n ? null : printDecimal(divideRounded(part * 10n ** BigInt(scale), whole, 'half-up'), scale)
