import { describe, expect, it } from 'vitest'
import { balance, openStockroom, placeOrder } from './studio.ts'

type Valuation = 'average' | 'fifo'

/** A stockroom with paper, and short words for what happens to it. */
async function withPaper(valuation: Valuation = 'average') {
  const room = await openStockroom()
  const { manager, clock } = room
  const { inventory } = manager
  await inventory.addItem({ code: 'paper', name: '相纸', kind: 'consumable', unit: 'sheet', valuation })
  const placed = new Map<string, string>()
  /** The order that is called so here. */
  const orderOf = async (name: string): Promise<string> => {
    const id = placed.get(name) ?? (await placeOrder(manager))
    placed.set(name, id)
    return id
  }
  return {
    ...room,
    inventory,
    orderOf,
    /** Each at its own minute of the day. */
    receive: (item: string, quantity: number, value: string, on: string, location?: string) =>
      inventory.receive({ lines: [{ item, quantity, value, location }], at: `${on}T06:00:00.000Z` }),
    issue: async (item: string, quantity: number, on: string, order?: string, location?: string) =>
      inventory.issue({
        lines: [{ item, quantity, location }],
        at: `${on}T09:00:00.000Z`,
        ...(order === undefined ? {} : { orderId: await orderOf(order) }),
      }),
    stock: () => balance(manager, 'Inventory:Consumables'),
    cost: () => balance(manager, 'COGS:Consumables'),
    corrections: async () =>
      (await manager.ledger.entries({})).items
        .filter(({ kind }) => kind === 'stockRevaluation')
        .map(({ businessDate, amount }) => `${businessDate} ${amount}`),
    intact: async () => {
      const { intact, ...found } = await inventory.verify({})
      expect({ intact, ...found }).toMatchObject({ intact: true })
    },
    lock: (through: string) => manager.ledger.lockPeriod({ through }),
    clock,
  }
}

/** Ten at 100, four out, six at 120, five out. */
async function workedExample(valuation?: Valuation) {
  const room = await withPaper(valuation)
  await room.receive('paper', 10, '1000', '2026-11-02')
  const four = await room.issue('paper', 4, '2026-11-04', 'order-1')
  await room.receive('paper', 6, '720', '2026-11-06')
  const five = await room.issue('paper', 5, '2026-11-08', 'order-2')
  return { ...room, four, five }
}

describe('what is dated back', () => {
  it('changes what later movements cost, on their days, and rewrites nothing', async () => {
    const { four, five, receive, stock, cost, corrections, intact, inventory, manager, orderOf } = await workedExample()
    expect([four.lines[0]?.value, five.lines[0]?.value]).toEqual(['-400.00', '-550.00'])
    expect([await cost(), await stock()]).toEqual(['950.00', '770.00'])
    const late = await receive('paper', 10, '1300', '2026-11-03')
    expect(late.corrections).toBe(2)
    expect([await cost(), await stock()]).toEqual(['1041.82', '1978.18'])
    expect(await corrections()).toEqual(['2026-11-04 60.00', '2026-11-08 31.82'])
    expect((await inventory.movement({ movementId: five.id })).lines[0]?.value).toBe('-550.00')
    const ofOrder = await manager.ledger.entries({ account: 'COGS:Consumables' })
    const lines = ofOrder.items.flatMap((entry) => entry.lines).filter(({ account }) => account.startsWith('COGS'))
    const [first, second] = [await orderOf('order-1'), await orderOf('order-2')]
    expect(lines.map(({ orderId, debit }) => [orderId, debit])).toEqual([
      [first, '400.00'],
      [first, '60.00'],
      [second, '550.00'],
      [second, '31.82'],
    ])
    await intact()
  })

  it('costs what it would have cost at its moment', async () => {
    const { issue, inventory, corrections, cost, intact } = await workedExample()
    const early = await issue('paper', 3, '2026-11-03', 'order-3')
    expect(early).toMatchObject({ corrections: 1, lines: [{ value: '-300.00' }] })
    expect((await inventory.movement({ movementId: early.id })).costs).toEqual([])
    // The five are taken of three at 100 and six at 120.
    expect([await cost(), await corrections()]).toEqual(['1266.67', ['2026-11-08 16.67']])
    await intact()
  })

  it('is booked today, once, where the books of the days are closed', async () => {
    const { receive, stock, cost, corrections, lock, intact, inventory } = await workedExample()
    await lock('2026-11-10')
    const late = await receive('paper', 10, '1300', '2026-11-03')
    expect([late.businessDate, late.bookedOn]).toEqual(['2026-11-03', '2026-11-22'])
    expect([await cost(), await stock()]).toEqual(['1041.82', '1978.18'])
    expect(await corrections()).toEqual(['2026-11-22 91.82'])
    await intact()
    // What is corrected again goes from what is known by now.
    await inventory.correctPrice({ movementId: late.id, lines: [{ line: 1, difference: '-1300' }], reason: 'given' })
    expect(await corrections()).toEqual(['2026-11-22 91.82', '2026-11-22 496.37'])
    await intact()
  })

  it('takes of the oldest that were there then, first in first out', async () => {
    const { receive, issue, cost, stock, corrections, intact } = await workedExample('fifo')
    expect([await cost(), await stock()]).toEqual(['900.00', '820.00'])
    await receive('paper', 2, '10', '2026-11-01')
    // The first four out are the two that came first and two of the ten; the five are of the ten.
    expect([await cost(), await stock()]).toEqual(['710.00', '1020.00'])
    expect(await corrections()).toEqual(['2026-11-04 190.00'])
    await intact()
    await issue('paper', 3, '2026-11-03')
    expect(await cost()).toBe('1010.00')
    await intact()
  })

  it('is refused where later there would be too little, naming the voucher', async () => {
    const { issue, four, stock, intact } = await workedExample()
    await expect(issue('paper', 7, '2026-11-03')).rejects.toMatchObject({
      code: 'STOCK_BACKDATED_SHORT',
      message: `Of "paper" at "main" there would be -1 after voucher ${four.number} of 2026-11-04.`,
    })
    // There was enough then, and is now; what came in between was not there yet.
    await expect(issue('paper', 7, '2026-11-05')).rejects.toMatchObject({
      message: 'Of "paper" at "main" there was less on 2026-11-05: -1 would be left.',
    })
    expect((await issue('paper', 6, '2026-11-03')).corrections).toBeGreaterThan(0)
    expect(await stock()).not.toBe('770.00')
    await intact()
  })
})

describe('what is dated back of lots and single things', () => {
  it('is refused where the lot was not there yet, whatever else was', async () => {
    const { inventory, intact } = await withPaper()
    await inventory.addItem({ code: 'glaze', name: '光油', kind: 'consumable', unit: 'ml', tracking: 'lot' })
    const receive = (lot: string, on: string) =>
      inventory.receive({ lines: [{ item: 'glaze', quantity: 5, lot, value: '50' }], at: `${on}T06:00:00.000Z` })
    await receive('L1', '2026-11-02')
    const second = await receive('L2', '2026-11-06')
    const take = (lot: string, quantity: number, on: string) =>
      inventory.consume({ lines: [{ item: 'glaze', quantity, lot }], at: `${on}T09:00:00.000Z` })
    await expect(take('L2', 1, '2026-11-04')).rejects.toMatchObject({ code: 'STOCK_BACKDATED_SHORT' })
    await take('L2', 3, '2026-11-08')
    await expect(take('L2', 3, '2026-11-07')).rejects.toMatchObject({ code: 'LOT_INVALID' })
    await take('L1', 5, '2026-11-04')
    expect(second.lines).toHaveLength(1)
    await intact()
  })

  it('is refused where a thing was not there yet, or would be there twice', async () => {
    const { inventory, intact } = await withPaper()
    await inventory.addItem({ code: 'camera', name: '相机', kind: 'rentable', tracking: 'serial' })
    const lines = [{ item: 'camera', quantity: 1, serial: 'A' }]
    const receive = (on: string) =>
      inventory.receive({
        lines: [{ item: 'camera', quantity: 1, serial: 'A', value: '9000' }],
        at: `${on}T06:00:00.000Z`,
      })
    const waste = (on: string) => inventory.waste({ lines, reason: 'lost', at: `${on}T09:00:00.000Z` })
    await receive('2026-11-06')
    await expect(waste('2026-11-04')).rejects.toMatchObject({ code: 'STOCK_BACKDATED_SHORT' })
    const lost = await waste('2026-11-08')
    await expect(receive('2026-11-07')).rejects.toMatchObject({
      code: 'SERIAL_INVALID',
      message: expect.stringContaining('2 times'),
    })
    expect((await inventory.adjust({ way: 'in', lines, reason: 'found' })).lines[0]?.value).toBe('9000.00')
    expect(lost.lines[0]?.value).toBe('-9000.00')
    await intact()
  })
})

describe('what goods cost after all', () => {
  it('follows them: to those in stock, and to the orders of those that left', async () => {
    const { receive, issue, inventory, cost, stock, corrections, intact } = await withPaper()
    const { id: movementId } = await receive('paper', 10, '1000', '2026-11-02')
    await issue('paper', 4, '2026-11-04', 'order-1')
    const corrected = await inventory.correctPrice({
      movementId,
      lines: [{ line: 1, difference: '100' }],
      reason: 'bill',
    })
    expect(corrected.corrections).toBe(1)
    expect([await cost(), await stock()]).toEqual(['440.00', '660.00'])
    expect(await corrections()).toEqual(['2026-11-04 40.00'])
    await intact()
  })

  it('follows what was made of them, and what of that was sold and came back', async () => {
    const { receive, inventory, cost, manager, intact } = await withPaper()
    await inventory.addItem({ code: 'album', name: '相册', kind: 'product', valuation: 'fifo' })
    await inventory.addRecipe({
      code: 'album',
      name: '相册',
      makesItem: 'album',
      lines: [{ item: 'paper', quantity: 5 }],
    })
    const { id: movementId } = await receive('paper', 10, '1000', '2026-11-02')
    await inventory.produce({ recipe: 'album', times: 2, at: '2026-11-03T06:00:00.000Z' })
    const sold = await inventory.issue({
      lines: [{ item: 'album', quantity: 2 }],
      orderId: await placeOrder(manager),
      at: '2026-11-04T06:00:00.000Z',
    })
    await inventory.takeBack({
      movementId: sold.id,
      lines: [{ line: 1, quantity: 1 }],
      at: '2026-11-05T06:00:00.000Z',
    })
    expect(await balance(manager, 'COGS:Products')).toBe('500.00')
    await inventory.correctPrice({ movementId, lines: [{ line: 1, difference: '-100' }], reason: 'rebate' })
    expect(await balance(manager, 'COGS:Products')).toBe('450.00')
    expect(await balance(manager, 'Inventory:Products')).toBe('450.00')
    expect(await cost()).toBe('0.00')
    await intact()
  })

  it('stays where goods left for another branch, which took them at what was known', async () => {
    const { receive, inventory, west, manager, intact } = await withPaper()
    const { id: movementId } = await receive('paper', 10, '1000', '2026-11-02')
    const { id: transferId } = await inventory.sendTransfer({
      lines: [{ item: 'paper', quantity: 4 }],
      toBranch: 'west',
    })
    await west.inventory.receiveTransfer({ transferId })
    await inventory.correctPrice({ movementId, lines: [{ line: 1, difference: '100' }], reason: 'bill' })
    expect(await balance(manager, 'COGS:Adjustments')).toBe('40.00')
    const worth = (branch: string) => manager.ledger.accountBalance({ account: 'Inventory:Consumables', branch })
    expect([(await worth('main')).balance, (await worth('west')).balance]).toEqual(['660.00', '400.00'])
    await intact()
  })

  it('is what each single thing cost that has a serial', async () => {
    const { inventory, manager, intact } = await withPaper()
    await inventory.addItem({ code: 'camera', name: '相机', kind: 'product', tracking: 'serial' })
    const received = await inventory.receive({
      lines: [
        { item: 'camera', quantity: 1, serial: 'A', value: '9000' },
        { item: 'camera', quantity: 1, serial: 'B', value: '11000' },
      ],
      at: '2026-11-02T06:00:00.000Z',
    })
    const correct = (line: number, difference: string) =>
      inventory.correctPrice({ movementId: received.id, lines: [{ line, difference }], reason: 'bill' })
    await correct(2, '-500')
    const sell = (serial: string) => inventory.issue({ lines: [{ item: 'camera', quantity: 1, serial }] })
    const sold = await sell('B')
    expect(sold.lines[0]?.value).toBe('-10500.00')
    await intact()
    await correct(2, '300')
    expect(await balance(manager, 'COGS:Products')).toBe('10800.00')
    await inventory.takeBack({ movementId: sold.id })
    expect(await balance(manager, 'Inventory:Products')).toBe('19800.00')
    await intact()
    expect((await sell('B')).lines[0]?.value).toBe('-10800.00')
    expect(await balance(manager, 'Inventory:Products')).toBe('9000.00')
    await intact()
  })
})

describe('goods that left before they had come', () => {
  it('cost what is known in the end, wherever what came is dated', async () => {
    const { receive, issue, inventory, cost, stock, intact } = await withPaper()
    await inventory.addLocation({ code: 'van', name: '外景车', allowsNegative: true })
    const van = (on: string, quantity: number, value: string) => receive('paper', quantity, value, on, 'van')
    await van('2026-11-02', 2, '20')
    await issue('paper', 5, '2026-11-04', 'order-1', 'van')
    expect([await cost(), await stock()]).toEqual(['50.00', '-30.00'])
    const late = await van('2026-11-06', 10, '120')
    expect([await cost(), await stock()]).toEqual(['56.00', '84.00'])
    await intact()
    // With three that came in time, at another price, nothing was short.
    await van('2026-11-03', 3, '60')
    expect([await cost(), await stock()]).toEqual(['80.00', '120.00'])
    await intact()
    await inventory.correctPrice({ movementId: late.id, lines: [{ line: 1, difference: '10' }], reason: 'bill' })
    expect([await cost(), await stock()]).toEqual(['80.00', '130.00'])
    await intact()
  })
})
