import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoundingMode } from '../../src/values/rounding.ts'
import { divideRounded, roundingModes } from '../../src/values/rounding.ts'
import { thrown } from './thrown.ts'

/** The definition by neighbours: of the two whole numbers around the exact quotient, which one does the mode choose? */
function model(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator]
  const below = (n - (((n % d) + d) % d)) / d
  if (below * d === n) return below
  const above = below + 1n
  const fromBelow = n - below * d
  const fromAbove = above * d - n
  const outer = n < 0n ? below : above
  const inner = n < 0n ? above : below
  const nearest = fromBelow < fromAbove ? below : fromAbove < fromBelow ? above : undefined
  switch (mode) {
    case 'up':
      return outer
    case 'down':
      return inner
    case 'ceiling':
      return above
    case 'floor':
      return below
    case 'half-up':
      return nearest ?? outer
    case 'half-down':
      return nearest ?? inner
    case 'half-even':
      return nearest ?? (below % 2n === 0n ? below : above)
  }
}

describe('rounding a quotient', () => {
  it('agrees with the definition for all signs and modes', () => {
    const small = fc.bigInt({ min: -60n, max: 60n })
    const large = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
    const divisor = fc.oneof(fc.bigInt({ min: -12n, max: 12n }), large).filter((d) => d !== 0n)
    fc.assert(
      fc.property(fc.oneof(small, large), divisor, fc.constantFrom(...roundingModes), (n, d, mode) => {
        expect(divideRounded(n, d, mode)).toBe(model(n, d, mode))
      }),
      { numRuns: 2000 },
    )
  })

  it('shows the ties of each mode', () => {
    const ties = (mode: RoundingMode) => [5n, -5n, 15n, -15n].map((n) => Number(divideRounded(n, 10n, mode)))
    expect(ties('half-up')).toEqual([1, -1, 2, -2])
    expect(ties('half-down')).toEqual([0, 0, 1, -1])
    expect(ties('half-even')).toEqual([0, 0, 2, -2])
    expect(ties('up')).toEqual([1, -1, 2, -2])
    expect(ties('down')).toEqual([0, 0, 1, -1])
    expect(ties('ceiling')).toEqual([1, 0, 2, -1])
    expect(ties('floor')).toEqual([0, -1, 1, -2])
  })

  it('refuses to divide by zero and modes that it does not know', () => {
    expect(thrown(() => divideRounded(1n, 0n, 'down')).code).toBe('DIVISION_BY_ZERO')
    expect(thrown(() => divideRounded(1n, 3n, 'nearest' as RoundingMode)).message).toContain('got "nearest"')
  })
})
