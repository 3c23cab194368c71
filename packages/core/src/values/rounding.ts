import { divisionByZero, roundingModeUnknown } from './errors-money.ts'

/**
 * How an inexact result becomes whole.
 *
 * - `up` away from zero, `down` towards zero
 * - `ceiling` towards plus infinity, `floor` towards minus infinity
 * - `half-up` to the nearest, a tie away from zero (the usual commercial rounding)
 * - `half-down` to the nearest, a tie towards zero
 * - `half-even` to the nearest, a tie to the even neighbour (IEEE 754 roundTiesToEven, "banker's rounding")
 */
export type RoundingMode = 'up' | 'down' | 'ceiling' | 'floor' | 'half-up' | 'half-down' | 'half-even'

export const roundingModes: readonly RoundingMode[] = Object.freeze([
  'up',
  'down',
  'ceiling',
  'floor',
  'half-up',
  'half-down',
  'half-even',
])

/**
 * Fails unless `mode` is a rounding mode. Call it where a result *may* be inexact, so that a forgotten mode fails at
 * the first call and not only on the amounts that happen not to divide.
 *
 * @throws ROUNDING_MODE_UNKNOWN
 */
export function requireRoundingMode(mode: unknown): asserts mode is RoundingMode {
  if (!roundingModes.includes(mode as RoundingMode)) {
    throw roundingModeUnknown.create({ mode, known: roundingModes })
  }
}

/**
 * The quotient of two whole numbers, rounded to a whole number. Exact at any size.
 *
 * @throws DIVISION_BY_ZERO, ROUNDING_MODE_UNKNOWN
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw divisionByZero.create({ numerator })
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  const negative = numerator < 0n !== denominator < 0n
  return movesAwayFromZero(mode, negative, quotient, remainder, denominator)
    ? quotient + (negative ? -1n : 1n)
    : quotient
}

function movesAwayFromZero(
  mode: RoundingMode,
  negative: boolean,
  quotient: bigint,
  remainder: bigint,
  denominator: bigint,
): boolean {
  switch (mode) {
    case 'up':
      return true
    case 'down':
      return false
    case 'ceiling':
      return !negative
    case 'floor':
      return negative
    case 'half-up':
      return compareWithHalf(remainder, denominator) >= 0
    case 'half-down':
      return compareWithHalf(remainder, denominator) > 0
    case 'half-even': {
      const side = compareWithHalf(remainder, denominator)
      return side > 0 || (side === 0 && quotient % 2n !== 0n)
    }
    default:
      throw roundingModeUnknown.create({ mode, known: roundingModes })
  }
}

function compareWithHalf(remainder: bigint, denominator: bigint): -1 | 0 | 1 {
  const twice = 2n * (remainder < 0n ? -remainder : remainder)
  const whole = denominator < 0n ? -denominator : denominator
  return twice < whole ? -1 : twice > whole ? 1 : 0
}
