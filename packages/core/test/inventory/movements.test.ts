import { describe, expect, it } from 'vitest'
import { balance, onHand, openStockroom, type Stockroom, placeOrder } from './studio.ts'

async function withAlbum(valuation: 'average' | 'fifo' = 'average', options = {}) {
  const room = await openStockroom(options)
  await room.manager.inventory.addItem({ code: 'album', name: '相册', kind: 'product', valuation, unit: 'piece' })
  return room
}

const at = (day: string, hour = '04') => `2026-11-${day}T${hour}:00:00.000Z`

async function example({ manager, clock }: Stockroom) {
  clock.now = at('02')
  await manager.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '100' }] })
  clock.now = at('04')
  const first = await manager.inventory.issue({ lines: [{ item: 'album', quantity: 4 }] })
  clock.now = at('06')
  await manager.inventory.receive({ lines: [{ item: 'album', quantity: 6, unitCost: '120' }] })
  clock.now = at('08')
  const second = await manager.inventory.issue({ lines: [{ item: 'album', quantity: 5 }] })
  clock.now = at('22')
  return { first, second }
}

describe('a movement', () => {
  it('costs the moving average', async () => {
    const room = await withAlbum()
    const { first, second } = await example(room)
    expect([first.lines[0]?.value, second.lines[0]?.value]).toEqual(['-400.00', '-550.00'])
    const { branches } = await room.manager.inventory.item({ item: 'album' })
    expect(branches).toMatchObject([{ quantity: 7, value: '770.00' }])
    expect(await balance(room.manager, 'Inventory:Products')).toBe('770.00')
    expect(await balance(room.manager, 'COGS:Products')).toBe('950.00')
    expect(await balance(room.manager, 'GoodsReceived')).toBe('-1720.00')
  })

  it('costs what came first, where an item is valued so', async () => {
    const room = await withAlbum('fifo')
    const { first, second } = await example(room)
    expect([first.lines[0]?.value, second.lines[0]?.value]).toEqual(['-400.00', '-500.00'])
    const third = await room.manager.inventory.issue({ lines: [{ item: 'album', quantity: 3 }] })
    expect(third.lines[0]?.value).toBe('-340.00')
    expect(await balance(room.manager, 'Inventory:Products')).toBe('480.00')
  })

  it('gives the last issue the residue', async () => {
    const { manager } = await withAlbum()
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 3, value: '100.00' }] })
    const costs: (string | undefined)[] = []
    for (let n = 0; n < 3; n++) {
      costs.push((await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })).lines[0]?.value)
    }
    expect(costs).toEqual(['-33.33', '-33.34', '-33.33'])
  })

  it('never leaves less than nothing, all lines taken together, and writes nothing then', async () => {
    const { manager } = await withAlbum()
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '100.00' }] })
    const two = [
      { item: 'album', quantity: 1 },
      { item: 'album', quantity: 1 },
    ]
    await expect(manager.inventory.reserve({ lines: two })).rejects.toMatchObject({
      code: 'STOCK_SHORT',
      details: { short: [{ item: 'album', location: 'main', wanted: 2, available: 1 }] },
    })
    await expect(manager.inventory.issue({ lines: two })).rejects.toMatchObject({ code: 'STOCK_SHORT' })
    expect(await onHand(manager, 'album')).toBe(1)
    await manager.inventory.reserve({ lines: [{ item: 'album', quantity: 1 }] })
    await expect(manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })).rejects.toMatchObject({
      code: 'STOCK_SHORT',
      details: { short: [{ wanted: 1, available: 0 }] },
    })
  })

  it('counts by packs', async () => {
    const { manager } = await openStockroom()
    const packs = [{ unit: 'box', quantity: 12 }]
    await manager.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable', unit: 'sheet', packs })
    await manager.inventory.receive({ lines: [{ item: 'paper', quantity: 2, unit: 'box', unitCost: '6.00' }] })
    const used = await manager.inventory.consume({ lines: [{ item: 'paper', quantity: 5 }] })
    expect(used.lines[0]).toMatchObject({ quantity: -5, value: '-2.50' })
    expect(await onHand(manager, 'paper')).toBe(19)
    await expect(
      manager.inventory.consume({ lines: [{ item: 'paper', quantity: 1, unit: 'roll' }] }),
    ).rejects.toMatchObject({ code: 'MOVEMENT_INVALID', details: { value: 'roll' } })
  })

  it('fulfils what was promised, in parts', async () => {
    const { manager } = await withAlbum()
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '10' }] })
    const orderId = await placeOrder(manager)
    const [reservation] = await manager.inventory.reserve({ lines: [{ item: 'album', quantity: 8 }], orderId })
    const reservationId = reservation?.id ?? ''
    await manager.inventory.fulfil({ reservations: [{ reservationId, quantity: 3 }] })
    expect((await manager.inventory.item({ item: 'album' })).stock).toMatchObject([
      { onHand: 7, reserved: 5, available: 2 },
    ])
    await expect(manager.inventory.fulfil({ reservations: [{ reservationId, quantity: 6 }] })).rejects.toMatchObject({
      code: 'RESERVATION_SETTLED',
      details: { open: 5 },
    })
    await manager.inventory.release({ orderId })
    expect((await manager.inventory.item({ item: 'album' })).stock).toMatchObject([{ onHand: 7, reserved: 0 }])
    expect((await manager.inventory.release({ orderId })).length).toBe(0)
  })

  it('makes a product of what it takes', async () => {
    const { manager } = await withAlbum()
    await manager.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable', unit: 'sheet' })
    await manager.inventory.receive({ lines: [{ item: 'paper', quantity: 100, value: '33.33' }] })
    const lines = [{ item: 'paper', quantity: 30 }]
    await manager.inventory.addRecipe({ code: 'bind', name: 'Bind', makesItem: 'album', makes: 2, lines })
    const made = await manager.inventory.produce({ recipe: 'bind', times: 2 })
    expect(made.lines.map((line) => [line.quantity, line.value])).toEqual([
      [-60, '-20.00'],
      [4, '20.00'],
    ])
    expect(await balance(manager, 'Inventory:Products')).toBe('20.00')
    expect(await balance(manager, 'Inventory:Consumables')).toBe('13.33')
  })

  it('goes to another branch with what it is worth', async () => {
    const { manager, west } = await withAlbum()
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 3, value: '100.00' }] })
    const sent = await manager.inventory.sendTransfer({ lines: [{ item: 'album', quantity: 2 }], toBranch: 'west' })
    expect(sent).toMatchObject({ status: 'inTransit', value: '66.67' })
    await expect(manager.inventory.receiveTransfer({ transferId: sent.id })).rejects.toMatchObject({
      code: 'TRANSFER_UNKNOWN',
    })
    await west.inventory.receiveTransfer({ transferId: sent.id })
    await expect(west.inventory.receiveTransfer({ transferId: sent.id })).rejects.toMatchObject({
      code: 'TRANSFER_NOT_ON_THE_WAY',
    })
    const { branches } = await west.inventory.item({ item: 'album' })
    expect(branches).toMatchObject([
      { branch: 'main', quantity: 1, value: '33.33' },
      { branch: 'west', quantity: 2, value: '66.67' },
    ])
  })

  it('comes back at the cost at which it left', async () => {
    const room = await withAlbum()
    const { first } = await example(room)
    const movementId = first.id
    const back = await room.manager.inventory.takeBack({ movementId, lines: [{ line: 1, quantity: 3 }] })
    expect(back.lines[0]).toMatchObject({ quantity: 3, value: '300.00' })
    await expect(
      room.manager.inventory.takeBack({ movementId, lines: [{ line: 1, quantity: 2 }] }),
    ).rejects.toMatchObject({ code: 'MOVEMENT_NOT_REVERSIBLE' })
    expect(
      (await room.manager.inventory.takeBack({ movementId, lines: [{ line: 1, quantity: 1 }] })).lines[0]?.value,
    ).toBe('100.00')
  })

  it('takes the lot that expires first', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'cream', name: 'Cream', kind: 'consumable', tracking: 'lot' })
    const lines = [
      { item: 'cream', quantity: 3, lot: 'B', expiresOn: '2027-05-01', unitCost: '5' },
      { item: 'cream', quantity: 2, lot: 'A', expiresOn: '2027-02-01', unitCost: '5' },
    ]
    await manager.inventory.receive({ lines })
    const used = await manager.inventory.consume({ lines: [{ item: 'cream', quantity: 4 }] })
    expect(used.lines.map((line) => line.quantity)).toEqual([-2, -2])
    const { items } = await manager.inventory.lots({ item: 'cream' })
    expect(items.map(({ number, stock }) => [number, stock.map((row) => row.onHand)])).toEqual([
      ['B', [1]],
      ['A', []],
    ])
  })

  it('neither sells nor uses what has expired, and wastes it first', async () => {
    const { manager, clock } = await openStockroom()
    await manager.inventory.addItem({ code: 'cream', name: 'Cream', kind: 'consumable', tracking: 'lot' })
    const lines = [
      { item: 'cream', quantity: 3, lot: 'A', expiresOn: '2026-11-30', unitCost: '5' },
      { item: 'cream', quantity: 2, lot: 'B', expiresOn: '2027-02-01', unitCost: '5' },
    ]
    await manager.inventory.receive({ lines })
    clock.now = '2026-12-01T04:00:00.000Z'
    const use = (quantity: number) => manager.inventory.consume({ lines: [{ item: 'cream', quantity }] })
    await expect(use(3)).rejects.toMatchObject({ code: 'STOCK_SHORT', details: { short: [{ available: 2 }] } })
    await use(1)
    await manager.inventory.waste({ lines: [{ item: 'cream', quantity: 3 }], reason: 'expired' })
    const { items } = await manager.inventory.lots({ item: 'cream' })
    expect(items.map(({ number, stock }) => [number, stock.map((row) => row.onHand)])).toEqual([
      ['A', []],
      ['B', [1]],
    ])
  })

  it('moves single units by their serials, each at its own cost', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'dress', name: 'Dress', kind: 'rentable', tracking: 'serial' })
    const lines = [
      { item: 'dress', quantity: 1, serial: 'D-1', value: '900.00' },
      { item: 'dress', quantity: 1, serial: 'D-2', value: '1500.00' },
    ]
    await manager.inventory.receive({ lines })
    await expect(
      manager.inventory.receive({ lines: [{ item: 'dress', quantity: 1, serial: 'D-1', value: '1.00' }] }),
    ).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    const [held] = await manager.inventory.reserve({ lines: [{ item: 'dress', quantity: 1, serial: 'D-2' }] })
    await expect(
      manager.inventory.reserve({ lines: [{ item: 'dress', quantity: 1, serial: 'D-2' }] }),
    ).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    await manager.inventory.release({ reservations: [{ reservationId: held?.id ?? '' }] })
    const lost = await manager.inventory.waste({
      lines: [{ item: 'dress', quantity: 1, serial: 'D-2' }],
      reason: 'torn',
    })
    expect(lost.lines[0]?.value).toBe('-1500.00')
    expect(await balance(manager, 'Wastage')).toBe('1500.00')
    expect(await balance(manager, 'Inventory:Rentables')).toBe('900.00')
  })

  it('goes below nothing only where a location allows it, and the cost is put right when goods come', async () => {
    const { manager } = await withAlbum()
    await manager.inventory.addLocation({ code: 'van', name: 'Van', allowsNegative: true })
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 1, unitCost: '100', location: 'van' }] })
    const taken = await manager.inventory.issue({ lines: [{ item: 'album', quantity: 3, location: 'van' }] })
    expect(taken.lines[0]?.value).toBe('-300.00')
    expect(await balance(manager, 'Inventory:Products')).toBe('-200.00')
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 4, unitCost: '110', location: 'van' }] })
    expect(await balance(manager, 'Inventory:Products')).toBe('220.00')
    expect(await balance(manager, 'COGS:Products')).toBe('320.00')
  })

  it('keeps the accounts of stock from anybody else', async () => {
    const { manager } = await withAlbum()
    const lines = [
      { account: 'Inventory:Products', debit: '5.00' },
      { account: 'Capital', credit: '5.00' },
    ]
    await expect(manager.ledger.post({ memo: 'x', lines })).rejects.toMatchObject({ code: 'STOCK_ACCOUNT_KEPT' })
  })

  it('is sealed with the books', async () => {
    const room = await withAlbum()
    await example(room)
    await room.engine.settle()
    expect(await room.owner.ledger.verify({})).toMatchObject({ intact: true, verified: 18 })
  })

  it('takes back a receipt that was a mistake', async () => {
    const { manager } = await withAlbum()
    const lines = [{ item: 'album', quantity: 10, unitCost: '100' }]
    const wrong = await manager.inventory.receive({ lines, against: 'Capital' })
    await manager.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '120' }] })
    await manager.inventory.reverseReceipt({ movementId: wrong.id, reason: 'twice' })
    await expect(manager.inventory.reverseReceipt({ movementId: wrong.id, reason: 'twice' })).rejects.toMatchObject({
      code: 'MOVEMENT_NOT_REVERSIBLE',
    })
    expect(await balance(manager, 'Capital')).toBe('0.00')
    expect(await balance(manager, 'Inventory:Products')).toBe('1100.00')
    expect(await balance(manager, 'StockDifferences')).toBe('100.00')
  })
})

describe('what is dated back', () => {
  const early = async (room: Stockroom) => {
    const lines = [{ item: 'album', quantity: 10, unitCost: '130' }]
    return room.manager.inventory.receive({ lines, at: at('03') })
  }

  it('changes the cost of what left later, each booked on its day', async () => {
    const room = await withAlbum()
    const { first, second } = await example(room)
    expect((await early(room)).corrections).toBe(2)
    const costs = async (movementId: string) => (await room.manager.inventory.movement({ movementId })).costs
    expect(await costs(first.id)).toMatchObject([{ amount: '-60.00', bookedOn: '2026-11-04' }])
    expect(await costs(second.id)).toMatchObject([{ amount: '-31.82', bookedOn: '2026-11-08' }])
    const { branches } = await room.manager.inventory.item({ item: 'album' })
    expect(branches).toMatchObject([{ quantity: 17, value: '1978.18' }])
    expect(await balance(room.manager, 'Inventory:Products')).toBe('1978.18')
    expect(await balance(room.manager, 'COGS:Products')).toBe('1041.82')
  })

  it('is one revaluation of today where these days are closed', async () => {
    const room = await withAlbum()
    await example(room)
    await room.owner.ledger.lockPeriod({ through: '2026-11-20' })
    await early(room)
    const { items } = await room.manager.ledger.entries({ limit: 10 })
    const revalued = items.filter((entry) => entry.kind === 'stockRevaluation')
    expect(revalued).toMatchObject([{ businessDate: '2026-11-22', amount: '91.82' }])
    expect(await balance(room.manager, 'Inventory:Products')).toBe('1978.18')
  })

  it('never leaves a later day with less than nothing', async () => {
    const room = await withAlbum()
    const { second } = await example(room)
    const issue = (quantity: number, day: string) =>
      room.manager.inventory.issue({ lines: [{ item: 'album', quantity }], at: at(day) })
    await expect(issue(7, '05')).rejects.toMatchObject({ code: 'STOCK_BACKDATED_SHORT' })
    await expect(issue(8, '09')).rejects.toMatchObject({ code: 'STOCK_SHORT' })
    await issue(6, '05')
    await expect(issue(1, '05')).rejects.toMatchObject({ code: 'STOCK_BACKDATED_SHORT' })
    expect(second.number).toMatch(/^Smain-26-/)
  })
})
