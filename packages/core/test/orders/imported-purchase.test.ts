import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPurchases } from '../../src/orders/imported-purchase.ts'
import { recognisedAmounts } from '../../src/orders/recognised-amounts.ts'
import type { OrderLineRow } from '../../src/orders/tables.ts'

const purchase = (over: object = {}) => ({
  reference: 'p-1',
  customerReference: 'c-1',
  date: '2021-01-12',
  quantity: '3',
  amount: '10.00',
  ...over,
})
const read = (...given: ReturnType<typeof purchase>[]) => readPurchases(given, 'USD', '2026-11-22')

describe('an imported purchase', () => {
  it('keeps its amount exactly and shows a rounded unit price', () => {
    const [one] = read(purchase())
    expect(one?.amount.toString()).toBe('10.00')
    expect(one?.unitPrice.toString()).toBe('3.33')
  })

  it('may cost nothing', () => {
    const [one] = read(purchase({ amount: '0.00' }))
    expect(one?.unitPrice.toString()).toBe('0.00')
  })

  it('may be like another one under its own reference', () => {
    expect(read(purchase(), purchase({ reference: 'p-2' }))).toHaveLength(2)
  })

  it.each([
    [{ amount: '-1.00' }, 'IMPORT_INVALID'],
    [{ amount: '1.001' }, 'MONEY_TOO_PRECISE'],
    [{ date: '2026-11-23' }, 'IMPORT_INVALID'],
    [{ quantity: '0' }, 'LINE_QUANTITY_INVALID'],
    [{ quantity: 'many' }, 'QUANTITY_MALFORMED'],
  ])('with %j is refused', (over, code) => {
    expect(() => read(purchase(over))).toThrow(expect.objectContaining({ code }))
  })

  it('whose reference stands twice in a batch is refused by name', () => {
    expect(() => read(purchase(), purchase({ amount: '9.00' }))).toThrow(/"p-1" stands twice in the batch/)
  })
})

describe('the revenue of delivered lines', () => {
  const line = fc.record({
    incomeAccount: fc.constantFrom('Income:Package', 'Income:Product'),
    category: fc.constantFrom('wedding', 'album'),
    shootType: fc.constantFrom(null, 'wedding'),
    sellerId: fc.constantFrom(null, 'li-na'),
    amount: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    discount: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  })

  it('adds up to what the lines cost, however they are grouped', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (given) => {
        const amounts = recognisedAmounts('CNY', given as unknown as OrderLineRow[])
        const net = amounts.reduce((sum, one) => sum + one.amount.minor - one.discount.minor, 0n)
        expect(net).toBe(given.reduce((sum, one) => sum + one.amount, 0n))
        expect(amounts.every((one) => one.amount.isPositive() && !one.discount.isNegative())).toBe(true)
        expect(amounts.length).toBeLessThanOrEqual(16)
      }),
    )
  })
})
