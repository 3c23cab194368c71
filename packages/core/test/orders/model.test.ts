import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderStatus } from '../../src/orders/index.ts'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { furnished, trialBalanceIsZero } from './studio.ts'

const pick = fc.nat(1000)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('place' as const), a: pick, b: pick, c: pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('addLine', 'changeLine', 'cancelLine', 'pay', 'pickUp', 'pickUpLine', 'cancel' as const),
      a: pick,
      b: pick,
      c: pick,
    }),
  },
)

const items = ['wedding-classic', 'album-12', 'extra-image'] as const
const cny = (amount: string): bigint => Money.of(amount, 'CNY').minor
const shown = (minor: bigint): string => Money.ofMinor(minor, 'CNY').toString()
/** What a step may be refused with; anything else is a defect. */
const expected = /^(ORDER_|LINE_|BALANCE_DUE|DISCOUNT_|FORFEIT_|PAYMENT_EXCEEDS_DUE|COMMITMENT_)/

describe('whatever is done to orders', () => {
  it('totals, status, accounts and statistics follow from the lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const studio = await furnished()
        const { desk, customer } = studio
        const { orders: room } = desk
        const placed: string[] = []
        for (const { kind, a, b, c } of steps) {
          const orderId = placed[a % Math.max(1, placed.length)] ?? 'none'
          const lines = placed.length === 0 ? [] : (await room.get({ orderId })).lines
          const lineId = lines[b % Math.max(1, lines.length)]?.id ?? 'none'
          const line = { item: items[b % 3] ?? 'album-12', quantity: `${1 + (c % 3)}.${c % 4}` }
          const legs = [{ method: c % 2 === 0 ? 'cash' : 'wechat', amount: `${1 + (c % 900)}.${10 + (b % 90)}` }]
          const acts = {
            place: async () => {
              const payment = c % 3 === 0 ? {} : { payment: { legs: [{ method: 'cash', amount: '50.00' }] } }
              placed.push(
                (await room.place({ customerId: customer.id, lines: [line, { item: 'album-12' }], ...payment })).id,
              )
            },
            addLine: () => room.addLine({ orderId, line, secondSale: c % 2 === 0 }),
            changeLine: () => room.changeLine({ orderId, lineId, quantity: 1 + (c % 4), discount: `${c % 300}.05` }),
            cancelLine: () => room.cancelLine({ orderId, lineId }),
            pay: () => desk.ledger.takePayment({ orderId, legs }),
            pickUp: () => room.pickUp({ orderId, arrearsAllowed: c % 2 === 0 }),
            pickUpLine: () => room.pickUp({ orderId, lines: [lineId], arrearsAllowed: true }),
            cancel: () =>
              room.cancel({ orderId, reason: 'x', forfeit: c % 2 === 0 ? '0' : '20.00', refund: c % 3 === 0 }),
          }
          await acts[kind]().catch((error: unknown) => {
            if (!isCalotypeError(error) || !expected.test(error.code)) throw error
          })
        }
        let outstanding = 0n
        let sold = 0n
        const open: string[] = []
        for (const orderId of placed) {
          const order = await room.get({ orderId })
          const kept = order.lines.filter((line) => line.stage !== 'cancelled')
          const total = kept.reduce((sum, line) => sum + cny(line.amount), 0n)
          expect(order.total).toBe(shown(total))
          for (const { amount, priceTrace } of order.lines) {
            expect(shown(priceTrace.reduce((sum, step) => sum + cny(step.change), 0n))).toBe(amount)
          }
          expect(order.status).toBe(orderStatus(order.lines))
          const account = await desk.ledger.balanceDue({ orderId })
          expect([order.paid, order.balanceDue, order.overpaid]).toEqual([
            account.paid,
            account.balanceDue,
            account.overpaid,
          ])
          const delivered = order.lines.filter((line) => line.stage === 'pickedUp')
          expect(account.recognised).toBe(shown(delivered.reduce((sum, line) => sum + cny(line.amount), 0n)))
          outstanding += cny(order.balanceDue)
          sold += total
          if (order.status !== 'cancelled') open.push(orderId)
        }
        const day = await desk.statistics.dailySummary()
        expect(day.orders).toMatchObject({ count: open.length, amount: shown(sold) })
        expect(day.byCategory.reduce((sum, one) => sum + cny(one.amount), 0n)).toBe(sold)
        expect(day.receivables.outstanding).toBe(shown(outstanding))
        expect(cny(day.turnover)).toBe(cny(day.receipts.amount) - cny(day.refunds.amount))
        const balances = await Promise.all(placed.map((orderId) => desk.ledger.balanceDue({ orderId })))
        expect(cny(day.prepayments.balance)).toBe(balances.reduce((sum, one) => sum + cny(one.deposits), 0n))
        expect(cny(day.receivables.delivered)).toBe(balances.reduce((sum, one) => sum + cny(one.receivable), 0n))
        const net = balances.reduce((sum, one) => sum + cny(one.paid), 0n)
        expect(cny(day.turnover)).toBe(net)
        await trialBalanceIsZero(studio)
        await studio.engine.close()
      }),
      { numRuns: 40 },
    )
  })
})
