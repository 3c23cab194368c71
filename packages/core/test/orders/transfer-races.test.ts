/** Two engines on one store: whatever comes first, nothing is lost, and nobody is told of a deadlock. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { booksAreRight, cny, furnishedChain, openChain } from './two-branches.ts'

/** What a slower one may be refused with. */
const refusals = [
  'ORDER_CLOSED',
  'ORDER_CHANGED',
  'ORDER_NOT_TRANSFERABLE',
  'ORDERS_NOT_MERGEABLE',
  'LINE_UNKNOWN',
  'LINE_NOT_CHANGEABLE',
  'COMMITMENT_CANCELLED',
  'PAYMENT_EXCEEDS_DUE',
  'REFUND_EXCEEDS_LEFT',
  'BALANCE_DUE',
]

interface Outcome {
  readonly ok: boolean
  readonly error?: { readonly code: string }
}

const mustBeRefusals = (outcomes: readonly Outcome[]): void => {
  for (const { ok, error } of outcomes) if (!ok) expect(refusals).toContain(error?.code)
}

async function twoEngines() {
  const disk = memoryDisk()
  const first = await furnishedChain({ storage: memory({ disk }) })
  const second = await openChain({ storage: memory({ disk }), clock: first.clock })
  const place = (paid = '1000.00') =>
    first.desk.orders.place({
      customerId: first.customer.id,
      lines: [{ item: 'wedding' }, { item: 'album' }],
      payment: { legs: [{ method: 'card', amount: paid }] },
    })
  return { first, second, place, desks: [first.desk, second.west] as const }
}

type Act = () => Promise<Outcome>

/** Begins them in an order that the scheduler chooses. */
async function race(scheduler: fc.Scheduler, acts: readonly Act[]): Promise<readonly Outcome[]> {
  const begun = acts.map((act, at) => scheduler.schedule(Promise.resolve(at)).then(act))
  await scheduler.waitAll()
  const outcomes = await Promise.all(begun)
  mustBeRefusals(outcomes)
  return outcomes
}

const legs = [{ method: 'card', amount: '100.00' }]

const raced = (run: (scheduler: fc.Scheduler) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.scheduler(), run), { numRuns: 15 })

describe('two engines on one store', () => {
  it('move an order to another branch and pay it: the deposit is where the order is', async () => {
    await raced(async (scheduler) => {
      const { first, desks, place } = await twoEngines()
      const [one, other] = desks
      const { id: orderId } = await place()
      const move = { orderId, toBranch: 'west', reason: 'nearer' }
      const outcomes = await race(scheduler, [
        () => one.ledger.takePayment.attempt({ orderId, legs }),
        () => other.orders.transferToBranch.attempt(move),
        () => other.ledger.takePayment.attempt({ orderId, legs }),
        () => one.orders.transferToBranch.attempt(move),
        () => one.ledger.takePayment.attempt({ orderId, legs }),
      ])
      expect(outcomes.map(({ ok }) => ok).filter((ok) => ok)).toHaveLength(4)
      const balance = await first.desk.ledger.balanceDue({ orderId })
      expect(balance).toMatchObject({ branch: 'west', deposits: '1300.00', paid: '1300.00' })
      await booksAreRight(first)
    })
  })

  it('merge orders crosswise: one stands for both', async () => {
    await raced(async (scheduler) => {
      const { first, desks, place } = await twoEngines()
      const [one, other] = desks
      const [a, b] = [await place(), await place()]
      const outcomes = await race(scheduler, [
        () => one.orders.merge.attempt({ survivorId: a.id, mergedId: b.id }),
        () => other.orders.merge.attempt({ survivorId: b.id, mergedId: a.id }),
        () => one.ledger.takePayment.attempt({ orderId: a.id, legs }),
        () => other.ledger.takePayment.attempt({ orderId: b.id, legs }),
      ])
      expect(outcomes.slice(0, 2).filter(({ ok }) => ok)).toHaveLength(1)
      expect(outcomes.slice(2).every(({ ok }) => ok)).toBe(true)
      const found = [await first.desk.orders.get({ orderId: a.id }), await first.desk.orders.get({ orderId: b.id })]
      const stands = found.filter(({ mergedInto }) => mergedInto === null)
      expect(stands).toMatchObject([{ paid: '2200.00', total: '11198.00', balanceDue: '8998.00' }])
      await booksAreRight(first)
    })
  })

  it('merge an order while it is picked up, refunded, changed or given away', async () => {
    await raced(async (scheduler) => {
      const { first, desks, place } = await twoEngines()
      const [one, other] = desks
      const [a, b, c] = [await place('5599.00'), await place(), await place()]
      const [receipt] = (await first.desk.ledger.receipts({ orderId: b.id })).items
      const lineId = b.lines[1]?.id ?? ''
      const outcomes = await race(scheduler, [
        () => one.orders.merge.attempt({ survivorId: a.id, mergedId: b.id }),
        () => other.orders.pickUp.attempt({ orderId: b.id, lines: [lineId], arrearsAllowed: true }),
        () => one.ledger.refund.attempt({ receiptId: receipt?.id ?? '', amount: '100.00', reason: 'agreed' }),
        () => other.orders.addLine.attempt({ orderId: b.id, line: { item: 'album' } }),
        () => one.orders.merge.attempt({ survivorId: c.id, mergedId: a.id }),
        () =>
          other.orders.transferToCustomer.attempt({
            orderId: b.id,
            toCustomerId: first.friend.id,
            consent: 'inPerson',
            reason: 'gift',
          }),
      ])
      expect(outcomes[2]?.ok).toBe(true)
      let paid = 0n
      for (const { id: orderId } of [a, b, c]) {
        const order = await first.desk.orders.get({ orderId })
        paid += cny(order.paid)
        const lines = order.lines.filter(({ progress }) => progress !== 'cancelled')
        expect(cny(order.total)).toBe(lines.reduce((sum, { amount }) => sum + cny(amount), 0n))
      }
      expect(paid).toBe(cny('7499.00'))
      await booksAreRight(first)
    })
  })
})
