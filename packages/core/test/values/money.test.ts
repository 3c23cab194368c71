import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as errors from '../../src/values/errors.ts'
import { Money } from '../../src/values/money.ts'
import { Quantity } from '../../src/values/quantity.ts'
import type { RoundingMode } from '../../src/values/rounding.ts'
import { thrown } from './thrown.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const currency = fc.constantFrom('JPY', 'CNY', 'KWD', 'CLF')
const minor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n })
const money = fc.tuple(minor, currency).map(([units, code]) => Money.ofMinor(units, code))
const threeOfOneCurrency = fc
  .tuple(minor, minor, minor, currency)
  .map(([a, b, c, code]) => [a, b, c].map((units) => Money.ofMinor(units, code)) as [Money, Money, Money])

describe('reading and printing an amount', () => {
  it('keeps all decimals of the currency', () => {
    expect(cny('1000').toString()).toBe('1000.00')
    expect(cny('-0.5').toString()).toBe('-0.50')
    expect(cny('+3.07').minor).toBe(307n)
    expect(cny('-0.00').toString()).toBe('0.00')
    expect(Money.of('1000', 'JPY').toString()).toBe('1000')
    expect(Money.of('1.5', 'KWD').toString()).toBe('1.500')
    expect(`${Money.of('0.0001', 'CLF')}`).toBe('0.0001')
  })

  it('reads back every amount that it prints, in JSON too', () => {
    fc.assert(
      fc.property(money, (amount) => {
        const document = JSON.parse(JSON.stringify({ amount }))
        expect(Money.of(document.amount, amount.currency).equals(amount)).toBe(true)
      }),
    )
  })

  it('refuses a number, because 0.1 + 0.2 is not 0.3', () => {
    const error = thrown(() => Money.of(0.3 as unknown as string, 'CNY'))
    expect(errors.moneyNotAString.is(error)).toBe(true)
    expect(error.message).toContain('number 0.3')
    expect(thrown(() => Money.ofMinor(30 as unknown as bigint, 'CNY')).code).toBe('MONEY_MINOR_NOT_A_BIGINT')
  })

  it.each(['', ' 1', '1 ', '1,000.00', '1e3', '.5', '5.', '1.2.3', '--1', '-', '0x10', '１', '¥5', 'NaN', '1_000'])(
    'refuses %j',
    (text) => {
      expect(thrown(() => cny(text)).code).toBe('MONEY_MALFORMED')
    },
  )

  it('refuses more decimals than the currency has and names the scale', () => {
    const error = thrown(() => Money.of('1.5', 'JPY'))
    expect(error.code).toBe('MONEY_TOO_PRECISE')
    expect(error.details).toEqual({ field: 'amount', value: '1.5', currency: 'JPY', scale: 0 })
    expect(thrown(() => cny('1.000')).message).toContain('at most 2 decimals')
    expect(thrown(() => Money.of('1.5', 'JPY', 'price')).message).toMatch(/^price must have at most 0 decimals/)
  })

  it('refuses currencies that ISO 4217 does not know or that have no minor unit', () => {
    for (const code of ['RMB', 'cny', 'XAU', 'XXX', '']) {
      expect(thrown(() => Money.of('1', code)).code).toBe('CURRENCY_UNKNOWN')
    }
  })

  it('keeps within the 64 bits that storage keeps', () => {
    const most = Money.ofMinor(2n ** 63n - 1n, 'CNY')
    expect(most.toString()).toBe('92233720368547758.07')
    expect(thrown(() => most.plus(cny('0.01'))).code).toBe('MONEY_OUT_OF_RANGE')
    expect(thrown(() => most.times(2n)).code).toBe('MONEY_OUT_OF_RANGE')
    expect(thrown(() => Money.ofMinor(-(2n ** 63n), 'CNY').negated()).code).toBe('MONEY_OUT_OF_RANGE')
    expect(thrown(() => cny('92233720368547758.08')).code).toBe('MONEY_OUT_OF_RANGE')
  })

  it('fails where an operator would go through number or text', () => {
    const [a, b] = [cny('9') as unknown as number, cny('10') as unknown as number]
    expect(thrown(() => a + b).code).toBe('OPERATOR_UNSUPPORTED')
    expect(thrown(() => a < b).code).toBe('OPERATOR_UNSUPPORTED')
  })
})

describe('calculating with amounts', () => {
  it('obeys the laws of arithmetic', () => {
    fc.assert(
      fc.property(threeOfOneCurrency, ([a, b, c]) => {
        expect(a.plus(b)).toEqual(b.plus(a))
        expect(a.plus(b).plus(c)).toEqual(a.plus(b.plus(c)))
        expect(a.minus(b)).toEqual(a.plus(b.negated()))
        expect(a.minus(a).isZero()).toBe(true)
        expect(a.plus(b).times(3n)).toEqual(a.times(3n).plus(b.times(3n)))
        expect(Money.sum(a.currency, [a, b, c])).toEqual(a.plus(b).plus(c))
        expect(a.absolute().isNegative()).toBe(false)
      }),
    )
  })

  it('orders amounts as their minor units', () => {
    fc.assert(
      fc.property(threeOfOneCurrency, ([a, b]) => {
        expect(a.compareTo(b)).toBe(a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0)
        expect(a.lessThan(b)).toBe(!a.atLeast(b))
        expect(a.greaterThan(b)).toBe(!a.atMost(b))
        expect(a.equals(b)).toBe(a.compareTo(b) === 0)
      }),
    )
  })

  it('never lets two currencies meet', () => {
    const yen = Money.of('5', 'JPY')
    for (const act of [
      () => cny('5').plus(yen),
      () => cny('5').minus(yen),
      () => cny('5').compareTo(yen),
      () => Money.sum('CNY', [cny('1'), yen]),
    ]) {
      expect(thrown(act).code).toBe('CURRENCY_MISMATCH')
    }
    expect(Money.zero('CNY').equals(Money.zero('JPY'))).toBe(false)
  })

  it('multiplies exactly and rounds once, the way the caller says', () => {
    expect(cny('0.05').times('0.5', 'half-up').toString()).toBe('0.03')
    expect(cny('0.05').times('0.5', 'half-even').toString()).toBe('0.02')
    expect(cny('-0.05').times('0.5', 'half-up').toString()).toBe('-0.03')
    expect(cny('-0.05').times('0.5', 'ceiling').toString()).toBe('-0.02')
    expect(cny('299.00').times(Quantity.of('2.5'), 'down').toString()).toBe('747.50')
    expect(cny('1000.00').percentage('6', 'half-up').toString()).toBe('60.00')
    expect(cny('0.10').percentage('12.5', 'half-up').toString()).toBe('0.01')
    expect(cny('2').times(3n).toString()).toBe('6.00')
  })

  it('gives the same for a factor as text, as Quantity and as bigint', () => {
    const modes = fc.constantFrom<RoundingMode>('up', 'down', 'half-up', 'half-even')
    const factor = fc.tuple(fc.bigInt({ min: -9999n, max: 9999n }), fc.nat(4))
    fc.assert(
      fc.property(money, factor, modes, (amount, [coefficient, scale], mode) => {
        const digits = coefficient
          .toString()
          .replace('-', '')
          .padStart(scale + 1, '0')
        const point = digits.length - scale
        const text = `${coefficient < 0n ? '-' : ''}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ''}`
        expect(amount.times(text, mode)).toEqual(amount.times(Quantity.of(text), mode))
        expect(amount.times(coefficient)).toEqual(amount.times(coefficient.toString(), mode))
      }),
    )
  })

  it('asks for the rounding mode even where this amount would divide', () => {
    const careless = cny('2') as unknown as { times(factor: string): Money }
    expect(thrown(() => careless.times('0.5')).code).toBe('ROUNDING_MODE_UNKNOWN')
    expect(thrown(() => cny('2').times('half', 'down')).code).toBe('QUANTITY_MALFORMED')
    expect(thrown(() => cny('2').times(0.5 as unknown as string, 'down')).code).toBe('QUANTITY_MALFORMED')
  })
})

describe('sharing an amount out', () => {
  const parts = (amounts: Money[]) => amounts.map(String)

  it('gives the cents left over to the largest remainders, and to the earlier part on a tie', () => {
    expect(parts(cny('100').allocate([1n, 1n, 1n]))).toEqual(['33.34', '33.33', '33.33'])
    expect(parts(cny('0.05').allocate(['0.7', '0.3']))).toEqual(['0.04', '0.01'])
    expect(parts(cny('1').allocate(['1', '0', '2']))).toEqual(['0.33', '0.00', '0.67'])
    expect(parts(cny('-100').allocate([1n, 1n, 1n]))).toEqual(['-33.34', '-33.33', '-33.33'])
    expect(parts(cny('10').split(4))).toEqual(['2.50', '2.50', '2.50', '2.50'])
    expect(parts(cny('-0.05').split(3))).toEqual(['-0.02', '-0.02', '-0.01'])
  })

  it('adds up for every amount from 0.01 to 9.99 in 2 to 7 parts', () => {
    for (let units = 1n; units <= 999n; units++) {
      for (let count = 2; count <= 7; count++) {
        const amount = Money.ofMinor(units, 'CNY')
        const shares = amount.split(count)
        expect(shares).toEqual(amount.allocate(shares.map(() => 1n)))
        expect(shares.reduce((sum, share) => sum + share.minor, 0n)).toBe(units)
      }
    }
  })

  it('adds up and stays within one minor unit of the exact share, for weights in any order', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 2, maxLength: 7 })
      .filter((list) => list.some((weight) => weight > 0n))
    fc.assert(
      fc.property(money, weights, (amount, list) => {
        const sum = list.reduce((a, b) => a + b, 0n)
        const shares = amount.allocate(list)
        expect(Money.sum(amount.currency, shares)).toEqual(amount)
        for (const [index, weight] of list.entries()) {
          const off = (shares[index]?.minor ?? 0n) * sum - amount.minor * weight
          expect(off < sum && -off < sum).toBe(true)
          if (weight === 0n) expect(shares[index]?.isZero()).toBe(true)
        }
        expect(amount.negated().allocate(list)).toEqual(shares.map((share) => share.negated()))
        const sorted = (amounts: Money[]) => amounts.map((share) => share.minor).sort((a, b) => (a < b ? -1 : 1))
        expect(sorted(amount.allocate(list.toReversed()))).toEqual(sorted(shares))
      }),
    )
  })

  it('refuses weights that say nothing', () => {
    for (const weights of [[], [0n, 0n], ['-1', '2'], ['x'], [1 as unknown as bigint]]) {
      expect(thrown(() => cny('1').allocate(weights)).code).toBe('ALLOCATION_WEIGHTS_INVALID')
    }
    for (const count of [0, -1, 1.5, Number.NaN, 1e9]) {
      expect(thrown(() => cny('1').split(count)).code).toBe('ALLOCATION_WEIGHTS_INVALID')
    }
  })
})
