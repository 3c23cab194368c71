import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineQuantity, linePrice, shownUnitPrice } from '../../src/orders/line-price.ts'
import { Money } from '../../src/values/money.ts'
import { Quantity } from '../../src/values/quantity.ts'

const cny = (minor: bigint): Money => Money.ofMinor(minor, 'CNY')
const of = (quantity: string, unitPrice: string, discount = '0') => ({
  quantity: Quantity.of(quantity),
  unitPrice: Money.of(unitPrice, 'CNY'),
  discount: Money.of(discount, 'CNY'),
})

const quantities = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 0, max: 4 }))
  .map(([coefficient, scale]) => ({ coefficient, scale, quantity: ofScale(coefficient, scale) }))

function ofScale(coefficient: bigint, scale: number): Quantity {
  const digits = coefficient.toString().padStart(scale + 1, '0')
  return Quantity.of(scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}

describe('the price of a line', () => {
  it('is unit price times quantity less the discount', () => {
    const price = linePrice(1, of('3', '199.00', '97.00'))
    expect(price.gross.toString()).toBe('597.00')
    expect(price.amount.toString()).toBe('500.00')
  })

  it('rounds half a cent up', () => {
    expect(linePrice(1, of('0.5', '0.01')).amount.toString()).toBe('0.01')
    expect(linePrice(1, of('0.4999', '0.01')).amount.toString()).toBe('0.00')
    expect(linePrice(1, of('1.5', '0.03')).amount.toString()).toBe('0.05')
  })

  it('equals the exact product rounded half up, for any price and quantity', () => {
    fc.assert(
      fc.property(quantities, fc.bigInt({ min: 0n, max: 10n ** 8n }), ({ coefficient, scale, quantity }, unitPrice) => {
        const { gross } = linePrice(1, { quantity, unitPrice: cny(unitPrice), discount: cny(0n) })
        const ten = 10n ** BigInt(scale)
        const twice = 2n * unitPrice * coefficient + ten
        expect(gross.minor).toBe(twice / (2n * ten))
      }),
    )
  })

  it('is gross less discount, and never below zero', () => {
    fc.assert(
      fc.property(
        quantities,
        fc.bigInt({ min: 0n, max: 10n ** 8n }),
        fc.nat(1000),
        ({ quantity }, unitPrice, share) => {
          const { gross } = linePrice(1, { quantity, unitPrice: cny(unitPrice), discount: cny(0n) })
          const discount = cny((gross.minor * BigInt(share)) / 1000n)
          const price = linePrice(1, { quantity, unitPrice: cny(unitPrice), discount })
          expect(price.amount.plus(price.discount).equals(gross)).toBe(true)
          expect(price.amount.isNegative()).toBe(false)
        },
      ),
    )
  })

  it('refuses a discount above the price, by one cent too', () => {
    expect(linePrice(2, of('2', '10.00', '20.00')).amount.isZero()).toBe(true)
    expect(() => linePrice(2, of('2', '10.00', '20.01'))).toThrow(
      expect.objectContaining({ code: 'DISCOUNT_TOO_LARGE', details: { line: 2, discount: '20.01', gross: '20.00' } }),
    )
  })

  it('refuses what is negative, and two currencies', () => {
    expect(() => linePrice(1, of('1', '-0.01'))).toThrow(expect.objectContaining({ code: 'LINE_PRICE_INVALID' }))
    expect(() => linePrice(1, of('1', '1', '-1'))).toThrow(expect.objectContaining({ code: 'LINE_PRICE_INVALID' }))
    const dollars = { ...of('1', '1.00'), discount: Money.of('1.00', 'USD') }
    expect(() => linePrice(1, dollars)).toThrow(expect.objectContaining({ code: 'CURRENCY_MISMATCH' }))
  })

  it('refuses a price that no store can hold', () => {
    const huge = { ...of('99999999999999', '0'), unitPrice: cny(10n ** 12n) }
    expect(() => linePrice(1, huge)).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }))
  })
})

describe('the quantity of a line', () => {
  it('is a decimal string or a whole number', () => {
    expect(lineQuantity('line 1', '1.5').toString()).toBe('1.5')
    expect(lineQuantity('line 1', 3).toString()).toBe('3')
    expect(lineQuantity('line 1', '2.50000').toString()).toBe('2.5')
  })

  it.each([
    ['0', 'LINE_QUANTITY_INVALID'],
    ['-1', 'LINE_QUANTITY_INVALID'],
    ['1.00001', 'LINE_QUANTITY_INVALID'],
    ['100000000000000', 'LINE_QUANTITY_INVALID'],
    ['1e3', 'QUANTITY_MALFORMED'],
    ['two', 'QUANTITY_MALFORMED'],
    ['0.0000000001', 'QUANTITY_OUT_OF_RANGE'],
  ])('is not %s', (given, code) => {
    expect(() => lineQuantity('line 7', given)).toThrow(expect.objectContaining({ code }))
  })

  it('says which line is wrong', () => {
    expect(() => lineQuantity('line 7', '-1')).toThrow(/quantity of line 7 must be above zero, got -1/)
  })
})

describe('the unit price that is shown where the amount is the fact', () => {
  it('is within half a cent of the amount divided by the quantity', () => {
    fc.assert(
      fc.property(quantities, fc.bigInt({ min: 0n, max: 10n ** 12n }), ({ coefficient, scale, quantity }, amount) => {
        const shown = shownUnitPrice(cny(amount), quantity).minor
        const difference = shown * coefficient - amount * 10n ** BigInt(scale)
        expect(2n * (difference < 0n ? -difference : difference) <= coefficient).toBe(true)
      }),
    )
  })

  it('is 3.33 for 10.00 by three', () => {
    expect(shownUnitPrice(Money.of('10.00', 'CNY'), Quantity.of(3)).toString()).toBe('3.33')
  })
})
