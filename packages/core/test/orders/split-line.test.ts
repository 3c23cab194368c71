import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLine } from '../../src/orders/split-line.ts'
import { missingByRule } from '../../src/orders/arrears-at-pickup.ts'
import { linePrice } from '../../src/orders/line-price.ts'
import { Money } from '../../src/values/money.ts'
import { Quantity } from '../../src/values/quantity.ts'

const of = { number: 'main-261122-0001', currency: 'CNY' }
const minor = (amount: string): bigint => Money.of(amount, 'CNY').minor
const shown = (amount: bigint): string => Money.ofMinor(amount, 'CNY').toString()

/** A line as it is sold: what it lists at, what a rule takes off, what is taken off by hand. */
function soldLine(of: { quantity: string; unit: bigint; byRule: bigint; byHand: bigint }) {
  const gross = linePrice(1, {
    quantity: Quantity.of(of.quantity),
    unitPrice: Money.ofMinor(of.unit, 'CNY'),
    discount: Money.zero('CNY'),
  }).gross.minor
  const byRule = of.byRule % (gross + 1n)
  const byHand = of.byHand % (gross - byRule + 1n)
  const step = (stage: string, before: bigint, after: bigint) => {
    return { stage, before: shown(before), after: shown(after), change: shown(after - before) }
  }
  const afterRule = gross - byRule
  const amount = afterRule - byHand
  const priceTrace = [step('list', 0n, gross), step('rule', gross, afterRule), step('manual', afterRule, amount)]
  return { line: 1, quantity: of.quantity, discount: byRule + byHand, amount, priceTrace, entitlements: null }
}

describe('pieces of a line', () => {
  it('have their share of the price, and the rest has the rest', () => {
    // Three albums at 600.00, 100.00 off: one of them costs 566.67, whoever pays the cent.
    const line = soldLine({ quantity: '3', unit: 60_000n, byRule: 0n, byHand: 10_000n })
    const { part, rest } = splitLine(of, line as never, '1')
    expect(part).toMatchObject({ quantity: '1', discount: 3_333n, amount: 56_667n })
    expect(rest).toMatchObject({ quantity: '2', discount: 6_667n, amount: 113_333n })
  })

  it('cost to the cent what the line cost, step by step, however often it is split', () => {
    const sold = fc.record({
      whole: fc.integer({ min: 2, max: 40 }),
      decimals: fc.integer({ min: 0, max: 9_999 }),
      unit: fc.bigInt({ min: 0n, max: 10_000_00n }),
      byRule: fc.bigInt({ min: 0n, max: 10_000_00n }),
      byHand: fc.bigInt({ min: 0n, max: 10_000_00n }),
    })
    fc.assert(
      fc.property(sold, fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }), (given, pieces) => {
        const quantity = Quantity.of(`${given.whole}.${String(given.decimals).padStart(4, '0')}`).toString()
        const whole = soldLine({ ...given, quantity })
        let left: Omit<typeof whole, 'priceTrace'> & { priceTrace: unknown } = whole
        const parts = []
        for (const count of pieces) {
          if (!Quantity.of(left.quantity).minus(Quantity.of(count)).isPositive()) continue
          const { part, rest } = splitLine(of, left as never, String(count))
          parts.push(part)
          left = { ...left, ...rest }
        }
        const all = [...parts, left]
        const sum = (value: (one: (typeof all)[number]) => bigint) => all.reduce((total, one) => total + value(one), 0n)
        expect(sum(({ amount }) => amount)).toBe(whole.amount)
        expect(sum(({ discount }) => discount)).toBe(whole.discount)
        for (const one of all) {
          const unitPrice = Money.ofMinor(given.unit, 'CNY')
          const discount = Money.ofMinor(one.discount, 'CNY')
          const price = linePrice(1, { quantity: Quantity.of(one.quantity), unitPrice, discount })
          expect(price.amount.minor).toBe(one.amount)
          const steps = one.priceTrace as { change: string; before: string; after: string }[]
          expect(steps.reduce((total, { change }) => total + minor(change), 0n)).toBe(one.amount)
          for (const { before, after } of steps) {
            expect(minor(before)).toBeGreaterThanOrEqual(0n)
            expect(minor(after)).toBeGreaterThanOrEqual(0n)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are whole, fewer than there are, and not of a package', () => {
    const line = soldLine({ quantity: '3', unit: 100n, byRule: 0n, byHand: 0n })
    for (const pieces of ['0', '-1', '1.5', '3', '4', 'x', '01']) {
      expect(() => splitLine(of, line as never, pieces)).toThrow(/LINE_PART_INVALID|quantity of line 1/)
    }
    expect(() => splitLine(of, { ...line, entitlements: { outfits: 2 } } as never, '1')).toThrow(/hand it over whole/)
  })
})

describe('what is missing by the rule of arrears', () => {
  const money = (amount: string) => Money.of(amount, 'CNY')
  const owed = {
    total: money('1000.00'),
    paid: money('400.00'),
    letGo: money('0'),
    delivered: money('500.00'),
  }

  it.each([
    [{ rule: 'full' } as const, '600.00'],
    [{ rule: 'handedOver' } as const, '100.00'],
    [{ rule: 'percent', percent: 50 } as const, '100.00'],
    [{ rule: 'percent', percent: 33.33 } as const, '0.00'],
    [{ rule: 'percent', percent: 0 } as const, '0.00'],
    [{ rule: 'amount', most: '250' } as const, '350.00'],
    [{ rule: 'amount', most: '600.00' } as const, '0.00'],
  ])('of %o is %s', (rule, missing) => {
    expect(missingByRule(rule, owed).toString()).toBe(missing)
  })

  it('counts what was let go as settled, and a part of a cent as a cent', () => {
    expect(missingByRule({ rule: 'full' }, { ...owed, letGo: money('600.00') }).toString()).toBe('0.00')
    const third = { ...owed, total: money('0.10'), paid: money('0.03') }
    expect(missingByRule({ rule: 'percent', percent: 33.33 }, third).toString()).toBe('0.01')
  })
})
