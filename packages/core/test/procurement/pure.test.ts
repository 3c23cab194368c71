import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Offer, chooseOffer, usualOffer } from '../../src/procurement/choose-offer.ts'
import { correctionLines } from '../../src/procurement/follow-goods.ts'
import { labFigures } from '../../src/procurement/lab-figures.ts'
import { matchLine } from '../../src/procurement/match-bill.ts'
import { needsApproval, plannedLines } from '../../src/procurement/order-lines.ts'
import {
  mayBe,
  mostReceivable,
  orderStatuses,
  receivedStatus,
  stageOf,
  statusesFor,
} from '../../src/procurement/order-state.ts'
import {
  canonicalPrice,
  comparePrices,
  costOf,
  costOfNext,
  type Price,
  priceAt,
  priceOf,
  shareOf,
} from '../../src/procurement/price.ts'
import {
  daysOfStock,
  missing,
  orderQuantity,
  projectedStock,
  reorderPoint,
  targetLevel,
  usedIn,
} from '../../src/procurement/reorder.ts'
import { shownPrice } from '../../src/procurement/shapes.ts'
import { spreadCharge, spreadCharges } from '../../src/procurement/spread-charges.ts'
import { suggestionFor } from '../../src/procurement/suggestion.ts'
import { Money } from '../../src/values/money.ts'

const yuan = (amount: string) => Money.of(amount, 'CNY')
const cents = (minor: number) => Money.ofMinor(BigInt(minor), 'CNY')
const units = fc.integer({ min: 1, max: 5000 })
const minor = fc.integer({ min: 0, max: 10_000_000 })
const price: fc.Arbitrary<Price> = fc.record({
  price: fc.integer({ min: 0, max: 99_999_999 }).map((tenThousandths) => (tenThousandths / 10_000).toFixed(4)),
  per: fc.integer({ min: 1, max: 144 }),
})

describe('a price', () => {
  it('may be finer than a cent, and is rounded once', () => {
    expect(costOf('CNY', { price: '0.035', per: 1 }, 500).toString()).toBe('17.50')
    expect(costOf('CNY', { price: '100', per: 3 }, 2).toString()).toBe('66.67')
    expect(costOf('JPY', { price: '0.5', per: 1 }, 3).toString()).toBe('2')
    expect(() => costOf('CNY', { price: 'dear', per: 1 }, 1)).toThrow()
    expect(canonicalPrice('0120.500')).toBe('120.5')
    expect(canonicalPrice('120.00')).toBe('120')
    expect(canonicalPrice('0.0000')).toBe('0')
    expect(canonicalPrice('100')).toBe('100')
    expect(shownPrice('0.035')).toBe('0.035')
    expect(shownPrice('120')).toBe('120.00')
    expect(priceOf(yuan('59.10'), 6, 12)).toBe('118.2000')
    expect(priceOf(yuan('1.00'), 0, 1)).toBe(null)
  })

  it('of parts comes to that of the whole, in whatever parts', () => {
    fc.assert(
      fc.property(price, fc.array(units, { minLength: 1, maxLength: 8 }), (given, parts) => {
        let before = 0
        const values = parts.map((part) => {
          const value = costOfNext('CNY', given, before, part)
          before += part
          return value
        })
        expect(Money.sum('CNY', values)).toEqual(costOf('CNY', given, before))
        for (const value of values) expect(value.isNegative()).toBe(false)
      }),
    )
  })

  it('falls with the quantity where breaks say so', () => {
    const breaks = [
      { from: 10, price: '9' },
      { from: 50, price: '8' },
    ]
    const at = (quantity: number) => priceAt({ price: '10', per: 1 }, breaks, quantity).price
    expect([1, 9, 10, 49, 50, 999].map(at)).toEqual(['10', '10', '9', '9', '8', '8'])
    expect(priceAt({ price: '10', per: 1 }, breaks.toReversed(), 60).price).toBe('8')
    expect(comparePrices({ price: '120', per: 12 }, { price: '10.00', per: 1 })).toBe(0)
    expect(comparePrices({ price: '119.9999', per: 12 }, { price: '10', per: 1 })).toBe(-1)
    expect(comparePrices({ price: '10', per: 1 }, { price: '0.99', per: 1 })).toBe(1)
  })

  it('shares what is left so that the last part takes the rest', () => {
    fc.assert(
      fc.property(minor, fc.array(units, { minLength: 1, maxLength: 8 }), (total, parts) => {
        let [open, left] = [cents(total), parts.reduce((sum, part) => sum + part, 0)]
        for (const part of parts) {
          const share = shareOf(open, left, part)
          expect(share.isNegative()).toBe(false)
          open = open.minus(share)
          left -= part
        }
        expect(open.isZero()).toBe(true)
      }),
    )
  })
})

describe('when to order', () => {
  const none = { low: null, high: null, safety: 0 }

  it('is when daily use × lead time + safety is reached: 3 × 7 + 10 = 31', () => {
    const use = { used: 90, days: 30 }
    expect(reorderPoint(use, 7, { ...none, safety: 10 })).toEqual({ point: 31, by: 'use' })
    expect(reorderPoint(use, 7, { ...none, safety: 10, low: 12 })).toEqual({ point: 12, by: 'level' })
    expect(targetLevel(use, 31, 7, none)).toBe(52)
    expect(targetLevel(use, 31, 7, { ...none, high: 40 })).toBe(40)
    expect(targetLevel(use, 31, 7, { ...none, high: 20 })).toBe(31)
    expect(targetLevel(use, 0, 7, { ...none, high: 20 })).toBe(0)
    expect([32, 31, 30, -4].map((projected) => missing(projected, 31, 52))).toEqual([0, 21, 22, 56])
    expect([0, -4].map((projected) => missing(projected, 0, 0))).toEqual([0, 4])
    expect(usedIn({ used: 1, days: 30 }, 7)).toBe(1)
    const position = { onHand: 10, reserved: 4, inTransit: 3, ordered: 2, drafted: 1, needed: 5 }
    expect(projectedStock(position)).toBe(7)
  })

  it('is up to the pack, and at least the minimum: need 20 in packs of 12 are 24', () => {
    expect(orderQuantity(20, { pack: 12, minimum: 0 })).toBe(24)
    expect(orderQuantity(24, { pack: 12, minimum: 0 })).toBe(24)
    expect(orderQuantity(20, { pack: 12, minimum: 30 })).toBe(36)
    expect(orderQuantity(0, { pack: 12, minimum: 30 })).toBe(0)
  })

  it('knows no days of stock of what nobody uses', () => {
    expect(daysOfStock(5, { used: 0, days: 30 })).toBe(null)
    expect(daysOfStock(5, { used: 30, days: 30 })).toBe(5)
    expect(daysOfStock(0, { used: 30, days: 30 })).toBe(0)
    expect(daysOfStock(-3, { used: 30, days: 30 })).toBe(0)
  })

  it('orders whole packs that cover the need, and not a pack more than the need or the minimum asks for', () => {
    fc.assert(
      fc.property(units, units, fc.integer({ min: 0, max: 5000 }), (need, pack, minimum) => {
        const quantity = orderQuantity(need, { pack, minimum })
        expect(quantity % pack).toBe(0)
        expect(quantity).toBeGreaterThanOrEqual(Math.max(need, minimum))
        expect(quantity - pack).toBeLessThan(Math.max(need, minimum))
      }),
    )
  })
})

const offer: fc.Arbitrary<Offer> = fc.record({
  supplierId: fc.uuid(),
  price,
  breaks: fc.array(fc.record({ from: units, price: price.map((one) => one.price) }), { maxLength: 3 }),
  pack: fc.integer({ min: 1, max: 48 }),
  minimum: fc.integer({ min: 0, max: 200 }),
  leadTimeDays: fc.integer({ min: 0, max: 30 }),
  preferred: fc.boolean(),
})

describe('from whom to order', () => {
  it('is from the preferred or the cheapest, or from the fastest where stock runs out before', () => {
    const standing = fc.record({
      projected: fc.integer({ min: -50, max: 500 }),
      use: fc.record({ used: fc.integer({ min: 0, max: 600 }), days: fc.integer({ min: 1, max: 90 }) }),
    })
    fc.assert(
      fc.property(fc.array(offer, { minLength: 1, maxLength: 6 }), units, standing, (offers, need, now) => {
        const chosen = chooseOffer(offers, need, now)
        const usual = usualOffer(offers, need)
        if (chosen === undefined || usual === undefined) throw new Error('something is for sale')
        expect(offers).toContain(chosen.offer)
        expect(chosen.quantity).toBe(orderQuantity(need, chosen.offer))
        expect(chosen.price).toEqual(priceAt(chosen.offer.price, chosen.offer.breaks, chosen.quantity))
        const fastest = Math.min(...offers.map((one) => one.leadTimeDays))
        if (chosen.because === 'fastest') {
          expect(chosen.offer.leadTimeDays).toBe(fastest)
          expect(chosen.offer.leadTimeDays).toBeLessThan(usual.offer.leadTimeDays)
          const lasts = daysOfStock(now.projected, now.use)
          expect(lasts === null ? now.projected < 0 : lasts < usual.offer.leadTimeDays).toBe(true)
        } else {
          expect(chosen).toEqual(usual)
        }
        if (usual.because === 'preferred') expect(usual.offer.preferred).toBe(true)
        if (usual.because === 'cheapest') {
          expect(offers.every((one) => !one.preferred)).toBe(true)
          for (const one of offers) {
            const at = priceAt(one.price, one.breaks, orderQuantity(need, one))
            expect(comparePrices(usual.price, at)).toBeLessThanOrEqual(0)
          }
        }
        expect(usual.because === 'only').toBe(offers.length === 1)
      }),
    )
    expect(chooseOffer([], 5, { projected: 0, use: { used: 0, days: 1 } })).toBeUndefined()
  })

  it('does not hang on the order in which offers are read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(offer, { maxLength: 5, selector: (one) => one.supplierId }), units, (offers, need) => {
        const plain = offers.map((one) => ({ ...one, preferred: false }))
        expect(usualOffer(plain.toReversed(), need)?.offer).toEqual(usualOffer(plain, need)?.offer)
      }),
    )
  })

  it('is nobody where nothing is due, and says what it comes to otherwise', () => {
    const rules = { today: '2026-11-22', currency: 'CNY', reviewDays: 7, leadTimeDays: 7 }
    const position = { onHand: 31, reserved: 0, inTransit: 0, ordered: 0, drafted: 0, needed: 0 }
    const use = { used: 90, days: 30 }
    const levels = { low: null, high: null, safety: 10 }
    const due = suggestionFor({ position, use, levels, offers: [] }, rules)
    expect(due).toMatchObject({ reorderPoint: 31, need: 21, daysOfStock: 10, choice: undefined, amount: undefined })
    const more = { ...position, ordered: 1 }
    expect(suggestionFor({ position: more, use, levels, offers: [] }, rules)).toBeUndefined()
  })
})

describe('a purchase order', () => {
  it('is done with what its status allows', () => {
    expect(statusesFor('receive')).toEqual(['approved', 'sent', 'partlyReceived', 'received'])
    expect(orderStatuses.filter((status) => mayBe('cancel', status))).toEqual([
      'draft',
      'submitted',
      'approved',
      'sent',
    ])
    expect(orderStatuses.map(stageOf)).toEqual([
      'planned',
      'ordered',
      'ordered',
      'ordered',
      'ordered',
      'done',
      'done',
      'done',
    ])
    // Nothing leads out of what is over.
    for (const status of ['closed', 'cancelled'] as const) {
      for (const action of ['change', 'submit', 'approve', 'reject', 'send', 'receive', 'close', 'cancel'] as const) {
        expect(mayBe(action, status)).toBe(false)
      }
    }
    expect([0, 9, 10, 105].map((ordered) => mostReceivable(ordered, 10))).toEqual([0, 9, 11, 115])
    expect(receivedStatus('approved', [{ received: 0, outstanding: 5 }])).toBe('approved')
    expect(receivedStatus('received', [{ received: 0, outstanding: 5 }])).toBe('sent')
    expect(receivedStatus('sent', [{ received: 1, outstanding: 4 }])).toBe('partlyReceived')
    expect(receivedStatus('closed', [{ received: 1, outstanding: 4 }])).toBe('closed')
  })

  it('keeps the numbers of its lines and comes to the sum of them', () => {
    const line = fc.record({ quantity: units, price })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(5), (lines, gone) => {
        const wanted = lines.map((one) => ({ ...one, itemId: 'album', expectedOn: '2026-11-22' }))
        const first = plannedLines('CNY', [], wanted)
        expect(first.lines.map((one) => one.line)).toEqual(lines.map((_, index) => index + 1))
        const kept = first.lines.map((one) => ({ ...one, received: 0 }))
        const left = wanted.map((one, index) => ({ ...one, line: index + 1 })).filter((_, index) => index !== gone)
        const after = plannedLines('CNY', kept, [...left, ...wanted.slice(0, 1)])
        expect(after.removed.map((one) => one.line)).toEqual(gone < lines.length ? [gone + 1] : [])
        expect(after.lines.at(-1)?.line).toBe(lines.length + 1)
        const sum = after.lines.reduce((total, one) => total + one.amount, 0n)
        expect(after.total.minor).toBe(sum)
      }),
    )
  })

  it('needs approval above the limit, and again above what was approved', () => {
    expect(needsApproval(yuan('500'), '500', null)).toBe(false)
    expect(needsApproval(yuan('500.01'), '500', null)).toBe(true)
    expect(needsApproval(yuan('600'), '500', yuan('600'))).toBe(false)
    expect(needsApproval(yuan('600.01'), '500', yuan('600'))).toBe(true)
    expect(needsApproval(yuan('600'), null, null)).toBe(false)
  })
})

describe('a bill', () => {
  const tolerance = { percent: '2', amount: yuan('10') }

  it('is within the tolerance up to the percentage or the amount', () => {
    const match = (cost: string, open = '1000', given: object = {}) =>
      matchLine(
        { quantity: 10, open: yuan(open), billedCost: yuan('0') },
        { quantity: 10, overbilled: 0, cost: yuan(cost), ...given },
        tolerance,
      )
    expect(match('1020')).toMatchObject({ beyond: false })
    expect(match('1020.01')).toMatchObject({ beyond: true })
    expect(match('110', '100')).toMatchObject({ beyond: false })
    expect(match('110.01', '100')).toMatchObject({ beyond: true })
    expect(match('1', '100').difference.toString()).toBe('-99.00')
    const more = match('120', '100', { overbilled: 2 })
    expect(more).toMatchObject({ beyond: true })
    expect([more.overbilledCost, more.difference, more.expected].map(String)).toEqual(['20.00', '0.00', '100.00'])
  })

  it('divides into what was expected, what never came and the difference, to the last cent', () => {
    const line = fc.record({ open: units, part: units, overbilled: fc.nat(50), worth: minor, cost: minor })
    fc.assert(
      fc.property(line, ({ open, part, overbilled, worth, cost }) => {
        const quantity = Math.min(open, part)
        const unbilled = { quantity: open, open: cents(worth), billedCost: yuan('0') }
        const matched = matchLine(unbilled, { quantity, overbilled, cost: cents(cost) }, tolerance)
        const sum = matched.expected.plus(matched.overbilledCost).plus(matched.difference)
        expect(sum).toEqual(cents(cost))
        if (quantity === open) expect(matched.expected).toEqual(unbilled.open)
      }),
    )
    const apart = matchLine(
      { quantity: 0, open: yuan('0'), billedCost: yuan('1000') },
      { quantity: 0, overbilled: 0, cost: yuan('20') },
      tolerance,
    )
    expect(apart).toMatchObject({ beyond: false })
    expect(apart.difference.toString()).toBe('20.00')
  })

  it('lets differences follow the lines of stock by their weight, to the last cent', () => {
    const target = fc.record({ line: fc.integer({ min: 1, max: 4 }), weight: fc.nat(1000).map(String) })
    const difference = fc.record({
      targets: fc.array(
        target.map((one) => ({ ...one, movementId: 'm', itemId: 'i', locationId: 'l' })),
        { minLength: 1, maxLength: 5 },
      ),
      difference: fc.integer({ min: -10_000, max: 10_000 }).map(cents),
    })
    fc.assert(
      fc.property(fc.array(difference, { maxLength: 5 }), (differences) => {
        const lines = correctionLines(differences)
        const sum = Money.sum(
          'CNY',
          lines.map((line) => line.value ?? yuan('0')),
        )
        const given = Money.sum(
          'CNY',
          differences.map((one) => one.difference),
        )
        expect(sum).toEqual(given)
        expect(new Set(lines.map((line) => line.of?.line)).size).toBe(lines.length)
        for (const line of lines) expect(line.value?.isZero()).toBe(false)
      }),
    )
    expect(() => correctionLines([{ targets: [], difference: cents(1) }])).toThrow('no goods to follow')
  })

  it('shares charges by value, by quantity where goods are free, to the last cent', () => {
    const goods = fc.array(fc.record({ value: minor.map(cents), quantity: units }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(goods, fc.array(minor.map(cents), { maxLength: 3 }), (lines, charges) => {
        const added = spreadCharges('CNY', charges, lines)
        expect(Money.sum('CNY', added)).toEqual(Money.sum('CNY', charges))
        for (const one of added) expect(one.isNegative()).toBe(false)
      }),
    )
    const free = [1, 3].map((quantity) => ({ value: yuan('0'), quantity }))
    expect(spreadCharge(yuan('4'), free).map(String)).toEqual(['1.00', '3.00'])
  })
})

describe('figures of labs', () => {
  it('are null where nothing came back or was inspected', () => {
    const none = { returned: 0, days: 0, late: 0, accepted: 0, rejected: 0 }
    expect(labFigures(none)).toEqual({ turnaroundDays: null, onTimeRate: null, rejectRate: null })
    expect(labFigures({ returned: 3, days: 10, late: 1, accepted: 7, rejected: 1 })).toEqual({
      turnaroundDays: '3.3',
      onTimeRate: '66.7',
      rejectRate: '12.5',
    })
  })
})
