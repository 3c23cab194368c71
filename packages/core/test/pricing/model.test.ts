import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { trialBalanceIsZero } from '../orders/studio.ts'
import { openShop } from './studio.ts'

const pick = fc.nat(1000)
const step = fc.record({
  kind: fc.constantFrom(
    ...([
      'place',
      'place',
      'addLine',
      'changeLine',
      'cancelLine',
      'cancel',
      'pickUp',
      'promote',
      'end',
      'reprice',
    ] as const),
  ),
  a: pick,
  b: pick,
  c: pick,
})
const cny = (amount: string): bigint => Money.of(amount, 'CNY').minor
/** What a step may be refused with; anything else is a defect. */
const expected = /^(ORDER_|LINE_|LINES_|DISCOUNT_|COUPON_|PROMOTION_UNKNOWN|ADD_ON_)/
const coupons = { ONCE: 1, THRICE: 3 } as const

const lineOf = (b: number, c: number): object => {
  const quantity = 1 + (c % 3)
  const kinds = [
    { item: 'classic', options: c % 2 === 0 ? {} : { makeup: 'senior' } },
    { item: 'album', variant: '12in-leather', quantity },
    { item: 'frame', quantity: `${quantity}.5`, discount: `${c % 300}.05` },
    { item: 'family-set', quantity },
    { item: 'premium', ...(c % 4 === 0 ? { unitPrice: `${8000 + c}.99` } : {}) },
  ]
  return kinds[b % kinds.length] ?? {}
}

describe('whatever is bought by whatever rules', () => {
  it('steps add up, totals follow, and coupons are used exactly by the orders that have them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const shop = await openShop()
        const { desk, customer } = shop
        for (const [code, uses] of Object.entries(coupons)) {
          const effect = { kind: 'amount', amount: '88.88' } as const
          await desk.pricing.issueCoupons({
            code,
            name: code,
            effect,
            uses,
            usesEach: null,
            combinable: code === 'ONCE',
          })
        }
        const placed: string[] = []
        for (const { kind, a, b, c } of steps) {
          const orderId = placed[a % Math.max(1, placed.length)] ?? 'none'
          const lines = placed.length === 0 ? [] : (await desk.orders.get({ orderId })).lines
          const lineId = lines[b % Math.max(1, lines.length)]?.id ?? 'none'
          const given = c % 3 === 0 ? [Object.keys(coupons)[b % 2] ?? 'ONCE'] : []
          const promotion = `P${a % 3}`
          const effects = [
            { kind: 'percentage', percent: `${1 + (b % 60)}` },
            { kind: 'amount', amount: `${1 + c}.10`, per: b % 2 === 0 ? 'order' : 'unit' },
            { kind: 'nth', nth: 2, percent: '50' },
            { kind: 'tiers', tiers: [{ from: 2, price: `${1 + b}` }], of: b % 2 === 0 ? 'all' : 'beyond' },
          ]
          const acts = {
            place: async () => {
              const wanted = { customerId: customer.id, lines: [lineOf(b, c), lineOf(c, a)], coupons: given }
              placed.push((await desk.orders.place(wanted as never)).id)
            },
            addLine: () => desk.orders.addLine({ orderId, line: lineOf(b, c), coupons: given } as never),
            changeLine: () =>
              desk.orders.changeLine({
                orderId,
                lineId,
                quantity: 1 + (c % 4),
                ...(b % 2 === 0 ? { discount: `${c}.07` } : {}),
              }),
            cancelLine: () =>
              desk.orders.cancelLine({ orderId, lineId, bundleInPart: c % 2 === 0, along: c % 3 === 0 }),
            cancel: () => desk.orders.cancel({ orderId, reason: 'x' }),
            pickUp: () => desk.orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true }),
            promote: () =>
              desk.pricing.savePromotion({
                code: promotion,
                name: promotion,
                effect: effects[c % 4],
                combinable: b % 2 === 0,
              } as never),
            end: () => desk.pricing.endPromotion({ promotion }),
            reprice: () => desk.catalog.changeItem({ item: 'classic', price: `${4000 + c}.00` }),
          }
          await acts[kind]().catch((error: unknown) => {
            if (!isCalotypeError(error) || !expected.test(error.code)) throw error
          })
        }
        const uses = { ONCE: 0, THRICE: 0 }
        for (const orderId of placed) {
          const order = await desk.orders.get({ orderId })
          const left = order.lines.filter((line) => line.stage !== 'cancelled')
          for (const line of order.lines) {
            const sum = line.priceTrace.reduce((all, one) => all + cny(one.change), 0n)
            expect(sum).toBe(cny(line.amount))
            for (const one of line.priceTrace) expect(cny(one.after) >= 0n).toBe(true)
          }
          expect(cny(order.total)).toBe(left.reduce((all, line) => all + cny(line.amount), 0n))
          for (const code of ['ONCE', 'THRICE'] as const) {
            const shown = left.some((line) =>
              line.priceTrace.some(({ source }) => source?.kind === 'coupon' && source.code === code),
            )
            if (shown) uses[code]++
          }
        }
        for (const code of ['ONCE', 'THRICE'] as const) {
          const { used, saved } = await desk.pricing.coupon({ coupon: code })
          expect(used).toBe(uses[code])
          expect(used).toBeLessThanOrEqual(coupons[code])
          const { items } = await desk.pricing.couponUses({ coupon: code })
          expect(items.filter((one) => one.used)).toHaveLength(used)
          expect(cny(saved)).toBe(items.reduce((all, one) => all + cny(one.saved), 0n))
        }
        await trialBalanceIsZero(shop)
        await shop.engine.close()
      }),
      { numRuns: 40 },
    )
  })
})
