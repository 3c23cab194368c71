import { describe, expect, it } from 'vitest'
import { openStockroom } from './studio.ts'

async function withCream() {
  const room = await openStockroom()
  const { inventory } = room.manager
  await inventory.addItem({ code: 'cream', name: 'Cream', kind: 'consumable', unit: 'ml', tracking: 'lot' })
  const lines = [
    { item: 'cream', quantity: 30, lot: 'old', expiresOn: '2026-11-22', unitCost: '1' },
    { item: 'cream', quantity: 50, lot: 'new', expiresOn: '2027-11-22', unitCost: '1' },
  ]
  await inventory.receive({ lines })
  const cream = (quantity: number, lot?: string) => ({ lines: [{ item: 'cream', quantity, lot }] })
  return { ...room, inventory, cream }
}

describe('a lot that has expired', () => {
  it('is taken first on its last day, and for work and customers never after it', async () => {
    const { inventory, cream, clock } = await withCream()
    expect((await inventory.consume(cream(10))).lines).toHaveLength(1)
    const { items } = await inventory.lots({ item: 'cream' })
    expect(items.map(({ stock }) => stock[0]?.onHand)).toEqual([20, 50])
    clock.now = '2026-11-22T20:00:00.000Z' // 04:00 of the next day: it has begun.
    const [line] = (await inventory.consume(cream(10))).lines
    expect(line?.lotId).toBe(items[1]?.id)
    await expect(inventory.issue(cream(41))).rejects.toMatchObject({
      code: 'STOCK_SHORT',
      message: 'Too little in stock. "cream" at "main": wanted 41, available 40, and 20 that expired.',
    })
  })

  it('is thrown away first, and used where somebody names it', async () => {
    const { inventory, cream, clock } = await withCream()
    clock.now = '2026-11-23T04:00:00.000Z'
    const { items } = await inventory.lots({ item: 'cream' })
    expect((await inventory.consume(cream(10, 'old'))).lines[0]?.lotId).toBe(items[0]?.id)
    const { lines } = await inventory.waste({ ...cream(25), reason: 'expired' })
    expect(lines.map(({ lotId, quantity }) => [lotId, quantity])).toEqual([
      [items[0]?.id, -20],
      [items[1]?.id, -5],
    ])
  })
})

describe('the desk of the inventory', () => {
  it('finds single units and promises by the code of their item, and says so of one that there is not', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    for (const code of ['dress', 'veil']) {
      await inventory.addItem({ code, name: code, kind: 'rentable', tracking: 'serial' })
      await inventory.receive({ lines: [{ item: code, quantity: 1, serial: `${code}-1`, value: '900.00' }] })
    }
    const [held] = await inventory.reserve({ lines: [{ item: 'dress', quantity: 1, serial: 'dress-1' }] })
    const { items } = await inventory.serials({ item: 'dress' })
    expect(items.map(({ serial, reservedBy }) => [serial, reservedBy])).toEqual([['dress-1', held?.id]])
    expect((await inventory.reservations({ item: 'dress' })).items).toHaveLength(1)
    expect((await inventory.reservations({ item: 'veil' })).items).toHaveLength(0)
    await expect(inventory.serials({ item: 'dres' })).rejects.toMatchObject({
      code: 'STOCK_ITEM_UNKNOWN',
      details: { similar: ['dress'] },
    })
    await expect(
      inventory.reserve({ lines: [{ item: 'dress', quantity: 1, serial: 'dress-1' }] }),
    ).rejects.toMatchObject({ code: 'STOCK_SHORT' })
  })

  it('finds a voucher by the number on the paper, in its branch', async () => {
    const { manager, west } = await openStockroom()
    await manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    const { id, number } = await manager.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '9.00' }] })
    expect((await manager.inventory.movement({ movementId: number })).id).toBe(id)
    expect((await manager.inventory.movement({ movementId: id })).number).toBe(number)
    await expect(west.inventory.movement({ movementId: number })).rejects.toMatchObject({ code: 'MOVEMENT_UNKNOWN' })
    await expect(
      manager.inventory.takeBack({ movementId: id, lines: [{ line: 2, quantity: 1 }] }),
    ).rejects.toMatchObject({ code: 'MOVEMENT_NOT_REVERSIBLE' })
    await expect(
      manager.inventory.correctPrice({ movementId: id, lines: [{ line: 2, difference: '1' }], reason: 'bill' }),
    ).rejects.toMatchObject({
      code: 'MOVEMENT_UNKNOWN',
      message: `There is no line 2 of a movement "${id}" that this could be about.`,
    })
    await expect(
      manager.inventory.correctPrice({ movementId: id, lines: [{ line: 1, difference: '-10' }], reason: 'bill' }),
    ).rejects.toMatchObject({ message: `Movement "${id}" would be worth -1.00, less than nothing.` })
  })

  it('neither buys nor makes what is inactive, and lets the rest of it go', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    for (const code of ['album', 'paper']) await inventory.addItem({ code, name: code, kind: 'product' })
    await inventory.receive({ lines: ['album', 'paper'].map((item) => ({ item, quantity: 5, value: '5.00' })) })
    await inventory.addRecipe({
      code: 'bind',
      name: 'Bind',
      makesItem: 'album',
      lines: [{ item: 'paper', quantity: 1 }],
    })
    await inventory.changeItem({ item: 'album', active: false })
    const refused = { code: 'STOCK_ITEM_INACTIVE' }
    await expect(inventory.produce({ recipe: 'bind' })).rejects.toMatchObject(refused)
    await expect(inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '1.00' }] })).rejects.toMatchObject(
      refused,
    )
    await inventory.issue({ lines: [{ item: 'album', quantity: 5 }] })
  })

  it('tells a branch that sent a parcel from the one that gets it', async () => {
    const { manager, west } = await openStockroom()
    await manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '9.00' }] })
    const { id: transferId } = await manager.inventory.sendTransfer({
      lines: [{ item: 'album', quantity: 1 }],
      toBranch: 'west',
    })
    await expect(manager.inventory.receiveTransfer({ transferId })).rejects.toMatchObject({
      message: `There is no transfer "${transferId}" to branch "main".`,
    })
    await expect(west.inventory.returnTransfer({ transferId })).rejects.toMatchObject({
      message: `There is no transfer "${transferId}" from branch "west".`,
    })
    await west.inventory.receiveTransfer({ transferId })
    await expect(manager.inventory.returnTransfer({ transferId })).rejects.toMatchObject({
      message: `Transfer ${transferId} was received already.`,
    })
  })

  it('keeps a location open while something lies there, and names it', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 2, value: '9.00', location: 'cellar' }] })
    await expect(manager.inventory.changeLocation({ location: 'cellar', active: false })).rejects.toMatchObject({
      message: 'Location "cellar" still has 2 of "album".',
    })
  })

  it('uses a recipe no more that is not active, until it is again', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    await inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable' })
    await inventory.receive({ lines: [{ item: 'paper', quantity: 5, value: '5.00' }] })
    const recipe = { code: 'test-print', name: 'Test print', lines: [{ item: 'paper', quantity: 1 }] }
    await inventory.addRecipe({ ...recipe, active: false })
    await expect(inventory.consume({ recipe: 'test-print' })).rejects.toMatchObject({ code: 'RECIPE_UNKNOWN' })
    await inventory.addRecipe(recipe)
    expect((await inventory.consume({ recipe: 'test-print', times: 2 })).lines[0]?.quantity).toBe(-2)
  })

  it('takes the instant or the day of a movement, and both only where they agree', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    const lines = [{ item: 'album', quantity: 1, value: '9.00' }]
    const at = '2026-11-20T04:00:00.000Z'
    await expect(manager.inventory.receive({ lines, at, on: '2026-11-21' })).rejects.toMatchObject({
      code: 'MOVEMENT_INVALID',
      message: 'Line 1 must be of 2026-11-20, the day of `at`, but is 2026-11-21.',
    })
    expect((await manager.inventory.receive({ lines, at, on: '2026-11-20' })).at).toBe(at)
  })
})
