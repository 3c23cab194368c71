import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { linesReturned, lineSplit, orders, ordersLines } from '../../src/orders/index.ts'
import { balanceOf, openSupplied, furnish, stockOf } from './studio.ts'

/** Raises what is raised when a pickup is taken back, and when pieces of a line become a line of their own. */
const counterDesk = definePlugin({
  name: 'counterDesk',
  version: '1.0.0',
  requires: { orders: '*' },
  operations: {
    takeBack: operation({
      name: 'counterDesk.takeBack',
      summary: 'Takes a pickup back.',
      kind: 'command',
      input: z.strictObject({ orderId: z.string() }),
      output: z.null(),
      async run(context, { orderId }) {
        const order = await context.store.getForUpdate(orders, orderId)
        if (order === undefined) throw new Error('no order')
        const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
        await context.raise(linesReturned, { order, lines, reason: 'given to another customer' })
        return null
      },
    }),
    split: operation({
      name: 'counterDesk.split',
      summary: 'Splits a line of an order.',
      kind: 'command',
      input: z.strictObject({ orderId: z.string(), kept: z.string(), apart: z.string() }),
      output: z.null(),
      async run(context, { orderId, kept, apart }) {
        const [before] = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 1 })
        if (before === undefined) throw new Error('no line')
        const rest = await context.store.update(ordersLines, before, { quantity: kept })
        const { version: _, ...columns } = before
        const part = context.store.insert(ordersLines, { ...columns, id: context.newId(), line: 99, quantity: apart })
        await context.raise(lineSplit, { before, rest, part })
        return null
      },
    }),
  },
})

async function handing(needs: readonly { item: string; quantity?: number }[]) {
  const studio = await openSupplied({ plugins: [counterDesk] })
  const { desk } = studio
  await furnish(desk)
  await desk.inventory.addItem({ code: 'drive', name: '硬盘', kind: 'product', tracking: 'serial' })
  const units = ['D-1', 'D-2', 'D-3'].map((serial, at) => ({
    item: 'drive',
    quantity: 1,
    serial,
    value: `${300 + at}`,
  }))
  await desk.inventory.receive({ lines: units })
  await desk.inventory.addItem({ code: 'film', name: '胶片', kind: 'product', tracking: 'lot' })
  for (const [lot, expiresOn, unitCost] of [
    ['A', '2026-12-01', '5'],
    ['B', '2027-12-01', '6'],
  ] as const) {
    await desk.inventory.receive({ lines: [{ item: 'film', quantity: 2, lot, expiresOn, unitCost }] })
  }
  await desk.supplies.setNeeds({ item: 'album', needs: [...needs] })
  const customer = await desk.customers.register({ name: '王芳', phone: '13800000000' })
  const place = (quantity = 1) => desk.orders.place({ customerId: customer.id, lines: [{ item: 'album', quantity }] })
  const counterOf = desk as unknown as {
    readonly counterDesk: {
      takeBack(input: { orderId: string }): Promise<null>
      split(input: { orderId: string; kept: string; apart: string }): Promise<null>
    }
  }
  return { ...studio, place, counterDesk: counterOf.counterDesk }
}

describe('what is handed over', () => {
  it('is named by its serials, as many as are due', async () => {
    const { desk, place } = await handing([{ item: 'drive' }])
    const { id: orderId, lines } = await place(2)
    const lineId = lines[0]?.id ?? ''
    const pickUp = (serials?: string[], item = 'drive') =>
      desk.orders.pickUp({
        orderId,
        arrearsAllowed: true,
        goods: serials === undefined ? [] : [{ lineId, item, serials }],
      })
    await expect(pickUp()).rejects.toMatchObject({
      code: 'GOODS_NUMBERS_MISSING',
      details: { line: 1, item: 'drive', wanted: 2, given: 0 },
    })
    await expect(pickUp(['D-2'])).rejects.toMatchObject({ code: 'GOODS_NUMBERS_MISSING' })
    await expect(pickUp(['D-2', 'D-9'])).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    await expect(pickUp(['D-2', 'D-2'])).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    await expect(pickUp(['D-2', 'D-3'], 'frame')).rejects.toMatchObject({ code: 'GOODS_NOT_DUE' })
    await pickUp(['D-2', 'D-3'])
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '603.00' })
    expect(await stockOf(desk, 'drive')).toEqual({ onHand: 1, reserved: 0 })
    const { items } = await desk.inventory.serials({ item: 'drive', status: 'out' })
    expect(items.map(({ serial }) => serial).sort()).toEqual(['D-2', 'D-3'])
  })

  it('is of the lots that expire first, or of the one that is named', async () => {
    const { desk, place } = await handing([{ item: 'film' }])
    const first = await place(3)
    await desk.orders.pickUp({ orderId: first.id, arrearsAllowed: true })
    expect(await desk.supplies.costsOf({ orderId: first.id })).toMatchObject({ goods: '16.50' })
    const second = await place()
    const goods = (lot: string) => [{ lineId: second.lines[0]?.id ?? '', item: 'film', lot }]
    await expect(
      desk.orders.pickUp({ orderId: second.id, arrearsAllowed: true, goods: goods('A') }),
    ).rejects.toMatchObject({ code: 'LOT_INVALID' })
    await desk.orders.pickUp({ orderId: second.id, arrearsAllowed: true, goods: goods('B') })
    expect(await stockOf(desk, 'film')).toEqual({ onHand: 0, reserved: 0 })
    expect(await desk.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('comes back at the cost at which it left, whatever it costs meanwhile, and is promised to its line again', async () => {
    const { desk, place, counterDesk: counter } = await handing([{ item: 'album-box', quantity: 2 }, { item: 'film' }])
    const { id: orderId } = await place(3)
    await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    await desk.inventory.receive({ lines: [{ item: 'album-box', quantity: 10, unitCost: '900' }] })
    const before = await balanceOf(desk, 'COGS:Products')
    await counter.takeBack({ orderId })
    expect([before, await balanceOf(desk, 'COGS:Products')]).toEqual(['616.50', '0.00'])
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 20, reserved: 6 })
    expect(await stockOf(desk, 'film')).toEqual({ onHand: 4, reserved: 3 })
    expect(await desk.supplies.needsOf({ orderId })).toMatchObject([
      { taken: 0, outstanding: 6, promised: 6 },
      { taken: 0, outstanding: 3, promised: 3 },
    ])
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '0.00' })
    await counter.takeBack({ orderId })
    expect(await stockOf(desk, 'film')).toEqual({ onHand: 4, reserved: 3 })
    expect(await desk.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('is shared out between the two when pieces of a line become a line of their own', async () => {
    const { desk, place, counterDesk: counter } = await handing([{ item: 'album-box', quantity: 2 }])
    const { id: orderId } = await place(3)
    await counter.split({ orderId, kept: '1', apart: '2' })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 6 })
    const needs = await desk.supplies.needsOf({ orderId })
    expect(needs.map(({ line, wanted, outstanding, promised }) => [line, wanted, outstanding, promised])).toEqual([
      [1, 2, 2, 2],
      [99, 4, 4, 4],
    ])
  })
})
