import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { type Desk, openStockroom, placeOrder } from './studio.ts'

const noon = (date: string) => `${date}T04:00:00.000Z`

const add = (desk: Desk, code: string, more: object = {}) =>
  desk.inventory.addItem({ code, name: code, kind: 'product', unit: 'piece', ...more })

const one = (item: string, quantity: number, unitCost?: string, more: object = {}) => ({
  lines: [{ item, quantity, ...(unitCost === undefined ? {} : { unitCost }), ...more }],
})

async function withGoods(options = {}) {
  const room = await openStockroom({ now: noon('2026-01-05'), ...options })
  const { manager } = room
  await add(manager, 'album', { category: 'albums' })
  await add(manager, 'frame', { category: 'frames' })
  await add(manager, 'paper', { kind: 'consumable', unit: 'sheet' })
  return room
}

const receive = (desk: Desk, item: string, quantity: number, unitCost: string, more: object = {}) =>
  desk.inventory.receive({ lines: [{ item, quantity, unitCost, ...more }] })

describe('stock at a moment', () => {
  it('is told of a day, of an instant and of now, with what a unit is worth', async () => {
    const { manager, clock } = await withGoods()
    await receive(manager, 'album', 3, '100')
    clock.now = noon('2026-01-06')
    const first = await manager.inventory.issue(one('album', 1))
    clock.now = '2026-01-06T05:00:00.000Z'
    await manager.inventory.issue(one('album', 1))
    const of = async (given: object) => {
      const { items, value } = await manager.inventory.stockAt(given)
      return [items.map(({ code, quantity, value: worth, unitCost }) => [code, quantity, worth, unitCost]), value]
    }
    expect(await of({ on: '2026-01-04' })).toEqual([[], '0.00'])
    expect(await of({ on: '2026-01-05' })).toEqual([[['album', 3, '300.00', '100.00']], '300.00'])
    expect(await of({ at: first.at })).toEqual([[['album', 2, '200.00', '100.00']], '200.00'])
    expect(await of({ at: '2026-01-06T03:59:59.999Z' })).toEqual([[['album', 3, '300.00', '100.00']], '300.00'])
    expect(await of({})).toEqual([[['album', 1, '100.00', '100.00']], '100.00'])
    expect(await of({ kind: 'consumable' })).toEqual([[], '0.00'])
    expect(await of({ category: 'albums', items: ['album', 'frame'] })).toEqual([
      [['album', 1, '100.00', '100.00']],
      '100.00',
    ])
    await expect(manager.inventory.stockAt({ items: ['albun'] })).rejects.toMatchObject({ code: 'STOCK_ITEM_UNKNOWN' })
    await expect(manager.inventory.stockAt({ on: '2026-01-05', at: first.at })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
  })

  it('has goods of a closed day where they were, and their value from the day on which it was booked', async () => {
    const { manager, clock } = await withGoods()
    await receive(manager, 'album', 1, '100')
    clock.now = noon('2026-02-10')
    await manager.ledger.closeMonth({ month: '2026-01' })
    await manager.inventory.receive({ ...one('album', 2, '40'), at: '2026-01-05T06:00:00.000Z' })
    const of = async (given: object) => {
      const [item] = (await manager.inventory.stockAt(given)).items
      return [item?.quantity, item?.value]
    }
    expect(await of({ at: '2026-01-05T05:00:00.000Z' })).toEqual([1, '100.00'])
    expect(await of({ at: '2026-01-05T06:00:00.000Z' })).toEqual([3, '100.00'])
    expect(await of({ on: '2026-02-09' })).toEqual([3, '100.00'])
    expect(await of({ on: '2026-02-10' })).toEqual([3, '180.00'])
  })

  it('has what the lines until then turned out to cost, and not what later ones did', async () => {
    const { manager, clock } = await withGoods()
    await receive(manager, 'album', 10, '100')
    clock.now = '2026-01-05T05:00:00.000Z'
    await manager.inventory.issue(one('album', 4))
    clock.now = '2026-01-05T07:00:00.000Z'
    await manager.inventory.issue(one('album', 4))
    clock.now = '2026-01-05T08:00:00.000Z'
    // Before both: a unit costs 150 then, so that each issue cost 200 more.
    await manager.inventory.receive({ ...one('album', 10, '200'), at: '2026-01-05T04:30:00.000Z' })
    const of = async (at: string) => {
      const [item] = (await manager.inventory.stockAt({ at })).items
      return [item?.quantity, item?.value]
    }
    expect(await of('2026-01-05T04:30:00.000Z')).toEqual([20, '3000.00'])
    expect(await of('2026-01-05T06:00:00.000Z')).toEqual([16, '2400.00'])
    expect(await of('2026-01-05T07:00:00.000Z')).toEqual([12, '1800.00'])
  })

  it('names locations, and can be asked of one', async () => {
    const { manager } = await withGoods()
    const cellar = await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
    await receive(manager, 'album', 3, '100')
    await receive(manager, 'album', 1, '60', { location: 'cellar' })
    await receive(manager, 'frame', 5, '10')
    const [album] = (await manager.inventory.stockAt({ location: 'cellar' })).items
    expect(album).toMatchObject({ quantity: 4, value: '360.00', unitCost: '90.00' })
    expect(album?.locations).toEqual([{ locationId: cellar.id, quantity: 1 }])
    expect((await manager.inventory.stockAt({})).items.map(({ locations }) => locations.length)).toEqual([2, 1])
  })

  it('is of the branches that one may see', async () => {
    const { manager, west, engine } = await withGoods()
    await receive(manager, 'album', 1, '100')
    await receive(west, 'album', 2, '50')
    expect((await manager.inventory.stockAt({})).items.map((row) => row.branch)).toEqual(['main', 'west'])
    expect((await manager.inventory.stockAt({ branch: 'west' })).value).toBe('100.00')
    const roles = [{ role: 'manager', branches: ['west'] }]
    const limited = engine.as({ tenant: 'rose', branch: 'west', actor: { id: 'li-na', roles } })
    expect((await limited.inventory.stockAt({})).items.map((row) => row.branch)).toEqual(['west'])
    const cashier = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['cashier'] } })
    await expect(cashier.inventory.stockAt({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('alerts', () => {
  it('tell what is out, low and too much, by levels or by use', async () => {
    const { manager, clock } = await withGoods()
    for (const code of ['candle', 'glue', 'tape']) await add(manager, code, { kind: 'consumable' })
    await receive(manager, 'album', 10, '100')
    await receive(manager, 'frame', 50, '10')
    await receive(manager, 'paper', 100, '1')
    await receive(manager, 'candle', 5, '1')
    await manager.inventory.setLevels({ item: 'album', low: 6 })
    await manager.inventory.setLevels({ item: 'frame', high: 49 })
    await manager.inventory.setLevels({ item: 'glue', low: 2 })
    const promised = await manager.inventory.reserve(one('album', 4))
    clock.now = noon('2026-01-25')
    // 95 of 100 in 20 days: 5 last 1.05 days.
    await manager.inventory.consume(one('paper', 95))
    const { items, ...counts } = await manager.inventory.alerts({ days: 20 })
    expect(counts).toEqual({ out: 1, low: 2, over: 1 })
    expect(items.map((row) => [row.code, row.alert, row.by, row.onHand, row.available, row.daysLeft])).toEqual([
      ['glue', 'out', 'level', 0, 0, null],
      ['album', 'low', 'level', 10, 6, null],
      ['paper', 'low', 'use', 5, 5, '1.1'],
      ['frame', 'over', 'level', 50, 50, null],
    ])
    expect((await manager.inventory.alerts({ alert: 'low' })).items).toHaveLength(2)
    expect((await manager.inventory.alerts({ items: ['frame'] })).items.map((row) => row.code)).toEqual(['frame'])
    await manager.inventory.release({ reservations: promised.map(({ id }) => ({ reservationId: id })) })
    expect((await manager.inventory.alerts({ days: 20 })).low).toBe(1)
    await manager.inventory.changeItem({ item: 'paper', active: false })
    expect((await manager.inventory.alerts({ days: 20 })).low).toBe(0)
  })
})

describe('turnover', () => {
  it('counts what an album was made of with the paper, and in all only once, when the album is sold', async () => {
    const { manager, clock } = await withGoods()
    await receive(manager, 'paper', 100, '1')
    const lines = [{ item: 'paper', quantity: 10 }]
    await manager.inventory.addRecipe({ code: 'bind', name: 'Bind', makesItem: 'album', lines })
    await manager.inventory.produce({ recipe: 'bind', times: 4 })
    await manager.inventory.issue(one('album', 3))
    const { items, total } = await manager.inventory.turnover({
      from: clock.now.slice(0, 10),
      to: clock.now.slice(0, 10),
    })
    expect(items.map(({ code, cost }) => [code, cost])).toEqual([
      ['album', '30.00'],
      ['paper', '40.00'],
    ])
    expect(total.cost).toBe('30.00')
    const [papers] = (await manager.inventory.turnover({ kind: 'consumable' })).items
    expect(papers?.cost).toBe('40.00')
    expect((await manager.inventory.turnover({ kind: 'consumable' })).total.cost).toBe('40.00')
  })

  it('is 6 a year and 60.83 days on hand where half the stock goes every month', async () => {
    const { manager, clock } = await withGoods({ now: noon('2024-12-31') })
    await receive(manager, 'album', 10, '100')
    for (let month = 1; month <= 12; month++) {
      const date = `2025-${String(month).padStart(2, '0')}-15`
      clock.now = noon(date)
      await manager.inventory.issue(one('album', 5))
      await receive(manager, 'album', 5, '100')
    }
    clock.now = noon('2026-01-05')
    const year = { from: '2025-01-01', to: '2025-12-31' }
    expect(await manager.inventory.turnover(year)).toMatchObject({
      days: 365,
      total: { cost: '6000.00', meanValue: '1000.00', turnover: '6.00', daysOnHand: '60.83' },
      items: [{ code: 'album', turnover: '6.00', daysOnHand: '60.83' }],
    })
    const january = { from: '2026-01-01', to: '2026-01-05' }
    expect((await manager.inventory.turnover(january)).total).toEqual({
      cost: '0.00',
      meanValue: '1000.00',
      turnover: '0.00',
      daysOnHand: null,
    })
    expect((await manager.inventory.turnover({ ...january, items: ['frame'] })).total).toEqual({
      cost: '0.00',
      meanValue: '0.00',
      turnover: null,
      daysOnHand: null,
    })
    await expect(manager.inventory.turnover({ from: '2026-01-06', to: '2026-01-05' })).rejects.toMatchObject({
      code: 'STOCK_DATES_INVALID',
    })
    // Until today, a year unless told.
    expect(await manager.inventory.turnover({})).toMatchObject({ from: '2025-01-06', to: '2026-01-05', days: 365 })
  })
})

describe('ABC', () => {
  it('sorts by the cost of what was used, with the thresholds that the studio set', async () => {
    const { manager, engine } = await withGoods({ settings: { inventory: { abc: { a: 50, b: 90 } } } })
    await add(manager, 'candle')
    await receive(manager, 'album', 10, '100')
    await receive(manager, 'frame', 10, '60')
    await receive(manager, 'paper', 10, '10')
    expect((await manager.inventory.abc({})).items.map((row) => row.class)).toEqual([null, null, null, null])
    await manager.inventory.issue(one('album', 6))
    await manager.inventory.issue(one('frame', 5))
    await manager.inventory.consume(one('paper', 10))
    const { cost, items } = await manager.inventory.abc({})
    expect(cost).toBe('1000.00')
    expect(items.map((row) => [row.code, row.class, row.cost, row.share, row.cumulative])).toEqual([
      ['album', 'A', '600.00', '0.6000', '0.6000'],
      ['frame', 'B', '300.00', '0.3000', '0.9000'],
      ['paper', 'C', '100.00', '0.1000', '1.0000'],
      ['candle', 'C', '0.00', '0.0000', '1.0000'],
    ])
    const owner = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'zhang-wei', roles: ['owner'] } })
    await expect(owner.settings.change({ plugin: 'inventory', set: { abc: { a: 90, b: 80 } } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    })
  })
})

describe('capital', () => {
  it('is shared out by location, and comes to the whole; units are worth what each cost', async () => {
    const { manager, west } = await withGoods()
    await add(manager, 'dress', { kind: 'rentable', tracking: 'serial' })
    const cellar = await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
    await receive(manager, 'album', 2, '10')
    await receive(manager, 'album', 1, '0.01', { location: 'cellar' })
    await receive(manager, 'dress', 1, '5000', { serial: 'D1' })
    await receive(manager, 'dress', 1, '100', { serial: 'D2', location: 'cellar' })
    await receive(west, 'album', 1, '79.99')
    const by = async (what: 'category' | 'kind' | 'location' | 'branch' | 'item') => {
      const { value, groups } = await manager.inventory.capital({ by: what })
      expect(value).toBe('5200.00')
      return groups.map((group) => [group.name, group.items, group.value, group.share])
    }
    expect(await by('category')).toEqual([
      [null, 1, '5100.00', '0.9808'],
      ['albums', 1, '100.00', '0.0192'],
    ])
    expect(await by('kind')).toEqual([
      ['rentable', 1, '5100.00', '0.9808'],
      ['product', 1, '100.00', '0.0192'],
    ])
    expect(await by('branch')).toEqual([
      ['main', 2, '5120.01', '0.9846'],
      ['west', 1, '79.99', '0.0154'],
    ])
    // 20.01 by quantity: 13.34 and 6.67.
    const places = await manager.inventory.capital({ by: 'location', branch: 'main' })
    expect(places.groups.map((group) => [group.key === cellar.id, group.name, group.value])).toEqual([
      [false, 'main', '5013.34'],
      [true, 'Cellar', '106.67'],
    ])
    expect((await manager.inventory.capital({ items: ['paper'] })).groups).toEqual([])
  })
})

describe('slow movers', () => {
  it('are what is there and hardly goes, with what to do about what is for sale', async () => {
    const { manager, clock } = await withGoods({ now: noon('2025-01-05') })
    await manager.catalog.addItem({ code: 'frame', kind: 'product', name: 'Frame', price: '106.00', taxRate: '6' })
    await manager.catalog.addItem({ code: 'album', kind: 'product', name: 'Album', price: '300.00' })
    await add(manager, 'dress', { kind: 'rentable', tracking: 'serial' })
    await receive(manager, 'album', 20, '100')
    await receive(manager, 'frame', 10, '120')
    await receive(manager, 'paper', 100, '1')
    await receive(manager, 'dress', 1, '500', { serial: 'D1' })
    clock.now = noon('2025-06-05')
    await manager.inventory.issue(one('frame', 1))
    clock.now = noon('2026-01-05')
    await manager.inventory.issue(one('album', 2))
    await add(manager, 'candle')
    await receive(manager, 'candle', 5, '1')
    const slow = await manager.inventory.slowMovers({})
    expect(slow).toMatchObject({ days: 90, percent: 10, value: '1180.00' })
    // Two of eighteen albums are more than ten per cent; candles are new; dresses are looked at by their rentals.
    expect(slow.items.map((row) => [row.code, row.quantity, row.used, row.lastUsedOn, row.idleDays])).toEqual([
      ['frame', 9, 0, '2025-06-05', 214],
      ['paper', 100, 0, null, 365],
    ])
    expect(slow.promote).toEqual([
      expect.objectContaining({
        code: 'frame',
        suggestion: 'clear',
        idleDays: 214,
        quantity: 9,
        value: '1080.00',
        unitCost: '120.00',
        price: '100.00',
        margin: '-20.00',
        marginRatio: '-0.2000',
      }),
    ])
    const wide = await manager.inventory.slowMovers({ percent: 12, kind: 'product' })
    expect(wide.promote.map((row) => [row.code, row.suggestion, row.margin, row.marginRatio])).toEqual([
      ['album', 'promote', '200.00', '0.6667'],
      ['frame', 'clear', '-20.00', '-0.2000'],
    ])
    expect((await manager.inventory.slowMovers({ days: 366, percent: 0 })).items).toEqual([])
  })
})

describe('expiring lots', () => {
  it('are those in stock, the first first, with what has expired', async () => {
    const { manager, clock } = await withGoods()
    await add(manager, 'powder', { kind: 'consumable', tracking: 'lot' })
    const lot = (number: string, quantity: number, unitCost: string, expiresOn: string, more = {}) =>
      receive(manager, 'powder', quantity, unitCost, { lot: number, expiresOn, ...more })
    await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
    await lot('L3', 1, '4', '2026-06-01')
    await lot('L2', 2, '4', '2026-02-01')
    await lot('L2', 1, '4', '2026-02-01', { location: 'cellar' })
    await lot('L1', 4, '4', '2026-01-20')
    await lot('L0', 4, '4', '2026-01-06')
    await manager.inventory.waste({ ...one('powder', 4, undefined, { lot: 'L0' }), reason: 'spoilt' })
    clock.now = noon('2026-01-21')
    const told = await manager.inventory.expiringLots({})
    expect(told).toMatchObject({ value: '28.00', expired: 1 })
    expect(told.lots.map((row) => [row.lot, row.quantity, row.daysLeft, row.expired, row.value])).toEqual([
      ['L1', 4, -1, true, '16.00'],
      ['L2', 3, 11, false, '12.00'],
    ])
    expect(told.lots[1]?.locations.map((place) => place.quantity).sort()).toEqual([1, 2])
    expect((await manager.inventory.expiringLots({ within: 0 })).lots).toHaveLength(1)
    expect((await manager.inventory.expiringLots({ within: 365 })).lots).toHaveLength(3)
    expect((await manager.inventory.expiringLots({ items: ['paper'] })).lots).toEqual([])
  })
})

describe('the log of movements', () => {
  it('tells who moved what, when and why, page by page', async () => {
    const { manager, storekeeper, clock } = await withGoods()
    const cellar = await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
    await manager.inventory.receive({
      lines: [
        { item: 'album', quantity: 3, unitCost: '100' },
        { item: 'paper', quantity: 50, unitCost: '1', location: 'cellar' },
      ],
      reference: 'slip 7',
    })
    clock.now = noon('2026-01-06')
    await storekeeper.inventory.waste({ ...one('album', 1), reason: 'torn' })
    clock.now = noon('2026-01-07')
    const orderId = await placeOrder(manager)
    await manager.inventory.issue({ ...one('album', 1), orderId })
    const { inventory } = manager
    const short = async (given: object) =>
      (await inventory.movementLog(given)).items.map((row) => [
        row.kind,
        row.actor,
        row.reason ?? row.reference ?? row.orderId,
        row.lines.map((line) => `${line.quantity} ${line.code} ${line.location}`),
      ])
    const issue = ['issue', 'the-manager', orderId, ['-1 album main']]
    const waste = ['waste', 'the-storekeeper', 'torn', ['-1 album main']]
    const receipt = ['receipt', 'the-manager', 'slip 7', ['3 album main', '50 paper cellar']]
    expect(await short({})).toEqual([issue, waste, receipt])
    expect(await short({ actor: 'the-storekeeper' })).toEqual([waste])
    expect(await short({ kind: 'receipt' })).toEqual([receipt])
    expect(await short({ orderId })).toEqual([issue])
    expect(await short({ from: '2026-01-06', to: '2026-01-06' })).toEqual([waste])
    expect(await short({ location: 'cellar' })).toEqual([['receipt', 'the-manager', 'slip 7', ['50 paper cellar']]])
    const ofAlbum = ['receipt', 'the-manager', 'slip 7', ['3 album main']]
    expect(await short({ item: 'album' })).toEqual([issue, waste, ofAlbum])
    expect(await short({ item: 'album', actor: 'the-manager' })).toEqual([issue, ofAlbum])
    expect(await short({ item: 'album', location: cellar.id })).toEqual([])
    expect(await short({ item: 'album', to: '2026-01-06', kind: 'waste' })).toEqual([waste])
    expect(await short({ branch: 'west' })).toEqual([])
    for (const given of [{}, { item: 'album' }]) {
      const pages: string[] = []
      let cursor: string | undefined
      do {
        const page = await inventory.movementLog({ ...given, limit: 1, cursor })
        pages.push(...page.items.map((row) => row.kind))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      expect(pages).toEqual(['issue', 'waste', 'receipt'])
    }
    await expect(inventory.movementLog({ item: 'albun' })).rejects.toMatchObject({ code: 'STOCK_ITEM_UNKNOWN' })
    for (const told of [inventory.movementLog, inventory.stockAt, inventory.stock]) {
      // The code is looked for in the branch that is named, or else in one's own.
      await expect(told({ location: 'celar' })).rejects.toMatchObject({
        code: 'STOCK_LOCATION_UNKNOWN',
        details: { branch: 'main', known: ['cellar', 'main'] },
      })
      await expect(told({ location: 'cellar', branch: 'west' })).rejects.toMatchObject({ details: { branch: 'west' } })
    }
    expect((await inventory.stock({ location: 'cellar' })).items.map(({ onHand }) => onHand)).toEqual([50])
  })
})

describe('the lines of a voucher', () => {
  it('name items, locations, lots and single units as people know them, in the log and by themselves', async () => {
    const { manager } = await withGoods()
    const { inventory } = manager
    await add(manager, 'powder', { kind: 'consumable', tracking: 'lot' })
    await add(manager, 'camera', { kind: 'rentable', tracking: 'serial' })
    const { id } = await inventory.receive({
      lines: [
        { item: 'powder', quantity: 2, unitCost: '4', lot: 'L1' },
        { item: 'camera', quantity: 1, unitCost: '900', serial: 'C-1' },
      ],
    })
    const lines = [
      { line: 1, code: 'powder', unit: 'piece', location: 'main', quantity: 2, value: '8.00', lot: 'L1', serial: null },
      {
        line: 2,
        code: 'camera',
        unit: 'piece',
        location: 'main',
        quantity: 1,
        value: '900.00',
        lot: null,
        serial: 'C-1',
      },
    ]
    expect((await inventory.movementLog({ kind: 'receipt' })).items[0]).toMatchObject({ movementId: id, lines })
    expect(await inventory.movement({ movementId: id })).toMatchObject({ id, lines, costs: [] })
  })
})

describe('the status report', () => {
  it('has on one page what the others tell', async () => {
    const { manager, west, clock } = await withGoods()
    expect(await manager.inventory.statusReport({})).toMatchObject({ value: '0.00', kinds: [], slow: { items: 0 } })
    await add(manager, 'powder', { kind: 'consumable', tracking: 'lot' })
    await receive(manager, 'album', 10, '100')
    await receive(manager, 'powder', 3, '20', { lot: 'L1', expiresOn: '2026-06-20' })
    await manager.inventory.setLevels({ item: 'frame', low: 1 })
    await manager.inventory.sendTransfer({ ...one('album', 2), toBranch: 'west' })
    await manager.inventory.reserve(one('album', 3))
    clock.now = noon('2026-06-05')
    expect(await manager.inventory.statusReport({})).toEqual({
      at: clock.now,
      businessDate: '2026-06-05',
      currency: 'CNY',
      value: '860.00',
      kinds: [
        { kind: 'product', items: 1, value: '800.00', share: '0.9302' },
        { kind: 'consumable', items: 1, value: '60.00', share: '0.0698' },
      ],
      alerts: { out: 1, low: 0, over: 0 },
      inTransit: { transfers: 1, value: '200.00' },
      reserved: { reservations: 1, items: 1 },
      slow: { items: 2, value: '860.00' },
      expiring: { lots: 1, expired: 0, value: '60.00' },
    })
    const elsewhere = await west.inventory.statusReport({ branch: 'west' })
    expect(elsewhere).toMatchObject({ value: '0.00', inTransit: { transfers: 1 }, reserved: { reservations: 0 } })
  })
})

describe('the statements of the reports', () => {
  it('are few, and no more where there is more', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, clock } = await withGoods({ storage: adapter })
    await add(manager, 'powder', { kind: 'consumable', tracking: 'lot' })
    const work = async (rounds: number) => {
      for (let round = 0; round < rounds; round++) {
        for (const item of ['album', 'frame', 'paper']) await receive(manager, item, 5, '10')
        await receive(manager, 'powder', 5, '10', { lot: `L${round % 3}`, expiresOn: '2026-05-01' })
        await manager.inventory.issue(one('album', 1))
        await manager.inventory.receive({ ...one('paper', 1, '20'), at: '2026-01-05T03:00:00.000Z' })
      }
    }
    const cost = async (report: () => Promise<unknown>) => {
      statements.length = 0
      await report()
      return statements.filter((one) => / (inventory|catalog)_/.test(one)).length
    }
    const { inventory } = manager
    const costs = async () => ({
      now: await cost(() => inventory.stockAt({})),
      day: await cost(() => inventory.stockAt({ on: '2026-01-04' })),
      farDay: await cost(() => inventory.stockAt({ on: '2025-12-17' })),
      instant: await cost(() => inventory.stockAt({ at: '2026-01-05T03:30:00.000Z' })),
      alerts: await cost(() => inventory.alerts({})),
      turnover: await cost(() => inventory.turnover({})),
      slow: await cost(() => inventory.slowMovers({ percent: 100 })),
      abc: await cost(() => inventory.abc({})),
      capital: await cost(() => inventory.capital({})),
      capitalByLocation: await cost(() => inventory.capital({ by: 'location' })),
      lots: await cost(() => inventory.expiringLots({ within: 365 })),
      log: await cost(() => inventory.movementLog({})),
      logOfItem: await cost(() => inventory.movementLog({ item: 'album' })),
      status: await cost(() => inventory.statusReport({})),
    })
    await work(1)
    clock.now = noon('2026-04-20')
    const few = await costs()
    expect(few).toEqual({
      now: 3,
      day: 5,
      farDay: 4,
      instant: 7,
      alerts: 5,
      turnover: 7,
      slow: 8,
      abc: 3,
      capital: 3,
      capitalByLocation: 5,
      lots: 4,
      // One more names the lots that moved.
      log: 5,
      logOfItem: 5,
      status: 14,
    })
    clock.now = noon('2026-01-05')
    await work(8)
    clock.now = noon('2026-04-20')
    expect(await costs()).toEqual(few)
  })
})
