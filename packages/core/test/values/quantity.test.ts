import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Quantity } from '../../src/values/quantity.ts'
import { thrown } from './thrown.ts'

const scaled = fc.tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(4))
const quantity = scaled.map(([coefficient, scale]) => Quantity.of(new Decimal(`${coefficient}e-${scale}`).toFixed()))

describe('a quantity', () => {
  it('has one canonical text', () => {
    expect(Quantity.of('2.50').toString()).toBe('2.5')
    expect(Quantity.of('-0.000').toString()).toBe('0')
    expect(Quantity.of('-0').isNegative()).toBe(false)
    expect(Quantity.of('007').toString()).toBe('7')
    expect(Quantity.of(3).toString()).toBe('3')
    expect(Quantity.of(-7n).toString()).toBe('-7')
    expect(Quantity.of('0.000000001').toString()).toBe('0.000000001')
    expect(Quantity.of('999999999999999999.999999999').toString()).toBe('999999999999999999.999999999')
    expect(JSON.stringify({ hours: Quantity.of('1.5') })).toBe('{"hours":"1.5"}')
  })

  it('refuses fractions given as a number, exponents and unclean text', () => {
    for (const value of [0.5, Number.NaN, 2 ** 60, '1e3', '', ' 1', '1.', '.5', 'Infinity', '1,5', null, {}]) {
      expect(thrown(() => Quantity.of(value as string)).code).toBe('QUANTITY_MALFORMED')
    }
  })

  it('refuses more digits than storage keeps, and never rounds by itself', () => {
    const tooMany = ['1000000000000000000', '0.0000000001']
    for (const value of tooMany) expect(thrown(() => Quantity.of(value)).code).toBe('QUANTITY_OUT_OF_RANGE')
    const tiny = Quantity.of('0.000000001')
    expect(thrown(() => tiny.times(tiny)).code).toBe('QUANTITY_OUT_OF_RANGE')
    expect(tiny.times(tiny, 'half-up').isZero()).toBe(true)
    expect(tiny.times(tiny, 'up').equals(tiny)).toBe(true)
    const most = Quantity.of('999999999999999999.999999999')
    expect(thrown(() => most.plus(tiny)).code).toBe('QUANTITY_OUT_OF_RANGE')
    // Needs all 54 digits: with fewer the product would come out as exactly most.
    expect(most.times(Quantity.of('0.999999999'), 'down').toString()).toBe('999999998999999999.999999999')
  })

  it('obeys the laws of arithmetic', () => {
    fc.assert(
      fc.property(quantity, quantity, quantity, (a, b, c) => {
        expect(a.plus(b).equals(b.plus(a))).toBe(true)
        expect(
          a
            .plus(b)
            .plus(c)
            .equals(a.plus(b.plus(c))),
        ).toBe(true)
        expect(a.minus(b).plus(b).equals(a)).toBe(true)
        expect(a.compareTo(b)).toBe(a.minus(b).isNegative() ? -1 : a.minus(b).isZero() ? 0 : 1)
        expect(Quantity.of(a.toString()).equals(a)).toBe(true)
        expect(a.plus(a.negated()).toString()).toBe('0')
      }),
    )
  })

  it('is exactly its ratio', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const [x, y] = [a.toRatio(), b.toRatio()]
        const difference = x.numerator * y.denominator - y.numerator * x.denominator
        expect(a.compareTo(b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0)
        expect(a.isInteger()).toBe(x.numerator % x.denominator === 0n)
      }),
    )
    expect(Quantity.of('-2.5').toRatio()).toEqual({ numerator: -25n, denominator: 10n })
  })

  it('is not moved by what the host does to the shared Decimal', () => {
    const { precision, toExpPos } = Decimal
    Decimal.set({ precision: 2, toExpPos: 1 })
    try {
      expect(Quantity.of('123456.789').plus(Quantity.of('1')).toString()).toBe('123457.789')
      expect(Decimal.precision).toBe(2)
    } finally {
      Decimal.set({ precision, toExpPos })
    }
  })
})
