import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { furnished, openStudio } from './studio.ts'

/** Two engines on one disk. */
async function twoEngines() {
  const disk = memoryDisk()
  const one = await furnished({ storage: memory({ disk }) })
  const other = await openStudio({ storage: memory({ disk }) })
  const order = await one.desk.orders.place({
    customerId: one.customer.id,
    lines: [{ item: 'album-12' }, { item: 'extra-image' }],
    payment: { legs: [{ method: 'cash', amount: '699.99' }] },
  })
  return { desks: [one.desk, other.desk] as const, one, other, order }
}

const codes = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] =>
  outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))

describe('two processes', () => {
  it('hand one line over once, and take it back once', async () => {
    const { desks, order } = await twoEngines()
    const lines = [order.lines[0]?.id ?? '']
    const handed = await Promise.allSettled(desks.map((desk) => desk.orders.pickUp({ orderId: order.id, lines })))
    expect(codes(handed)).toEqual(['LINE_NOT_CHANGEABLE'])
    const [slip] = (await desks[0].orders.pickups({ orderId: order.id })).items
    const taken = { pickupId: slip?.id ?? '', cause: 'mistake' as const, reason: 'x' }
    const back = await Promise.allSettled(desks.map((desk) => desk.orders.takePickupBack(taken)))
    expect(codes(back)).toEqual(['PICKUP_TAKEN_BACK'])
    expect(await desks[1].ledger.balanceDue({ orderId: order.id })).toMatchObject({
      recognised: '0.00',
      paid: '699.99',
    })
  })

  it('cancel an order or hand it over', async () => {
    const { desks, order } = await twoEngines()
    const outcomes = await Promise.allSettled([
      desks[0].orders.pickUp({ orderId: order.id }),
      desks[1].orders.cancel({ orderId: order.id, reason: 'x' }),
    ])
    expect(codes(outcomes)).toHaveLength(1)
    const { status } = await desks[0].orders.get({ orderId: order.id })
    expect(status).toBe(outcomes[0]?.status === 'fulfilled' ? 'completed' : 'cancelled')
  })
})
