/** Two engines on one file: orders that change hands and become one lose nothing. */
import { beforeEach, describe, expect, it } from 'vitest'
import { twoEngines } from './two-engines.ts'

const { deskOf, settle } = twoEngines({ branches: { main: {}, west: {} } })

let customerId = ''

beforeEach(async () => {
  const desk = deskOf(0)
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '100.00' })
  customerId = (await desk.customers.register({ name: '王芳' })).id
})

const place = () =>
  deskOf(0).orders.place({
    customerId,
    lines: [{ item: 'frame' }, { item: 'frame' }],
    payment: { legs: [{ method: 'card', amount: '50.00' }] },
  })

const legs = [{ method: 'card', amount: '10.00' }]

async function evenBooks(): Promise<void> {
  for (const branch of ['main', 'west']) {
    const { totals } = await deskOf(0).ledger.trialBalance({ branch })
    for (const { debit, credit } of totals) expect(debit).toBe(credit)
  }
  await settle()
  for (const branch of ['main', 'west']) {
    expect(await deskOf(1, branch).ledger.verify({})).toMatchObject({ intact: true, unsealed: { count: 0 } })
  }
}

describe('two engines on one file', () => {
  it('merge orders crosswise and pay them: one stands for both, with all that was paid', async () => {
    for (let round = 0; round < 4; round++) {
      const [a, b] = [await place(), await place()]
      const outcomes = await Promise.all([
        deskOf(round).orders.merge.attempt({ survivorId: a.id, mergedId: b.id }),
        deskOf(round + 1).orders.merge.attempt({ survivorId: b.id, mergedId: a.id }),
        deskOf(round).ledger.takePayment.attempt({ orderId: b.id, legs }),
        deskOf(round + 1).ledger.takePayment.attempt({ orderId: a.id, legs }),
      ])
      expect(outcomes.slice(0, 2).filter(({ ok }) => ok)).toHaveLength(1)
      for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('ORDER_CLOSED')
      const found = await Promise.all([a, b].map(({ id: orderId }) => deskOf(0).orders.get({ orderId })))
      const stands = found.filter(({ mergedInto }) => mergedInto === null)
      expect(stands).toMatchObject([{ paid: '120.00', total: '400.00', balanceDue: '280.00' }])
      expect(stands[0]?.lines).toHaveLength(4)
    }
    await evenBooks()
  })

  it('move an order while it is paid and picked up', async () => {
    for (let round = 0; round < 4; round++) {
      const { id: orderId, lines } = await place()
      const move = { orderId, toBranch: 'west', reason: 'nearer' }
      const outcomes = await Promise.all([
        deskOf(round).orders.transferToBranch.attempt(move),
        deskOf(round + 1).ledger.takePayment.attempt({ orderId, legs }),
        deskOf(round, 'west').ledger.takePayment.attempt({ orderId, legs }),
        deskOf(round + 1).orders.pickUp.attempt({
          orderId,
          lines: [lines[0]?.id ?? ''],
          arrearsAllowed: true,
          unfinishedAllowed: true,
        }),
      ])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true, true])
      expect(await deskOf(0).ledger.balanceDue({ orderId })).toMatchObject({
        branch: 'west',
        paid: '70.00',
        recognised: '100.00',
        receivable: '30.00',
      })
    }
    await evenBooks()
  })
})
