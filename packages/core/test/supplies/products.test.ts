import { describe, expect, it } from 'vitest'
import { balanceOf, type Desk, stockOf, supplied } from './studio.ts'

const paid = { legs: [{ method: 'wechat', amount: '600.00' }] }

async function selling() {
  const studio = await supplied()
  await studio.desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
  return studio
}

const intact = async (desk: Desk) => {
  expect(await desk.inventory.verify({})).toMatchObject({ intact: true })
  expect(await desk.ledger.verify({})).toMatchObject({ intact: true })
}

describe('goods of products', () => {
  it('are promised with the order, and leave at cost when it is picked up', async () => {
    const { desk, customer } = await selling()
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album', quantity: 2 }] })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 2 })
    expect(await desk.supplies.needsOf({ orderId: order.id })).toMatchObject([
      { line: 1, item: 'album-box', location: 'main', wanted: 2, outstanding: 2, promised: 2, taken: 0, stage: null },
    ])
    await desk.orders.pickUp({ orderId: order.id, arrearsAllowed: true })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 8, reserved: 0 })
    expect(await balanceOf(desk, 'COGS:Products')).toBe('200.00')
    expect(await desk.supplies.costsOf({ orderId: order.id })).toMatchObject({
      revenue: '1200.00',
      goods: '200.00',
      lab: '0.00',
      costs: '200.00',
      margin: '1000.00',
      marginPercent: '83.33',
      wasted: '0.00',
      lines: [{ line: 1, revenue: '1200.00', goods: '200.00', margin: '1000.00', marginPercent: '83.33' }],
    })
    await intact(desk)
  })

  it('are refused beyond what is there, with the line, the item, what is wanted and what is there', async () => {
    const { desk, customer, place } = await selling()
    await place([{ item: 'album', quantity: 7 }])
    const lines = [{ item: 'print' }, { item: 'album', quantity: 2 }, { item: 'album', quantity: 2 }]
    await expect(desk.orders.place({ customerId: customer.id, lines, payment: paid })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      status: 409,
      details: {
        short: [
          { line: 2, name: '相册', item: 'album-box', location: 'main', wanted: 4, available: 3 },
          { line: 3, name: '相册', item: 'album-box', location: 'main', wanted: 4, available: 3 },
        ],
      },
    })
    expect((await desk.orders.list()).items).toHaveLength(1)
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 7 })
  })

  it('follow the quantity of a line, and are free when it is cancelled', async () => {
    const { desk, place } = await selling()
    const order = await place([{ item: 'album', quantity: 2 }, { item: 'print' }])
    const orderId = order.id
    const lineId = order.lines[0]?.id ?? ''
    const reserved = async () => (await stockOf(desk, 'album-box')).reserved
    await desk.orders.changeLine({ orderId, lineId, quantity: 5 })
    expect(await reserved()).toBe(5)
    await desk.orders.changeLine({ orderId, lineId, quantity: 1 })
    expect(await reserved()).toBe(1)
    await expect(desk.orders.changeLine({ orderId, lineId, quantity: 11 })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
    })
    expect(await reserved()).toBe(1)
    await desk.orders.addLine({ orderId, line: { item: 'album' }, secondSale: true })
    expect(await reserved()).toBe(2)
    await desk.orders.cancelLine({ orderId, lineId })
    expect(await reserved()).toBe(1)
    await desk.orders.cancel({ orderId, reason: 'moved away' })
    expect(await reserved()).toBe(0)
    expect(await desk.supplies.needsOf({ orderId })).toMatchObject([{ outstanding: 0 }, { outstanding: 0 }])
    await intact(desk)
  })

  it('of what a line was before an exchange are never taken, whatever is taken back', async () => {
    const { desk, place } = await selling()
    await desk.supplies.setNeeds({ item: 'print', needs: [{ item: 'frame' }] })
    const { id: orderId, lines } = await place([{ item: 'album' }, { item: 'print' }])
    const lineId = lines[0]?.id ?? ''
    await desk.orders.exchangeLine({ orderId, lineId, item: 'print' })
    const untouched = { onHand: 10, reserved: 0 }
    expect(await stockOf(desk, 'album-box')).toEqual(untouched)
    for (const at of [1, 2]) {
      const { pickup } = await desk.orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true })
      expect([at, await stockOf(desk, 'album-box'), await stockOf(desk, 'frame')]).toEqual([
        at,
        untouched,
        { onHand: 9, reserved: 1 },
      ])
      await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'not hers' })
      expect([await stockOf(desk, 'album-box'), await stockOf(desk, 'frame')]).toEqual([
        untouched,
        { onHand: 10, reserved: 2 },
      ])
    }
    const needs = await desk.supplies.needsOf({ orderId })
    expect(needs.map(({ item, wanted, outstanding, promised }) => [item, wanted, outstanding, promised])).toEqual([
      ['album-box', 0, 0, 0],
      ['frame', 1, 1, 1],
      ['frame', 1, 1, 1],
    ])
    await intact(desk)
  })

  it('may be sold beyond what is there, and are promised when they come', async () => {
    const { desk, engine, place } = await selling()
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box', beyondStock: 'allow' }] })
    const first = await place([{ item: 'album', quantity: 8 }])
    const second = await place([{ item: 'album', quantity: 5 }])
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 10 })
    expect(await desk.supplies.shortages()).toMatchObject({
      items: [{ orderId: second.id, line: 1, item: 'album-box', outstanding: 5, promised: 2, short: 3 }],
      left: 0,
    })
    await expect(desk.orders.pickUp({ orderId: second.id, arrearsAllowed: true })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
    })
    await desk.inventory.receive({ lines: [{ item: 'album-box', quantity: 4, unitCost: '100' }] })
    await engine.settle()
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 14, reserved: 13 })
    expect(await desk.supplies.shortages()).toEqual({ items: [], left: 0 })
    for (const orderId of [first.id, second.id]) await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 1, reserved: 0 })
    await intact(desk)
  })
})
