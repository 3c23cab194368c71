import { describe, expect, it } from 'vitest'
import { balance, placeOrder } from '../inventory/studio.ts'
import { type Counting, lying, noon, openCounting } from './stockroom.ts'

const everyoneMay = { stocktakes: { recount: { percent: null }, approvalAbove: null } }
const opened = () => openCounting({ settings: everyoneMay })

/** Counts so many of one item in the main room at noon of a day, and posts it that evening. */
async function countOf({ liNa, at }: Counting, date: string, line: object) {
  at(date)
  const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
  await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [line as never] })
  at(date, '10:00')
  await liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
  return stocktakeId
}

const found = async ({ liNa }: Counting, stocktakeId: string) => {
  const { lines } = await liNa.stocktakes.differences({ stocktakeId, all: true })
  return lines.map((line) => [line.code, line.counted, line.book, line.difference, line.value])
}

describe('an unfrozen stocktake', () => {
  it('holds what was counted against the books of that moment, whatever moves before it is posted', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    at('2026-01-10')
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 9 }] })
    at('2026-01-10', '05:00')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 4 }] })
    at('2026-01-11')
    // Written down later than the count, and before it: the difference is no longer one.
    await manager.inventory.waste({ lines: [{ item: 'album', quantity: 1 }], reason: 'torn', at: noon('2026-01-09') })
    expect(await found(room, stocktakeId)).toEqual([['album', 9, 9, 0, '0.00']])
    await manager.inventory.receive({
      lines: [{ item: 'album', quantity: 5, unitCost: '100' }],
      at: noon('2026-01-08'),
    })
    expect(await found(room, stocktakeId)).toEqual([['album', 9, 14, -5, '-500.00']])
    // Who counted in the evening posts in the morning: no other permission is needed.
    const { movementIds } = await liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    const movement = await manager.inventory.movement({ movementId: movementIds[0] ?? '' })
    expect(movement).toMatchObject({ at: noon('2026-01-10'), businessDate: '2026-01-10' })
    expect(await lying(room, 'album')).toBe(5)
    expect(await balance(manager, 'StockDifferences')).toBe('500.00')
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('tells what was written down after the count from what was before, within one instant', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    at('2026-01-10')
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 9 }] })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 2 }] })
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'paper', quantity: 48 }] })
    at('2026-01-10', '06:00')
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'powder', lot: 'L1', quantity: 6 }] })
    await manager.inventory.consume({ lines: [{ item: 'powder', lot: 'L1', quantity: 1 }] })
    const { exact, counted } = await liNa.stocktakes.differences({ stocktakeId })
    expect([exact, counted]).toEqual([3, 3])
    await liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    expect([await lying(room, 'album'), await lying(room, 'powder')]).toEqual([7, 9])
  })

  it('is refused where less was counted than left since', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    at('2026-01-10')
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 3 }] })
    at('2026-01-11')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 4 }] })
    await expect(liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })).rejects.toMatchObject({
      code: 'STOCK_SHORT',
    })
    expect(await lying(room, 'album')).toBe(6)
  })
})

describe('a movement dated before a count that was posted', () => {
  it('changes the difference, and not what was counted', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    const stocktakeId = await countOf(room, '2026-01-10', { item: 'album', quantity: 8 })
    expect(await found(room, stocktakeId)).toEqual([['album', 8, 10, -2, '-200.00']])
    at('2026-01-12')
    const late = await manager.inventory.issue({
      lines: [{ item: 'album', quantity: 2 }],
      at: noon('2026-01-09'),
      reference: 'slip 9',
    })
    expect(await lying(room, 'album')).toBe(8)
    expect(await found(room, stocktakeId)).toEqual([['album', 8, 8, 0, '0.00']])
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    expect(await balance(manager, 'COGS:Products')).toBe('200.00')
    expect(await liNa.stocktakes.accuracy({})).toMatchObject({ lines: 1, exact: 1, accuracy: '1.0000', net: '0.00' })
    await manager.inventory.receive({
      lines: [{ item: 'album', quantity: 5, unitCost: '160' }],
      at: noon('2026-01-08'),
    })
    expect(await lying(room, 'album')).toBe(8)
    const [[, counted, book, difference] = []] = await found(room, stocktakeId)
    expect([counted, book, difference]).toEqual([8, 13, -5])
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
    // The two that had been missing are taken back where they stand; the five are a difference before the count.
    const log = await manager.inventory.movementLog({ item: 'album', kind: 'count' })
    expect(log.items.map((one) => [one.at, one.reference, one.lines[0]?.quantity])).toEqual([
      [noon('2026-01-10'), 'slip 9', 2],
      [noon('2026-01-10'), 'Cmain-26-001', -2],
      ['2026-01-10T03:59:59.999Z', null, -5],
    ])
    expect(late.businessDate).toBe('2026-01-09')
    // What happens after the count is stock like any other.
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }], at: noon('2026-01-11') })
    expect(await lying(room, 'album')).toBe(7)
  })

  it('is kept off a count that found no difference too', async () => {
    const room = await opened()
    const stocktakeId = await countOf(room, '2026-01-10', { item: 'album', quantity: 10 })
    room.at('2026-01-12')
    const { inventory } = room.manager
    await inventory.receive({ lines: [{ item: 'album', quantity: 3, unitCost: '100' }], at: noon('2026-01-09') })
    expect(await lying(room, 'album')).toBe(10)
    expect(await found(room, stocktakeId)).toEqual([['album', 10, 13, -3, '-300.00']])
    expect(await inventory.verify({})).toMatchObject({ intact: true })
  })

  it('may take more than is left by now, since at the count it is there again', async () => {
    const room = await opened()
    const { manager, at } = room
    const stocktakeId = await countOf(room, '2026-01-10', { item: 'album', quantity: 2 })
    at('2026-01-11')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    at('2026-01-12')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 8 }], at: noon('2026-01-09') })
    expect(await lying(room, 'album')).toBe(1)
    expect(await found(room, stocktakeId)).toEqual([['album', 2, 2, 0, '0.00']])
    await expect(
      manager.inventory.issue({ lines: [{ item: 'album', quantity: 3 }], at: noon('2026-01-09') }),
    ).rejects.toMatchObject({ code: 'STOCK_BACKDATED_SHORT' })
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('leaves a difference that it explains worth nothing, and what is left worth what it cost, first in, first out', async () => {
    const room = await opened()
    const { manager, at, liNa } = room
    const { inventory } = manager
    await inventory.addItem({ code: 'film', name: '胶卷', kind: 'consumable', valuation: 'fifo' })
    await inventory.receive({ lines: [{ item: 'film', quantity: 5, unitCost: '100' }] })
    at('2026-01-06')
    await inventory.receive({ lines: [{ item: 'film', quantity: 5, unitCost: '160' }] })
    const missing = await countOf(room, '2026-01-10', { item: 'film', quantity: 7 })
    expect(await found(room, missing)).toEqual([['film', 7, 10, -3, '-300.00']])
    at('2026-01-12')
    const late = (quantity: number) => inventory.issue({ lines: [{ item: 'film', quantity }], at: noon('2026-01-09') })
    await late(2)
    expect(await found(room, missing)).toEqual([['film', 7, 8, -1, '-100.00']])
    await late(1)
    expect(await found(room, missing)).toEqual([['film', 7, 7, 0, '0.00']])
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    // Two at 100.00 and five at 160.00 are left, as if all had been written down in time.
    expect(await balance(manager, 'Inventory:Consumables')).toBe('1098.00')
    const more = await countOf(room, '2026-01-14', { item: 'film', quantity: 9 })
    expect(await found(room, more)).toEqual([['film', 9, 7, 2, '320.00']])
    at('2026-01-16')
    const receive = (quantity: number) =>
      inventory.receive({ lines: [{ item: 'film', quantity, unitCost: '200' }], at: noon('2026-01-13') })
    await receive(3)
    // The two that were found had come, and one of the three was not there: the oldest that there was.
    expect(await found(room, more)).toEqual([['film', 9, 10, -1, '-100.00']])
    expect(await lying(room, 'film')).toBe(9)
    const issued = await inventory.issue({ lines: [{ item: 'film', quantity: 1 }] })
    expect(issued.lines[0]?.value).toBe('-100.00')
    expect(await liNa.stocktakes.accuracy({})).toMatchObject({ lines: 2, exact: 1, net: '-100.00' })
    expect(await inventory.verify({})).toMatchObject({ intact: true })
    expect(await inventory.rebuild({})).toMatchObject({ mended: 0 })
  })

  it('may bring what a stocktake found, a single unit too, and may not be there at the count', async () => {
    const room = await opened()
    const { manager, liNa, at } = room
    const { inventory } = manager
    at('2026-01-06')
    await inventory.waste({ lines: [{ item: 'dress', quantity: 1, serial: 'D1' }], reason: 'lost' })
    const stocktakeId = await countOf(room, '2026-01-10', { item: 'dress', serials: ['D1', 'D2'] })
    expect(await found(room, stocktakeId)).toEqual([['dress', 2, 1, 1, '800.00']])
    at('2026-01-12')
    // D1 was bought again on the 8th; D9 came on the 9th, and nobody saw it on the 10th.
    const late = (serial: string, day: string, unitCost: string) =>
      inventory.receive({ lines: [{ item: 'dress', quantity: 1, unitCost, serial }], at: noon(day) })
    await late('D1', '2026-01-08', '650')
    await late('D9', '2026-01-09', '900')
    const { lines } = await liNa.stocktakes.differences({ stocktakeId, all: true })
    expect(lines).toMatchObject([{ counted: 2, book: 3, difference: -1, value: '-900.00' }])
    expect(lines[0]?.units.map(({ serial, change }) => [serial, change])).toEqual([['D9', 'missing']])
    const units = (await inventory.serials({ item: 'dress' })).items
    expect(units.map((unit) => [unit.serial, unit.status])).toEqual([
      ['D1', 'inStock'],
      ['D2', 'inStock'],
      ['D3', 'inStock'],
      ['D9', 'out'],
    ])
    const sold = await inventory.issue({ lines: [{ item: 'dress', quantity: 1, serial: 'D1' }] })
    expect(sold.lines[0]?.value).toBe('-650.00')
    await expect(late('D2', '2026-01-09', '1')).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    expect(await inventory.verify({})).toMatchObject({ intact: true })
    expect(await inventory.rebuild({})).toMatchObject({ mended: 0 })
  })

  it('may be promised: the promise is kept by it, and what was counted is there for others', async () => {
    const room = await opened()
    const { manager, at } = room
    const promised = await manager.inventory.reserve({
      lines: [
        { item: 'album', quantity: 2 },
        { item: 'dress', quantity: 1, serial: 'D1' },
      ],
      orderId: await placeOrder(manager),
    })
    await countOf(room, '2026-01-10', { item: 'album', quantity: 10 })
    await countOf(room, '2026-01-11', { item: 'dress', serials: ['D1', 'D2'] })
    at('2026-01-12')
    const given = { reservations: promised.map(({ id }) => ({ reservationId: id })), at: noon('2026-01-09') }
    await manager.inventory.fulfil(given)
    expect((await manager.inventory.item({ item: 'album' })).stock).toMatchObject([{ onHand: 10, reserved: 0 }])
    await manager.inventory.issue({ lines: [{ item: 'dress', quantity: 1, serial: 'D1' }] })
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('meets the first count after it alone: those after that hold by themselves', async () => {
    const room = await opened()
    const first = await countOf(room, '2026-01-10', { item: 'album', quantity: 9 })
    const second = await countOf(room, '2026-01-14', { item: 'album', quantity: 8 })
    const { manager, at } = room
    at('2026-01-20')
    const issue = (date: string) => manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }], at: noon(date) })
    await issue('2026-01-12')
    expect([await found(room, first), await found(room, second)]).toEqual([
      [['album', 9, 10, -1, '-100.00']],
      [['album', 8, 8, 0, '0.00']],
    ])
    await issue('2026-01-09')
    expect([await found(room, first), await found(room, second)]).toEqual([
      [['album', 9, 9, 0, '0.00']],
      [['album', 8, 8, 0, '0.00']],
    ])
    expect(await lying(room, 'album')).toBe(8)
    const of = async (on: string) => (await manager.inventory.stockAt({ on, items: ['album'] })).items[0]?.quantity
    expect([await of('2026-01-08'), await of('2026-01-09'), await of('2026-01-10'), await of('2026-01-13')]).toEqual([
      10, 9, 9, 8,
    ])
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('may be the difference of another stocktake, counted before and posted after', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    at('2026-01-09')
    const { id: early } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({ stocktakeId: early, location: 'main', lines: [{ item: 'album', quantity: 7 }] })
    const later = await countOf(room, '2026-01-10', { item: 'album', quantity: 8 })
    expect(await found(room, later)).toEqual([['album', 8, 10, -2, '-200.00']])
    await liNa.stocktakes.post({ stocktakeId: early, uncounted: 'leave' })
    expect(await found(room, early)).toEqual([['album', 7, 10, -3, '-300.00']])
    // From seven to eight in a day: one was found.
    expect(await found(room, later)).toEqual([['album', 8, 7, 1, '100.00']])
    expect(await lying(room, 'album')).toBe(8)
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('is of lots and of single units as well', async () => {
    const room = await opened()
    const { manager, at, liNa } = room
    at('2026-01-10')
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({
      stocktakeId,
      location: 'main',
      lines: [
        { item: 'powder', quantity: 1, lot: 'L1' },
        { item: 'powder', quantity: 4, lot: 'L2' },
        { item: 'dress', serials: ['D1'] },
      ],
    })
    await liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    const lots = async () =>
      (await manager.inventory.lots({ item: 'powder' })).items.map((lot) =>
        lot.stock.reduce((sum, row) => sum + row.onHand, 0),
      )
    expect(await lots()).toEqual([1, 4])
    at('2026-01-12')
    const before = { at: noon('2026-01-09') }
    // By name: five of the first lot, of which one is left. By itself: what expires first.
    await manager.inventory.consume({ lines: [{ item: 'powder', quantity: 5, lot: 'L1' }], ...before })
    await manager.inventory.consume({ lines: [{ item: 'powder', quantity: 1 }], ...before })
    expect(await lots()).toEqual([1, 4])
    // The dress that was missing had been sold, the one that is there was not.
    await manager.inventory.issue({ lines: [{ item: 'dress', quantity: 1, serial: 'D2' }], ...before })
    const units = async () => (await manager.inventory.serials({ item: 'dress' })).items.map((unit) => unit.status)
    expect(await units()).toEqual(['inStock', 'out', 'inStock'])
    await manager.inventory.issue({ lines: [{ item: 'dress', quantity: 1, serial: 'D1' }], ...before })
    expect(await units()).toEqual(['inStock', 'out', 'inStock'])
    const { lines, exact } = await liNa.stocktakes.differences({ stocktakeId, all: true })
    expect(
      lines.map((line) => [line.code, line.lot, line.difference, line.units.map((unit) => [unit.serial, unit.change])]),
    ).toEqual([
      ['dress', null, 1, [['D1', 'found']]],
      ['powder', 'L1', 1, []],
      ['powder', 'L2', 0, []],
    ])
    expect(exact).toBe(1)
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('leaves alone what was counted elsewhere, cancelled or not posted', async () => {
    const room = await opened()
    const { liNa, manager, at } = room
    at('2026-01-10')
    const { id: cancelled } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({ stocktakeId: cancelled, location: 'main', lines: [{ item: 'album', quantity: 1 }] })
    await liNa.stocktakes.cancel({ stocktakeId: cancelled })
    const { id: elsewhere } = await liNa.stocktakes.open({ locations: ['cellar'] })
    await liNa.stocktakes.count({ stocktakeId: elsewhere, location: 'cellar', lines: [{ item: 'album', quantity: 0 }] })
    await liNa.stocktakes.post({ stocktakeId: elsewhere, uncounted: 'leave' })
    at('2026-01-12')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 3 }], at: noon('2026-01-09') })
    expect(await lying(room, 'album')).toBe(7)
  })

  it('is booked today where the days are closed', async () => {
    const room = await opened()
    const { manager, at } = room
    const stocktakeId = await countOf(room, '2026-01-10', { item: 'album', quantity: 10 })
    at('2026-02-10')
    await manager.ledger.closeMonth({ month: '2026-01' })
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 2 }], at: noon('2026-01-09') })
    expect(await lying(room, 'album')).toBe(10)
    expect(await found(room, stocktakeId)).toEqual([['album', 10, 8, 2, '200.00']])
    const [kept] = (await manager.inventory.movementLog({ item: 'album', kind: 'count' })).items
    const movement = await manager.inventory.movement({ movementId: kept?.movementId ?? '' })
    expect(movement).toMatchObject({ businessDate: '2026-01-10', bookedOn: '2026-02-10' })
    // It came back, and was not there either: the difference that was found is taken back, today as well.
    await manager.inventory.receive({
      lines: [{ item: 'album', quantity: 2, unitCost: '100' }],
      at: noon('2026-01-09'),
    })
    expect(await lying(room, 'album')).toBe(10)
    expect(await found(room, stocktakeId)).toEqual([['album', 10, 10, 0, '0.00']])
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    const counts = (await manager.inventory.movementLog({ item: 'album', kind: 'count' })).items
    const read = await Promise.all(counts.map(({ movementId }) => manager.inventory.movement({ movementId })))
    expect(read.map((one) => [one.businessDate, one.bookedOn, one.lines[0]?.quantity])).toEqual([
      ['2026-01-10', '2026-02-10', -2],
      ['2026-01-10', '2026-02-10', 2],
    ])
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
    expect(await manager.inventory.rebuild({})).toMatchObject({ mended: 0 })
  })
})

describe('what stocktakes keep', () => {
  it('is sealed', async () => {
    const room = await opened()
    const { owner, manager, engine } = room
    await countOf(room, '2026-01-10', { item: 'album', quantity: 8 })
    room.at('2026-01-12')
    await manager.inventory.issue({ lines: [{ item: 'album', quantity: 2 }], at: noon('2026-01-09') })
    await engine.settle()
    expect(await owner.ledger.verify({})).toMatchObject({ intact: true })
  })
})
