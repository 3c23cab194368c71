import { describe, expect, it } from 'vitest'
import { type Buying, openBuying, placeOrder, sentOrder } from './studio.ts'

/** Three albums used a day for ten days, 100 to begin with; a supplier who takes seven days. */
async function busy(stock = 100) {
  const room = await openBuying({ settings: { procurement: { usedDays: 10, reviewDays: 7 } } })
  const { manager, clock, factory } = room
  clock.now = '2026-11-12T04:00:00.000Z'
  await manager.inventory.receive({ lines: [{ item: 'album', quantity: stock, unitCost: '1' }], against: 'Capital' })
  const orderId = await placeOrder(manager)
  for (let day = 13; day <= 22; day++) {
    clock.now = `2026-11-${day}T04:00:00.000Z`
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: day === 22 ? 2 : 3 }], orderId })
  }
  await manager.inventory.waste({ lines: [{ item: 'album', quantity: 1 }], reason: 'torn' })
  await manager.procurement.addSupplierItem({
    supplierId: factory,
    item: 'album',
    price: '12.00',
    pack: { unit: 'box', quantity: 12 },
    leadTimeDays: 7,
  })
  return room
}

const suggested = async ({ manager, items }: Buying) => {
  const { suggestions, count } = await manager.procurement.suggestions({})
  expect(suggestions).toHaveLength(count)
  return suggestions.find((one) => one.itemId === items.album)
}

describe('suggestions', () => {
  it('order what is missing to the target in whole packs, and tell the numbers', async () => {
    const room = await busy(61)
    const { manager, items, factory } = room
    expect(await suggested(room)).toBeUndefined()
    await manager.inventory.setLevels({ item: 'album', safety: 10 })
    // 3 × 7 + 10 = 31, and 31 is what there is. To the next review 21 more are used.
    expect(await suggested(room)).toEqual({
      itemId: items.album,
      code: 'album',
      name: 'album',
      unit: 'piece',
      onHand: 31,
      reserved: 0,
      needed: 0,
      inTransit: 0,
      ordered: 0,
      drafted: 0,
      projected: 31,
      used: 30,
      usedDays: 10,
      dailyUse: '3.00',
      daysOfStock: 10,
      leadTimeDays: 7,
      safety: 10,
      reorderPoint: 31,
      pointBy: 'use',
      target: 52,
      need: 21,
      order: {
        supplierId: factory,
        supplier: '晨光相册厂',
        because: 'only',
        quantity: 24,
        pack: { unit: 'box', quantity: 12 },
        packs: 2,
        minimum: 0,
        price: '12.00',
        per: 12,
        amount: '24.00',
        expectedOn: '2026-11-29',
      },
    })
  })

  it('count what is reserved, on its way, ordered and drafted', async () => {
    const room = await busy(61)
    const { manager, west, factory, items } = room
    await manager.inventory.setLevels({ item: 'album', low: 40, high: 60 })
    await manager.inventory.reserve({ lines: [{ item: 'album', quantity: 4 }], orderId: await placeOrder(manager) })
    const spare = { item: 'album', quantity: 5 }
    await west.inventory.receive({ lines: [{ ...spare, unitCost: '1' }], against: 'Capital' })
    await west.inventory.sendTransfer({ toBranch: 'main', lines: [spare] })
    const orderId = await sentOrder(manager, factory, [{ item: 'album', quantity: 4 }])
    await manager.procurement.receive({ supplierId: factory, lines: [{ orderId, line: 1, accepted: 1 }] })
    await manager.procurement.draftOrder({ supplierId: factory, lines: [{ item: 'album', quantity: 2 }] })
    const told = { onHand: 32, reserved: 4, inTransit: 5, ordered: 3, drafted: 2, projected: 38 }
    expect(await suggested(room)).toMatchObject({ ...told, reorderPoint: 40, pointBy: 'level', target: 60, need: 22 })
    // What customers cannot have is not counted.
    const { id: location } = await manager.inventory.addLocation({ code: 'torn', name: 'Torn', sellable: false })
    await manager.inventory.move({ to: location, lines: [{ item: 'album', quantity: 2 }] })
    expect(await suggested(room)).toMatchObject({ onHand: 30, projected: 36 })
    expect(items.album).toBe((await suggested(room))?.itemId)
  })

  it('choose the preferred supplier, the cheapest at that quantity, or the fastest before stock runs out', async () => {
    const room = await busy(61)
    const { manager, factory, printer } = room
    const add = {
      supplierId: printer,
      item: 'album',
      price: '0.99',
      leadTimeDays: 6,
      breaks: [{ from: 40, price: '0.5' }],
    }
    const { id: other } = await manager.procurement.addSupplierItem(add)
    await manager.inventory.setLevels({ item: 'album', low: 31, high: 51 })
    expect((await suggested(room))?.order).toMatchObject({ supplierId: printer, because: 'cheapest', quantity: 20 })
    const { items } = await manager.procurement.supplierItems({ supplierId: factory })
    const own = items[0]?.id ?? ''
    await manager.procurement.changeSupplierItem({ supplierItemId: own, preferred: true })
    expect((await suggested(room))?.order).toMatchObject({ supplierId: factory, because: 'preferred', quantity: 24 })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 11 }] })
    // 20 last for four days, and the preferred supplier takes seven.
    expect((await suggested(room))?.order).toMatchObject({
      supplierId: printer,
      because: 'fastest',
      expectedOn: '2026-11-28',
    })
    await manager.procurement.changeSupplierItem({ supplierItemId: other, validUntil: '2026-11-22' })
    room.clock.now = '2026-11-23T04:00:00.000Z'
    expect((await suggested(room))?.order).toMatchObject({ supplierId: factory, because: 'only' })
    await manager.payables.changeSupplier({ supplierId: factory, active: false })
    expect(await suggested(room)).toMatchObject({ order: null })
  })

  it('tell no days of stock of what nobody uses', async () => {
    const room = await openBuying()
    const { manager } = room
    await manager.inventory.setLevels({ item: 'album', low: 5, high: 9 })
    expect(await suggested(room)).toMatchObject({ daysOfStock: null, dailyUse: '0.00', need: 9, order: null })
    await manager.inventory.changeItem({ item: 'album', active: false })
    expect(await suggested(room)).toBeUndefined()
  })

  it('become drafts by supplier, and are not drafted twice', async () => {
    const room = await busy(61)
    const { manager, printer, items } = room
    await manager.inventory.setLevels({ item: 'album', safety: 10 })
    await manager.inventory.setLevels({ item: 'paper', low: 100, high: 500 })
    await manager.inventory.setLevels({ item: 'ink', low: 5 })
    const paper = { supplierId: printer, item: 'paper', price: '35.00', pack: { unit: 'ream', quantity: 500 } }
    await manager.procurement.addSupplierItem({ ...paper, minimum: 800 })
    const only = await manager.procurement.orderSuggested({ itemIds: [items.paper] })
    expect(only.orders).toMatchObject([{ status: 'draft', lines: [{ quantity: 1000, amount: '70.00' }] }])
    const { orders, withoutSupplier } = await manager.procurement.orderSuggested({})
    expect(orders).toMatchObject([{ lines: [{ itemId: items.album, quantity: 24 }] }])
    expect(withoutSupplier).toEqual([items.ink])
    expect((await manager.procurement.orderSuggested({})).orders).toEqual([])
    expect((await manager.procurement.suggestions({ supplierId: printer })).suggestions).toEqual([])
  })
})
