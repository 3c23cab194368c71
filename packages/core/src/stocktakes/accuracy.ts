/** How often the books were right. Pure: no I/O. */
import { printDecimal } from '../values/decimal-text.ts'
import { divideRounded } from '../values/rounding.ts'

const scale = 4

/** A decimal string with four decimals, so `0.9870` is 98.7 %; null where nothing was counted. */
export function accuracyOf(exact: number, lines: number): string | null {
  if (lines === 0) return null
  return printDecimal(divideRounded(BigInt(exact) * 10n ** BigInt(scale), BigInt(lines), 'half-up'), scale)
}
