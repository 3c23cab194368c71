/** Goods that are taken by hand are taken for orders and customers that there are. */
import { describe, expect, it } from 'vitest'
import { openStockroom, placeOrder } from './studio.ts'

const one = [{ item: 'album', quantity: 1 }]

async function withAlbums() {
  const room = await openStockroom()
  const { manager } = room
  await manager.inventory.addItem({ code: 'album', name: '相册', kind: 'product' })
  await manager.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '10' }] })
  const orderId = await placeOrder(manager)
  const order = await manager.orders.get({ orderId })
  const [{ id: orderLineId = '' } = {}] = order.lines
  const moved = async () => (await manager.inventory.movementLog({})).items.length
  return { ...room, orderId, order, orderLineId, customerId: order.customerId, moved }
}

describe('goods that are taken for an order', () => {
  it('need one that was placed and is within reach, and a customer of the studio', async () => {
    const { manager, engine, as, orderId, customerId, moved } = await withAlbums()
    const before = await moved()
    const taking = ({ inventory }: typeof manager, more: object) => [
      () => inventory.issue({ lines: one, ...more }),
      () => inventory.consume({ lines: one, ...more }),
      () => inventory.gift({ lines: one, ...more }),
    ]
    const refused = async (work: Promise<unknown>, code: string, details: object) =>
      expect(work).rejects.toMatchObject({ code, details })
    for (const taken of taking(manager, { orderId: 'o1' })) {
      await refused(taken(), 'COMMITMENT_UNKNOWN', { orderId: 'o1' })
    }
    await refused(manager.inventory.reserve({ lines: one, orderId: 'o1' }), 'COMMITMENT_UNKNOWN', { orderId: 'o1' })
    for (const taken of taking(manager, { customerId: 'nobody' })) {
      await refused(taken(), 'CUSTOMER_UNKNOWN', { customerId: 'nobody' })
    }
    const [reservation] = await manager.inventory.reserve({ lines: one })
    const reservations = [{ reservationId: reservation?.id ?? '' }]
    const fulfilled = manager.inventory.fulfil({ reservations, customerId: 'nobody' })
    await refused(fulfilled, 'CUSTOMER_UNKNOWN', { customerId: 'nobody' })
    // An order of another studio, and one of a branch out of reach, are as unknown as one that never was.
    const lily = as('manager', { tenant: 'lily' })
    await lily.inventory.addItem({ code: 'album', name: '相册', kind: 'product' })
    await lily.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '10' }] })
    for (const taken of taking(lily, { orderId })) await refused(taken(), 'COMMITMENT_UNKNOWN', { orderId })
    for (const taken of taking(lily, { customerId })) await refused(taken(), 'CUSTOMER_UNKNOWN', { customerId })
    const roles = [{ role: 'manager', branches: ['west'] }]
    const west = engine.as({ tenant: 'rose', branch: 'west', actor: { id: 'bao', roles } })
    for (const taken of taking(west, { orderId })) await refused(taken(), 'COMMITMENT_UNKNOWN', { orderId })
    expect(await moved()).toBe(before)
    for (const taken of taking(manager, { orderId, customerId })) {
      expect(await taken()).toMatchObject({ orderId })
    }
  })

  it('may name a line of that order, and of no other', async () => {
    const { manager, order, orderId, orderLineId } = await withAlbums()
    const other = await placeOrder(manager)
    const lineOfOther = (await manager.orders.get({ orderId: other })).lines[0]?.id ?? ''
    const { inventory } = manager
    const reserved = (lineId: string) =>
      inventory.reserve({ lines: [{ item: 'album', quantity: 1, orderLineId: lineId }], orderId })
    for (const work of [
      () => inventory.issue({ lines: one, orderId, orderLineId: lineOfOther }),
      () => inventory.consume({ lines: one, orderId, orderLineId: lineOfOther }),
      () => inventory.gift({ lines: one, orderId, orderLineId: lineOfOther }),
      () => reserved(lineOfOther),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'LINE_UNKNOWN',
        details: { number: order.number, lineIds: [lineOfOther] },
      })
    }
    await expect(inventory.issue({ lines: one, orderLineId })).rejects.toThrow('must come with orderId')
    const alone = inventory.reserve({ lines: [{ item: 'album', quantity: 1, orderLineId }] })
    await expect(alone).rejects.toThrow('must come with orderId where a line names an orderLineId')
    expect(await inventory.issue({ lines: one, orderId, orderLineId })).toMatchObject({ orderId })
    expect(await reserved(orderLineId)).toMatchObject([{ orderId, orderLineId }])
  })

  it('is the one that stands where two became one', async () => {
    const { manager, orderId, order, customerId } = await withAlbums()
    const { inventory, orders } = manager
    const place = () => orders.place({ customerId, lines: [{ item: 'session' }] })
    const [between, survivor] = [await place(), await place()]
    await orders.merge({ survivorId: between.id, mergedId: orderId })
    await orders.merge({ survivorId: survivor.id, mergedId: between.id })
    const orderLineId = order.lines[0]?.id ?? ''
    for (const work of [
      () => inventory.issue({ lines: one, orderId }),
      () => inventory.issue({ lines: one, orderId, orderLineId }),
      () => inventory.consume({ lines: one, orderId }),
      () => inventory.gift({ lines: one, orderId }),
      () => inventory.reserve({ lines: one, orderId }),
    ]) {
      await expect(work()).rejects.toMatchObject({
        code: 'ORDER_CLOSED',
        details: { number: order.number, survivor: { orderId: survivor.id, number: survivor.number } },
      })
    }
    expect(await inventory.issue({ lines: one, orderId: survivor.id, orderLineId })).toMatchObject({
      orderId: survivor.id,
    })
  })
})
