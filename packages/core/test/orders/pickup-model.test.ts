import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderStatus } from '../../src/orders/index.ts'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { Money } from '../../src/values/money.ts'
import { accountBalance, furnished, trialBalanceIsZero } from './studio.ts'

const pick = fc.nat(1000)
const step = fc.record({
  kind: fc.constantFrom(
    'pickUp',
    'pieces',
    'pieces',
    'takeBack',
    'takeBack',
    'takeLineBack',
    'pay',
    'refund',
    'elsewhere' as const,
  ),
  a: pick,
  b: pick,
})
const cny = (amount: string): bigint => Money.of(amount, 'CNY').minor
const expected = /^(ORDER_CLOSED|LINE_|PICKUP_|PAYMENT_EXCEEDS_DUE|REFUND_|AMOUNT_|BALANCE_DUE|STATEMENT)/

describe('whatever is handed over and taken back', () => {
  it('what was earned is what stands delivered, and the customer’s money is what was paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (steps) => {
        const studio = await furnished()
        const { desk, customer, engine } = studio
        const order = await desk.orders.place({
          customerId: customer.id,
          lines: [
            { item: 'album-12', quantity: 5, discount: '33.33' },
            { item: 'extra-image', quantity: '3.5', discount: '0.07' },
            { item: 'wedding-classic' },
          ],
        })
        const orderId = order.id
        const north = engine.as({
          tenant: 'rose',
          branch: 'north',
          actor: { id: 'north', roles: [{ role: 'manager', branches: ['north'] }, 'visitingPickups'] },
        })
        const receipts: string[] = []
        let paid = 0n
        for (const { kind, a, b } of steps) {
          const { lines } = await desk.orders.get({ orderId })
          const line = lines[a % lines.length]
          const slips = (await desk.orders.pickups({ orderId, limit: 200 })).items
          const slip = slips[a % Math.max(1, slips.length)]
          const lineId = line?.id ?? ''
          const pickupId = slip?.id ?? 'none'
          const taken = { pickupId, cause: 'mistake' as const, reason: 'x' }
          const acts = {
            pickUp: () => desk.orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true }),
            pieces: () =>
              desk.orders.pickUp({ orderId, lines: [{ lineId, quantity: 1 + (b % 3) }], arrearsAllowed: true }),
            elsewhere: () =>
              north.orders.pickUpElsewhere({
                orderId,
                lines: [lineId],
                payment: { legs: [{ method: 'cash', amount: `${1 + b}.00` }] },
              }),
            takeBack: () => desk.orders.takePickupBack(taken),
            takeLineBack: () => {
              const one = slip?.lines[b % (slip.lines.length || 1)]?.lineId ?? 'none'
              return desk.orders.takePickupBack({ ...taken, lines: [one] })
            },
            pay: async () => {
              const receipt = await desk.ledger.takePayment({
                orderId,
                legs: [{ method: 'cash', amount: `${1 + b}.50` }],
              })
              receipts.push(receipt.id)
              paid += cny(receipt.amount)
            },
            refund: async () => {
              const receiptId = receipts[a % Math.max(1, receipts.length)] ?? 'none'
              if (receiptId === 'none') return
              await desk.ledger.refund({ receiptId, amount: '1.25', reason: 'x' })
              paid -= cny('1.25')
            },
          }
          await acts[kind]().catch((error: unknown) => {
            if (!isCalotypeError(error) || !expected.test(error.code)) throw error
          })
        }
        const after = await desk.orders.get({ orderId })
        const sum = (rows: readonly { amount: string }[]) => rows.reduce((all, { amount }) => all + cny(amount), 0n)
        // Splitting lines changes neither what the order costs nor how much of each thing there is.
        expect(after.total).toBe(order.total)
        expect(sum(after.lines)).toBe(cny(order.total))
        expect(after.status).toBe(orderStatus(after.lines))
        for (const { amount, priceTrace } of after.lines) {
          expect(priceTrace.reduce((all, { change }) => all + cny(change), 0n)).toBe(cny(amount))
        }
        const delivered = after.lines.filter(({ progress }) => progress === 'pickedUp')
        for (const one of after.lines) expect(one.pickedUpDate === null).toBe(one.progress !== 'pickedUp')
        const account = await desk.ledger.balanceDue({ orderId })
        const recognised = cny(account.recognised)
        expect(recognised).toBe(sum(delivered))
        // What stands on the slips is what stands delivered.
        const slips = (await desk.orders.pickups({ orderId, limit: 200 })).items
        expect(sum(slips.flatMap(({ lines }) => lines.filter(({ takenBack }) => !takenBack)))).toBe(recognised)
        const elsewhere = slips.filter(({ branch }) => branch === 'north')
        const here = cny(account.paid)
        expect(here >= paid).toBe(true)
        if (elsewhere.length === 0) expect(here).toBe(paid)
        expect(cny(account.deposits)).toBe(here > recognised ? here - recognised : 0n)
        expect(cny(account.receivable)).toBe(recognised > here ? recognised - here : 0n)
        const owed =
          cny(await accountBalance(studio, 'CustomerDeposits')) + cny(await accountBalance(studio, 'AR:Customers'))
        expect(owed < 0n ? -owed : owed).toBe(here > recognised ? here - recognised : recognised - here)
        const day = await desk.statistics.dailySummary()
        expect(cny(day.pickups.amount)).toBe(recognised)
        await trialBalanceIsZero(studio)
        await engine.settle()
        for (const branch of ['main', 'north']) {
          expect(await desk.ledger.verify({ branch })).toMatchObject({ intact: true, unsealed: { count: 0 } })
        }
        await engine.close()
      }),
      { numRuns: 20 },
    )
  })
})
