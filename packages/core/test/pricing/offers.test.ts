import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseOffers } from '../../src/pricing/choose-offers.ts'
import type { Offer } from '../../src/pricing/offer.ts'
import { reductionsOf } from '../../src/pricing/offer-effects.ts'
import { concerned, whyNot } from '../../src/pricing/offer-lines.ts'
import type { PricingCart } from '../../src/pricing/index.ts'
import { Quantity } from '../../src/values/quantity.ts'
import { cartOf, carts, cny, lineOf, offerLists, offerOf, tiersOf } from './carts.ts'

const off = (cart: PricingCart, offers: readonly Offer[]): string =>
  chooseOffers(cart, offers)
    .chosen.flatMap(({ lines }) => lines.map((one) => one.off.minor))
    .reduce((sum, one) => sum + one, 0n)
    .toString()

const alone = (offer: Offer, cart: PricingCart): Record<number, string> =>
  Object.fromEntries([...reductionsOf(offer, cart)].map(([line, minor]) => [line, `${Number(minor) / 100}`]))

describe('what an offer takes off', () => {
  const cart = cartOf([
    lineOf(1, { itemCode: 'package', kind: 'package', amount: cny('4999.00') }),
    lineOf(2, { quantity: Quantity.of('3'), amount: cny('1800.00') }),
    lineOf(3, { itemCode: 'frame', amount: cny('99.99') }),
  ])

  it('is so many per cent of each line, rounded half up', () => {
    expect(alone(offerOf('a', { kind: 'percentage', percent: '5' }, { on: { kinds: ['product'] } }), cart)).toEqual({
      2: '90',
      3: '5',
    })
  })

  it('is an amount shared out to the cent, or an amount off each whole unit', () => {
    const on = { kinds: ['product' as const] }
    expect(alone(offerOf('a', { kind: 'amount', amount: '100', per: 'order' }, { on }), cart)).toEqual({
      2: '94.74',
      3: '5.26',
    })
    expect(alone(offerOf('a', { kind: 'amount', amount: '100', per: 'unit' }, { on }), cart)).toEqual({
      2: '300',
      3: '99.99',
    })
    expect(alone(offerOf('a', { kind: 'amount', amount: '9999', per: 'order' }, { on }), cart)).toEqual({
      2: '1800',
      3: '99.99',
    })
  })

  it('is per cent off every n-th unit, the dearest counted first', () => {
    const on = { kinds: ['product' as const] }
    // 600, 600, 600, 99.99: the second and the fourth.
    expect(alone(offerOf('a', { kind: 'nth', nth: 2, percent: '50' }, { on }), cart)).toEqual({ 2: '300', 3: '50' })
    expect(alone(offerOf('a', { kind: 'nth', nth: 3, percent: '100' }, { on }), cart)).toEqual({ 2: '600' })
  })

  it('counts units without listing them', () => {
    const many = cartOf([lineOf(1, { quantity: Quantity.of('10000000000'), amount: cny('10000000000.00') })])
    expect(alone(offerOf('a', { kind: 'nth', nth: 2, percent: '50' }), many)).toEqual({ 1: '2500000000' })
  })

  it('is per cent off units that go with others, the dearest first', () => {
    const together = (over: object) =>
      offerOf('a', { kind: 'together', needs: { kinds: ['package'] }, needed: 1, most: 2, percent: '50', ...over })
    expect(alone(together({}), cart)).toEqual({ 2: '600' })
    expect(alone(together({ most: 4 }), cart)).toEqual({ 2: '900', 3: '50' })
    expect(alone(together({ needed: 2 }), cart)).toEqual({})
  })

  it('is nothing where its conditions are not met, and says why', () => {
    const ten = { kind: 'percentage' as const, percent: '10' }
    const why = (over: Partial<Offer>) => whyNot(offerOf('a', ten, over), cart)
    expect(why({})).toBeUndefined()
    expect(why({ from: '2026-11-23' })).toBe('begins on 2026-11-23')
    expect(why({ to: '2026-11-21' })).toBe('ended on 2026-11-21')
    expect(why({ from: '2026-11-22', to: '2026-11-22' })).toBeUndefined()
    expect(why({ weekdays: [1, 2] })).toBe('holds on the weekdays 1, 2 only (1 is Monday)')
    expect(why({ branches: ['west'] })).toBe('holds in the branches west only')
    expect(why({ on: { shootTypes: ['wedding'] } })).toBe('concerns no line of this order')
    expect(why({ minimum: { amount: '6898.99', of: 'order' } })).toBeUndefined()
    expect(why({ minimum: { amount: '6899.00', of: 'order' } })).toBe(
      'needs at least 6899.00, and this comes to 6898.99',
    )
    expect(why({ on: { items: ['frame'] }, minimum: { amount: '100', of: 'lines' } })).toContain('this comes to 99.99')
    expect(why({ on: { items: ['frame'] }, minimumQuantity: 2 })).toBe('needs at least 2 pieces, and there are 1')
  })

  it('is never more than a line costs, and nothing off what was agreed by hand', () => {
    fc.assert(
      fc.property(carts, offerLists, (any, offers) => {
        for (const offer of offers) {
          const lines = new Set(concerned(offer, any).map(({ line }) => line))
          for (const [line, taken] of reductionsOf(offer, any)) {
            expect(lines.has(line)).toBe(true)
            expect(taken > 0n && taken <= (any.lines[line - 1]?.amount.minor ?? 0n)).toBe(true)
            expect(any.lines[line - 1]?.byHand).toBeNull()
          }
        }
      }),
    )
  })

  it('is what units cost more than the tier that is reached', () => {
    const tiers = [
      { from: 3, price: '20' },
      { from: 10, price: '15' },
    ]
    const prints = (...quantities: number[]) =>
      cartOf(
        quantities.map((quantity, at) =>
          lineOf(at + 1, { quantity: Quantity.of(quantity), amount: cny(`${quantity * 25}.00`) }),
        ),
      )
    const all = offerOf('a', { kind: 'tiers', tiers, of: 'all' })
    const beyond = offerOf('a', { kind: 'tiers', tiers, of: 'beyond' })
    expect([2, 3, 9, 10].map((count) => alone(all, prints(count)))).toEqual([
      {},
      { 1: '15' },
      { 1: '45' },
      { 1: '100' },
    ])
    expect([2, 3, 9, 10].map((count) => alone(beyond, prints(count)))).toEqual([
      {},
      { 1: '5' },
      { 1: '35' },
      { 1: '45' },
    ])
    expect(alone(all, prints(1, 2))).toEqual({ 1: '5', 2: '10' })
    // 40, 25, 25 and a half: the third lies in the tier, the half in none.
    const mixed = cartOf([
      lineOf(1, { quantity: Quantity.of('2.5'), amount: cny('62.50') }),
      lineOf(2, { amount: cny('40.00') }),
    ])
    expect(alone(beyond, mixed)).toEqual({ 1: '5' })
    expect(alone(all, mixed)).toEqual({ 1: '10', 2: '20' })
    // Those that cost less already stay.
    const cheap = cartOf([lineOf(1, { quantity: Quantity.of('5'), amount: cny('90.00') })])
    expect(alone(all, cheap)).toEqual({})
  })

  it('of tiers is what it is unit by unit, and falls for all or never rises beyond', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 50_00 }))
    const steps = fc.array(step, { minLength: 1, maxLength: 5 })
    const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 60_00 })), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(steps, lines, (of, wanted) => {
        const tiers = tiersOf(of)
        const minorOf = (price: string) => Number(price.replace('.', ''))
        const costOf = (kind: 'all' | 'beyond', cart: PricingCart) => {
          const off = reductionsOf(offerOf('a', { kind: 'tiers', tiers, of: kind }), cart)
          return Number(cart.lines.reduce((sum, { line, amount }) => sum + amount.minor - (off.get(line) ?? 0n), 0n))
        }
        const cart = cartOf(
          wanted.map(([units, unit], at) =>
            lineOf(at + 1, {
              quantity: Quantity.of(units),
              amount: cny(`${Math.floor((units * unit) / 100)}.${String((units * unit) % 100).padStart(2, '0')}`),
            }),
          ),
        )
        const units = wanted.flatMap(([count, unit]) => Array.from({ length: count }, () => unit)).sort((a, b) => b - a)
        const tierOf = (place: number) => tiers.findLast(({ from }) => place >= from)
        const byHand = (kind: 'all' | 'beyond') =>
          units.reduce((sum, unit, at) => {
            const tier = tierOf(kind === 'all' ? units.length : at + 1)
            return sum + (tier === undefined ? unit : Math.min(unit, minorOf(tier.price)))
          }, 0)
        expect(costOf('all', cart)).toBe(byHand('all'))
        expect(costOf('beyond', cart)).toBe(byHand('beyond'))
        expect(costOf('all', cart)).toBeLessThanOrEqual(costOf('beyond', cart))

        const unit = wanted[0]?.[1] ?? 1
        const costs = (kind: 'all' | 'beyond') =>
          Array.from({ length: 25 }, (_, at) => {
            const count = at + 1
            const amount = cny(`${Math.floor((count * unit) / 100)}.${String((count * unit) % 100).padStart(2, '0')}`)
            return costOf(kind, cartOf([lineOf(1, { quantity: Quantity.of(count), amount })]))
          })
        const each = costs('all').map((cost, at) => cost / (at + 1))
        expect(each.every((cost, at) => at === 0 || cost <= (each[at - 1] ?? 0) + 1e-9)).toBe(true)
        const beyond = costs('beyond')
        expect(beyond.every((cost, at) => at === 0 || cost >= (beyond[at - 1] ?? 0))).toBe(true)
      }),
    )
  })

  it('of an amount is shared out exactly', () => {
    fc.assert(
      fc.property(carts, fc.integer({ min: 1, max: 2_000_00 }), (any, minor) => {
        const amount = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
        const offer = offerOf('a', { kind: 'amount', amount, per: 'order' })
        const standing = concerned(offer, any).reduce((sum, line) => sum + line.amount.minor, 0n)
        const taken = [...reductionsOf(offer, any).values()].reduce((sum, one) => sum + one, 0n)
        expect(taken).toBe(BigInt(minor) < standing ? BigInt(minor) : standing)
      }),
    )
  })

  it('of every n-th unit is what it is with every unit on a line of its own', () => {
    const whole = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(whole, fc.integer({ min: 2, max: 5 }), (lines, nth) => {
        const offer = offerOf('a', { kind: 'nth', nth, percent: '50' })
        const amountOf = (units: number, price: number) => cny(`${units * price * 2}.00`)
        const joined = lines.map(([units, price], at) =>
          lineOf(at + 1, { quantity: Quantity.of(units), amount: amountOf(units, price) }),
        )
        const units = lines.flatMap(([count, price]) => Array.from({ length: count }, () => price))
        const naive = units.sort((a, b) => b - a).filter((_, at) => (at + 1) % nth === 0)
        const taken = [...reductionsOf(offer, cartOf(joined)).values()].reduce((sum, one) => sum + one, 0n)
        expect(taken).toBe(naive.reduce((sum, price) => sum + BigInt(price) * 100n, 0n))
      }),
    )
  })
})

describe('the choice among offers', () => {
  const ten = offerOf('ten', { kind: 'percentage', percent: '10' })
  const five = offerOf('five', { kind: 'percentage', percent: '5' })
  const cart = cartOf([lineOf(1, { amount: cny('1000.00') }), lineOf(2, { itemCode: 'frame', amount: cny('200.00') })])

  it('takes the better of two that do not combine, and says so', () => {
    const { chosen, left } = chooseOffers(cart, [five, ten])
    expect(chosen.map(({ offer, betterThan }) => [offer.code, betterThan])).toEqual([['ten', ['five']]])
    expect(left.get('promotion five')).toBe('does not go together with ten, which takes off more')
  })

  it('lets those go side by side whose lines do not meet', () => {
    const album = { ...ten, on: { items: ['album'] } }
    const frame = { ...five, on: { items: ['frame'] } }
    expect(chooseOffers(cart, [frame, album]).chosen.map(({ offer }) => offer.code)).toEqual(['five', 'ten'])
    expect(off(cart, [frame, album])).toBe('11000')
  })

  it('lets those go together that combine, one after the other, unless one alone is better', () => {
    const combined = [
      { ...ten, combinable: true },
      { ...five, combinable: true },
    ]
    // 1,200 less 5 % is 1,140, less 10 % is 1,026.
    expect(off(cart, combined)).toBe('17400')
    const better = offerOf('fifteen', { kind: 'percentage', percent: '15' })
    expect(off(cart, [...combined, better])).toBe('18000')
  })

  it('applies a coupon after the promotions it goes together with', () => {
    const coupon = offerOf('C', { kind: 'amount', amount: '100', per: 'order' }, { type: 'coupon', combinable: true })
    const { chosen } = chooseOffers(cart, [coupon, { ...ten, combinable: true, priority: 9 }])
    expect(chosen.map(({ offer, lines }) => [offer.code, lines.map((one) => one.off.toString())])).toEqual([
      ['ten', ['100.00', '20.00']],
      ['C', ['83.33', '16.67']],
    ])
  })

  it('never lets two that fall on other lines one after the other than alone meet a third on those', () => {
    const cents = cartOf([
      lineOf(1, { itemCode: 'package', amount: cny('0.00') }),
      lineOf(2, { amount: cny('0.10') }),
      lineOf(3, { amount: cny('0.10') }),
    ])
    const together = { kind: 'together' as const, needs: { items: ['package'] }, needed: 1, percent: '5', most: 1 }
    const [one, other] = ['one', 'other'].map((code) => offerOf(code, together, { combinable: true }))
    const free = offerOf('free', { kind: 'nth', nth: 2, percent: '100' })
    const { chosen } = chooseOffers(
      cents,
      [one, other, free].filter((offer) => offer !== undefined),
    )
    expect(chosen.map(({ offer, lines }) => [offer.code, lines.map(({ off: taken }) => taken.toString())])).toEqual([
      ['free', ['0.10']],
    ])
  })

  it('is the same whatever the order of the offers, and of the lines', () => {
    fc.assert(
      fc.property(carts, offerLists, fc.nat(), (any, offers, seed) => {
        const turned = <T>(list: readonly T[]): T[] => {
          const at = seed % Math.max(1, list.length)
          return [...list.slice(at), ...list.slice(0, at)].reverse()
        }
        const expected = off(any, offers)
        expect(off(any, turned(offers))).toBe(expected)
        const lines = turned(any.lines).map((line, at) => ({ ...line, line: at + 1 }))
        expect(off({ ...any, lines }, offers)).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('is never worse for the customer than any offer that stands alone, and leaves no line below nothing', () => {
    fc.assert(
      fc.property(carts, offerLists, (any, offers) => {
        const { chosen } = chooseOffers(any, offers)
        const total = BigInt(off(any, offers))
        for (const offer of offers.filter((one) => !one.combinable)) {
          expect(total >= BigInt(off(any, [offer]))).toBe(true)
        }
        for (const line of any.lines) {
          const taken = chosen.flatMap(({ lines }) => lines).filter((one) => one.line === line.line)
          const sum = taken.reduce((all, one) => all + one.off.minor, 0n)
          expect(sum <= line.amount.minor).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})
