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

  it('tells the names of items by their ids, also of those that are inactive', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    const added = []
    for (const code of ['paper', 'album', 'cover']) {
      added.push(await inventory.addItem({ code, name: code, kind: code === 'paper' ? 'consumable' : 'product' }))
    }
    const [paper, album] = added.map(({ id }) => id)
    await inventory.changeItem({ item: 'paper', active: false })
    const codes = async (given: object) => (await inventory.items(given)).items.map(({ code }) => code)
    expect(await codes({})).toEqual(['album', 'cover'])
    expect(await codes({ items: [paper, album, 'album'] })).toEqual(['album', 'paper'])
    expect(await codes({ items: [paper, album], kind: 'product' })).toEqual(['album'])
    await expect(inventory.items({ items: ['albun'] })).rejects.toMatchObject({ code: 'STOCK_ITEM_UNKNOWN' })
  })

  it('takes back, corrects and reverses by the number on the paper, too', async () => {
    const { manager, west } = await openStockroom()
    const { inventory } = manager
    await inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    const bought = await inventory.receive({ lines: [{ item: 'album', quantity: 2, value: '9.00' }] })
    const sold = await inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    for (const movementId of [sold.number, bought.number]) {
      await expect(west.inventory.takeBack({ movementId })).rejects.toMatchObject({ code: 'MOVEMENT_UNKNOWN' })
    }
    const back = await inventory.takeBack({ movementId: sold.number })
    expect(back).toMatchObject({ correctsId: sold.id, lines: [{ quantity: 1, value: '4.50' }] })
    const lines = [{ line: 1, difference: '1.00' }]
    const corrected = await inventory.correctPrice({ movementId: bought.number, lines, reason: 'bill' })
    expect(corrected.correctsId).toBe(bought.id)
    const other = await inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '5.00' }] })
    const reversed = await inventory.reverseReceipt({ movementId: other.number, reason: 'twice' })
    expect(reversed.correctsId).toBe(other.id)
    await expect(inventory.reverseReceipt({ movementId: other.number, reason: 'twice' })).rejects.toMatchObject({
      code: 'MOVEMENT_NOT_REVERSIBLE',
    })
    expect((await inventory.verify({})).intact).toBe(true)
  })

  it('takes a time with an offset as that moment, and none that is of no year', async () => {
    const { manager, clock } = await openStockroom()
    const { inventory } = manager
    clock.now = '2026-11-22T04:00:00.000Z'
    await inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    const lines = [{ item: 'album', quantity: 1, value: '9.00' }]
    expect((await inventory.receive({ lines, at: '2026-11-22T11:30:00+08:00' })).at).toBe('2026-11-22T03:30:00.000Z')
    expect((await inventory.stockAt({ at: '2026-11-22T11:29:59+08:00' })).items).toEqual([])
    expect((await inventory.stockAt({ at: '2026-11-22T03:30:00Z' })).items).toHaveLength(1)
    for (const at of ['2026-11-22T11:30:00', '2026-11-22', '0001-01-01T00:00:00+08:00']) {
      await expect(inventory.receive({ lines, at })).rejects.toMatchObject({
        code: 'INPUT_INVALID',
        details: { issues: [{ path: 'at', rule: expect.stringContaining('with Z or an offset') }] },
      })
    }
  })

  it('says what is wrong with a line in the words of who wrote it', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    await inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    const receive = async (line: object): Promise<unknown[]> => {
      const said = await inventory.receive.attempt({ lines: [{ item: 'album', quantity: 3, ...line }] })
      return said.ok ? [] : [said.error.code, said.error.message]
    }
    expect(await receive({ unitCost: '0.333' })).toEqual([
      'MOVEMENT_INVALID',
      'Line 1 must have a unitCost in whole minor units of CNY, or say by value what all of it costs, but is 0.333.',
    ])
    expect(await receive({ unitCost: '1', lot: 'L1' })).toEqual([
      'MOVEMENT_INVALID',
      'Line 1 must name no lot, since "album" has none, but is "L1".',
    ])
    expect(await receive({ unitCost: '1', serial: 'A-1' })).toEqual([
      'MOVEMENT_INVALID',
      'Line 1 must name no serial, since "album" has none, but is "A-1".',
    ])
    await expect(receive({ unitCost: '1', value: '3' })).rejects.toThrow('by unitCost or by value, and not by both')
    await receive({ value: '1.00' })
    await expect(inventory.move({ lines: [{ item: 'album', quantity: 1 }], to: 'main' })).rejects.toMatchObject({
      code: 'STOCK_LOCATION_INVALID',
      message: 'Location "main" is where the goods lie already.',
    })
  })

  it('sends nothing to a branch that the studio does not have', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '9.00' }] })
    await expect(
      manager.inventory.sendTransfer({ lines: [{ item: 'album', quantity: 1 }], toBranch: 'east' }),
    ).rejects.toMatchObject({ code: 'BRANCH_UNKNOWN', details: { branch: 'east', known: ['main', 'west'] } })
    expect((await manager.inventory.stock({})).items[0]?.onHand).toBe(1)
  })

  it('where more was promised than is left, issues to those who come first', async () => {
    const { manager } = await openStockroom()
    const { inventory } = manager
    await inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    await inventory.receive({ lines: [{ item: 'album', quantity: 3, value: '9.00' }] })
    const lines = [1, 2].map((quantity) => ({ item: 'album', quantity }))
    const [one, two] = (await inventory.reserve({ lines })).map(({ id: reservationId }) => ({ reservationId }))
    if (one === undefined || two === undefined) throw new Error('two were promised')
    await inventory.waste({ lines: [{ item: 'album', quantity: 2 }], reason: 'torn' })
    await expect(inventory.fulfil({ reservations: [two] })).rejects.toMatchObject({
      code: 'STOCK_SHORT',
      message: 'Too little in stock. "album" at "main": wanted 2, available 1.',
    })
    await expect(inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })).rejects.toMatchObject({
      code: 'STOCK_SHORT',
      message: 'Too little in stock. "album" at "main": wanted 1, available 0.',
    })
    await inventory.fulfil({ reservations: [one] })
    expect((await inventory.stock({})).items[0]).toMatchObject({ onHand: 0, reserved: 2, available: -2 })
    await expect(inventory.fulfil({ reservations: [two] })).rejects.toMatchObject({
      message: 'Too little in stock. "album" at "main": wanted 2, available 0.',
    })
    await inventory.release({ reservations: [two] })
    expect((await inventory.verify({})).intact).toBe(true)
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
