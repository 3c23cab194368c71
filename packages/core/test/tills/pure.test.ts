import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedCash } from '../../src/tills/counted-cash.ts'
import { dayTotals } from '../../src/tills/day-totals.ts'
import { expectedOf, methodDifferences } from '../../src/tills/expected.ts'
import { cashLines, differenceLines, opening } from '../../src/tills/till-lines.ts'
import { Money } from '../../src/values/money.ts'

const cny = (minor: bigint | number) => Money.ofMinor(BigInt(minor), 'CNY')
const faces = ['100', '50', '20', '10', '5', '1', '0.5', '0.1']

describe('a count', () => {
  it('is the sum of its denominations, in whatever order they are given', () => {
    const pile = fc.record({ value: fc.constantFrom(...faces), pieces: fc.nat(500) })
    const piles = fc.uniqueArray(pile, { selector: (one) => one.value, minLength: 1 })
    fc.assert(
      fc.property(piles, (denominations) => {
        const sum = denominations.reduce(
          (all, one) => all + BigInt(Math.round(Number(one.value) * 100)) * BigInt(one.pieces),
          0n,
        )
        const counted = countedCash({ denominations }, 'CNY', faces)
        expect(counted.amount.minor).toBe(sum)
        expect(countedCash({ denominations: [...denominations].reverse() }, 'CNY')).toEqual(counted)
        expect(countedCash({ denominations, amount: counted.amount.toString() }, 'CNY')).toEqual(counted)
        const other = cny(sum + 1n).toString()
        expect(() => countedCash({ denominations, amount: other }, 'CNY')).toThrow(/come to/)
      }),
    )
  })

  it.each([
    [[{ value: '0', pieces: 1 }]],
    [[{ value: '-5', pieces: 1 }]],
    [[{ value: '30', pieces: 1 }]],
    [
      [
        { value: '5', pieces: 1 },
        { value: '5.00', pieces: 1 },
      ],
    ],
  ])('refuses %j', (denominations) => {
    expect(() => countedCash({ denominations }, 'CNY', faces)).toThrow(/A count must/)
  })
})

describe('opening a drawer', () => {
  it('explains every difference once: brought from the safe, or posted', () => {
    const amount = fc.nat(1_000_000).map(cny)
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.option(amount, { nil: undefined }),
        fc.boolean(),
        (carried, counted, fromSafe, first) => {
          const { brought, difference } = opening({ carried, counted, fromSafe, first })
          expect(carried.plus(brought).plus(difference)).toEqual(counted)
          if (fromSafe !== undefined) expect(brought).toEqual(fromSafe)
          else if (first) expect(difference.isZero()).toBe(true)
          else expect(brought.isNegative() || difference.isPositive()).toBe(false)
        },
      ),
    )
  })
})

describe('the books of a shift', () => {
  it('expect in the drawer what it carried and what its lines moved, whatever the method', () => {
    const sum = fc.record({
      account: fc.constantFrom('Cash:Till:front', 'Clearing:Card', 'CustomerDeposits'),
      method: fc.constantFrom('cash', 'card', null),
      debit: fc.nat(100_000).map(BigInt),
      credit: fc.nat(100_000).map(BigInt),
    })
    fc.assert(
      fc.property(fc.nat(100_000), fc.array(sum), (carried, sums) => {
        const expected = expectedOf('front', cny(carried), sums)
        const own = sums.filter((one) => one.account === 'Cash:Till:front')
        expect(expected.cash.minor).toBe(own.reduce((all, one) => all + one.debit - one.credit, BigInt(carried)))
        const others = [...expected.others.values()].reduce((all, one) => all + one.minor, 0n)
        const named = sums.filter((one) => one.account !== 'Cash:Till:front' && one.method !== null)
        expect(others).toBe(named.reduce((all, one) => all + one.debit - one.credit, 0n))
        for (const one of methodDifferences(expected.others, new Map([['voucher', cny(5)]]))) {
          expect(one.difference === null).toBe(one.counted === null)
        }
      }),
    )
  })

  it('move the drawer by exactly the difference, over and short', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (minor) => {
        const lines = differenceLines('front', cny(minor))
        expect(lines).toHaveLength(minor === 0 ? 0 : 2)
        const drawer = lines.find((line) => line.account === 'Cash:Till:front')
        expect(drawer?.side).toBe(minor === 0 ? undefined : minor > 0 ? 'debit' : 'credit')
        expect(lines.every((line) => line.amount.minor === BigInt(Math.abs(minor)))).toBe(true)
        expect(cashLines('front', cny(minor), 'Cash:Safe')).toHaveLength(lines.length)
      }),
    )
  })
})

describe('the totals of a day', () => {
  it('name ranges by number, not by text, and lose no receipt', () => {
    const receipts = ['R-9999', 'R-10000', 'R-0001'].map((number) => ({ number, kind: 'receipt', amount: 100n }))
    const totals = dayTotals({ currency: 'CNY', sums: [], receipts, counts: [], reviewed: 1 })
    expect(totals.ranges).toEqual([{ kind: 'receipt', count: 3, first: 'R-0001', last: 'R-10000', amount: '3.00' }])
    expect(totals.unreviewed).toBe(2)
  })
})
