/** Carts and offers at random, and the plainest reading of what they mean. */
import fc from 'fast-check'
import type { Offer, OfferEffect } from '../../src/pricing/offer.ts'
import type { PricingCart, PricingLine } from '../../src/pricing/index.ts'
import { Money } from '../../src/values/money.ts'
import { Quantity } from '../../src/values/quantity.ts'

export const cny = (amount: string): Money => Money.of(amount, 'CNY')

export function lineOf(line: number, over: Partial<PricingLine> = {}): PricingLine {
  const amount = over.amount ?? cny('100.00')
  return {
    line,
    itemId: `id-${line}`,
    itemCode: 'album',
    kind: 'product',
    category: 'product',
    shootType: null,
    variant: null,
    taxRate: null,
    quantity: Quantity.one,
    forDate: '2026-11-22',
    listed: { price: amount, source: null, audit: '' },
    choices: [],
    byHand: null,
    discount: null,
    listAmount: amount,
    amount,
    ...over,
  }
}

export function cartOf(lines: readonly PricingLine[], over: Partial<PricingCart> = {}): PricingCart {
  return { currency: 'CNY', branch: 'main', businessDate: '2026-11-22', customerId: 'c', lines, ...over }
}

export function offerOf(code: string, effect: OfferEffect, over: Partial<Offer> = {}): Offer {
  return { type: 'promotion', code, version: 1, name: code, effect, combinable: false, priority: 0, ...over }
}

const items = ['package', 'album', 'frame', 'print'] as const

export const carts: fc.Arbitrary<PricingCart> = fc
  .array(
    fc.record({
      itemCode: fc.constantFrom(...items),
      quantity: fc.constantFrom('1', '2', '3', '7', '1.5', '0.5'),
      unit: fc.integer({ min: 0, max: 500_00 }),
      byHand: fc.boolean().map((yes) => (yes ? Money.zero('CNY') : null)),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((wanted) =>
    cartOf(
      wanted.map(({ itemCode, quantity, unit, byHand }, at) =>
        lineOf(at + 1, {
          itemCode,
          kind: itemCode === 'package' ? 'package' : 'product',
          quantity: Quantity.of(quantity),
          amount: Money.ofMinor(BigInt(unit), 'CNY').times(Quantity.of(quantity), 'half-up'),
          byHand: at === 0 ? byHand : null,
        }),
      ),
    ),
  )

/** Tiers that begin so many units after each other, the dearest first. */
export function tiersOf(steps: readonly (readonly [units: number, price: number])[]) {
  const prices = steps.map(([, price]) => price).sort((a, b) => b - a)
  let from = 0
  return steps.map(([units], at) => {
    from += units
    return { from, price: Money.ofMinor(BigInt(prices[at] ?? 0), 'CNY').toString() }
  })
}

const percent = fc.constantFrom('5', '10', '33.3333', '50', '99', '100')
const selector = fc.option(
  fc.subarray([...items], { minLength: 1 }).map((codes) => ({ items: codes })),
  { nil: undefined },
)
const effects: fc.Arbitrary<OfferEffect> = fc.oneof(
  percent.map((of) => ({ kind: 'percentage' as const, percent: of })),
  fc
    .tuple(fc.constantFrom('0.01', '7.77', '100.00', '5000.00'), fc.constantFrom('order' as const, 'unit' as const))
    .map(([amount, per]) => ({ kind: 'amount' as const, amount, per })),
  fc.tuple(fc.integer({ min: 2, max: 4 }), percent).map(([nth, of]) => ({ kind: 'nth' as const, nth, percent: of })),
  fc.tuple(percent, fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 })).map(([of, needed, most]) => ({
    kind: 'together' as const,
    needs: { items: ['package'] },
    needed,
    percent: of,
    most,
  })),
  fc
    .record({
      steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 200_00 })), {
        minLength: 1,
        maxLength: 4,
      }),
      of: fc.constantFrom('all' as const, 'beyond' as const),
    })
    .map(({ steps, of }) => ({ kind: 'tiers' as const, tiers: tiersOf(steps), of })),
)

export const offerLists: fc.Arbitrary<Offer[]> = fc
  .array(
    fc.record({
      effect: effects,
      on: selector,
      combinable: fc.boolean(),
      priority: fc.integer({ min: 0, max: 2 }),
      type: fc.constantFrom('promotion' as const, 'coupon' as const),
    }),
    { maxLength: 5 },
  )
  .map((list) => list.map(({ effect, ...over }, at) => offerOf(`P${at}`, effect, over)))
