/** Two engines on one file: a thing is handed over once, and money and goods agree whoever was faster. */
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, twoEngines } from './two-engines.ts'

const { deskOf } = twoEngines()

let customerId = ''

beforeEach(async () => {
  await deskOf(0).catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '100.00' })
  customerId = (await deskOf(0).customers.register({ name: '王芳' })).id
})

async function placed(quantity = 1) {
  const order = await deskOf(0).orders.place({ customerId, lines: [{ item: 'album', quantity }, { item: 'album' }] })
  return { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
}

const rounds = [0, 1, 2, 3, 4]

/** What stands delivered by the lines, and by the books. */
async function delivered(orderId: string) {
  const order = await deskOf(1).orders.get({ orderId })
  const lines = order.lines.filter(({ progress }) => progress === 'pickedUp')
  const { recognised } = await deskOf(0).ledger.balanceDue({ orderId })
  const amount = lines.reduce((sum, line) => sum + Number(line.amount), 0)
  expect(recognised).toBe(amount.toFixed(2))
  return { order, amount }
}

describe('two engines on one file', () => {
  it('hand a line over once', async () => {
    for (const round of rounds) {
      const { orderId, lineId } = await placed()
      const outcomes = await Promise.all(
        [0, 1, 2].map((turn) =>
          deskOf(turn + round).orders.pickUp.attempt({ orderId, lines: [lineId], arrearsAllowed: true }),
        ),
      )
      expect(failed(outcomes)).toEqual(['LINE_NOT_CHANGEABLE', 'LINE_NOT_CHANGEABLE'])
      expect((await delivered(orderId)).amount).toBe(100)
      expect((await deskOf(0).orders.pickups({ orderId })).items).toHaveLength(1)
    }
  })

  it('hand over as many pieces as there are', async () => {
    for (const round of rounds) {
      const { orderId, lineId } = await placed(3)
      const lines = [{ lineId, quantity: 2 }]
      const outcomes = await Promise.all(
        [0, 1].map((turn) => deskOf(turn + round).orders.pickUp.attempt({ orderId, lines, arrearsAllowed: true })),
      )
      // One piece is left: the second hears so.
      expect(failed(outcomes)).toEqual(['LINE_PART_INVALID'])
      expect((await delivered(orderId)).amount).toBe(200)
    }
  })

  it('cancel an order or hand it over, never both', async () => {
    for (const round of rounds) {
      const { orderId } = await placed()
      const [picked, cancelled] = await Promise.all([
        deskOf(round).orders.pickUp.attempt({ orderId, arrearsAllowed: true }),
        deskOf(round + 1).orders.cancel.attempt({ orderId, reason: 'x' }),
      ])
      expect([picked.ok, cancelled.ok].sort()).toEqual([false, true])
      const { order, amount } = await delivered(orderId)
      expect([order.status, amount]).toEqual(picked.ok ? ['completed', 200] : ['cancelled', 0])
    }
  })

  it('take a pickup back once, also while the rest is handed over', async () => {
    for (const round of rounds) {
      const { orderId, lineId } = await placed()
      const { pickup } = await deskOf(0).orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true })
      const taken = { pickupId: pickup.id, cause: 'mistake' as const, reason: 'x' }
      const [first, second, rest] = await Promise.all([
        deskOf(round).orders.takePickupBack.attempt(taken),
        deskOf(round + 1).orders.takePickupBack.attempt(taken),
        deskOf(round).orders.pickUp.attempt({ orderId, arrearsAllowed: true }),
      ])
      expect(failed([first, second])).toEqual(['PICKUP_TAKEN_BACK'])
      expect(rest.ok).toBe(true)
      // Whoever handed the rest over after it came back handed that over too.
      const { amount } = await delivered(orderId)
      const [slip] = rest.ok ? [rest.value.pickup] : []
      expect(amount).toBe(Number(slip?.amount))
    }
  })

  it('take the balance once, at the counter or with the pickup', async () => {
    for (const round of rounds) {
      const { orderId } = await placed()
      const payment = { legs: [{ method: 'cash', amount: '200.00' }] }
      const [paid, picked] = await Promise.all([
        deskOf(round).ledger.takePayment.attempt({ orderId, ...payment }),
        deskOf(round + 1).orders.pickUp.attempt({ orderId, payment }),
      ])
      expect(failed([paid, picked])).toEqual(['PAYMENT_EXCEEDS_DUE'])
      const { order, amount } = await delivered(orderId)
      expect([order.paid, amount]).toEqual(['200.00', picked.ok ? 200 : 0])
    }
  })
})
