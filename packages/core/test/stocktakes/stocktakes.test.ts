import { describe, expect, it } from 'vitest'
import { balance } from '../inventory/studio.ts'
import { asBooked, type Counting, lying, noon, openCounting } from './stockroom.ts'

const everyoneMay = { stocktakes: { recount: { percent: null }, approvalAbove: null } }

/** Opens a stocktake of the main room and counts everything there, but for what is told otherwise. */
async function counted(
  { liNa }: Pick<Counting, 'liNa'>,
  other: readonly { item: string; quantity?: number; unit?: string; lot?: string; serials?: string[] }[] = [],
  more: object = {},
) {
  const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'], ...more })
  const same = (line: { item: string; lot?: string }) =>
    other.some((one) => one.item === line.item && one.lot === line.lot)
  const lines = [...asBooked.filter((line) => !same(line)), ...other]
  const count = await liNa.stocktakes.count({ stocktakeId, location: 'main', lines })
  return { stocktakeId, count }
}

describe('a stocktake', () => {
  it('puts the stock as it was counted, and books the difference', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { stocktakeId } = await counted(room, [
      { item: 'album', quantity: 8 },
      { item: 'paper', quantity: 50 },
    ])
    const { liNa } = room
    expect(await liNa.stocktakes.differences({ stocktakeId })).toMatchObject({
      status: 'open',
      counted: 5,
      exact: 3,
      accuracy: '0.6000',
      surplus: '2.00',
      shortage: '200.00',
      net: '-198.00',
      lines: [
        { code: 'album', counted: 8, book: 10, difference: -2, value: '-200.00', counter: 'li-na' },
        { code: 'paper', counted: 50, book: 48, difference: 2, value: '2.00' },
      ],
      uncounted: [],
    })
    const posted = await liNa.stocktakes.post({ stocktakeId, reason: 'the year is over' })
    expect(posted).toMatchObject({ lines: 5, exact: 3, surplus: '2.00', shortage: '200.00', approver: null })
    expect(await lying(room, 'album')).toBe(8)
    expect(await lying(room, 'paper')).toBe(50)
    expect(await balance(room.manager, 'StockDifferences')).toBe('198.00')
    expect(await balance(room.manager, 'Inventory:Products')).toBe('800.00')
    const [movementId = ''] = posted.movementIds
    const movement = await room.manager.inventory.movement({ movementId })
    expect(movement).toMatchObject({ kind: 'count', reference: 'Cmain-26-001', reason: 'the year is over' })
    expect(await liNa.stocktakes.differences({ stocktakeId })).toMatchObject({ status: 'posted', net: '-198.00' })
    await expect(liNa.stocktakes.post({ stocktakeId })).rejects.toMatchObject({ code: 'STOCKTAKE_NOT_OPEN' })
    await expect(liNa.stocktakes.count({ stocktakeId, location: 'main', lines: asBooked })).rejects.toMatchObject({
      code: 'STOCKTAKE_NOT_OPEN',
    })
    await expect(liNa.stocktakes.cancel({ stocktakeId })).rejects.toMatchObject({ details: { status: 'posted' } })
  })

  it('moves nothing where the books are right', async () => {
    const room = await openCounting()
    const { stocktakeId } = await counted(room)
    const posted = await room.liNa.stocktakes.post({ stocktakeId })
    expect(posted).toMatchObject({ movementIds: [], lines: 5, exact: 5, surplus: '0.00', shortage: '0.00' })
  })

  it('freezes locations until it ends, for everybody but itself', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, manager } = room
    const { stocktakeId } = await counted(room, [{ item: 'album', quantity: 9 }], { freeze: true })
    const issue = () => manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    await expect(issue()).rejects.toMatchObject({ code: 'STOCK_FROZEN', details: { stocktakeId } })
    await manager.inventory.receive({ lines: [{ item: 'paper', quantity: 1, unitCost: '1', location: 'cellar' }] })
    await expect(
      manager.inventory.move({ lines: [{ item: 'album', quantity: 1 }], to: 'cellar' }),
    ).rejects.toMatchObject({
      code: 'STOCK_FROZEN',
    })
    await expect(liNa.stocktakes.open({ freeze: true })).rejects.toMatchObject({ code: 'STOCKTAKE_SCOPE_INVALID' })
    await liNa.stocktakes.post({ stocktakeId })
    await issue()
    expect(await lying(room, 'album')).toBe(8)
    const again = await liNa.stocktakes.open({ locations: ['main'], freeze: true })
    await expect(issue()).rejects.toMatchObject({ code: 'STOCK_FROZEN' })
    await liNa.stocktakes.cancel({ stocktakeId: again.id })
    await issue()
    expect((await liNa.stocktakes.list({})).items.map((one) => [one.number, one.status])).toEqual([
      ['Cmain-26-002', 'cancelled'],
      ['Cmain-26-001', 'posted'],
    ])
    expect((await liNa.stocktakes.list({ status: 'open' })).items).toEqual([])
  })

  it('is of locations with their bins, and of items by kind, category or name', async () => {
    const room = await openCounting()
    const { liNa, manager, cellar } = room
    const bin = await manager.inventory.addLocation({ code: 'bin', name: 'Bin', within: 'cellar' })
    const inBin = await manager.inventory.addLocation({ code: 'box', name: 'Box', within: 'cellar' })
    const of = await liNa.stocktakes.open({ locations: ['cellar'] })
    expect([...of.locationIds].sort()).toEqual([cellar.id, bin.id, inBin.id].sort())
    const albums = await liNa.stocktakes.open({ category: 'albums' })
    expect(albums.locationIds).toHaveLength(4)
    const count = (item: string) =>
      liNa.stocktakes.count({ stocktakeId: albums.id, location: 'main', lines: [{ item, quantity: 1 }] })
    await expect(count('paper')).rejects.toMatchObject({ code: 'COUNT_INVALID' })
    await expect(count('albun')).rejects.toMatchObject({ code: 'STOCK_ITEM_UNKNOWN' })
    const sheet = await liNa.stocktakes.sheet({ stocktakeId: albums.id, location: 'main' })
    expect(sheet.lines.map((line) => line.code)).toEqual(['album'])
    const kinds = await liNa.stocktakes.open({ kind: 'consumable', items: ['paper', 'album'] })
    expect(
      (await liNa.stocktakes.sheet({ stocktakeId: kinds.id, location: 'main' })).lines.map((one) => one.code),
    ).toEqual(['paper'])
    await expect(liNa.stocktakes.open({ locations: ['attic'] })).rejects.toMatchObject({
      code: 'STOCK_LOCATION_UNKNOWN',
    })
    await expect(
      liNa.stocktakes.count({ stocktakeId: of.id, location: 'main', lines: asBooked }),
    ).rejects.toMatchObject({ code: 'COUNT_INVALID' })
    await expect(
      room.west.stocktakes.count({ stocktakeId: of.id, location: 'main', lines: asBooked }),
    ).rejects.toMatchObject({ code: 'STOCKTAKE_UNKNOWN' })
  })
})

describe('counting', () => {
  it('is blind: neither sheet nor count tells what the books say', async () => {
    const { liNa, meiMei } = await openCounting()
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    const sheet = await meiMei.stocktakes.sheet({ stocktakeId, location: 'main' })
    expect(sheet.lines.map((line) => [line.code, line.lot, line.tracking, line.state, line.book])).toEqual([
      ['album', null, 'none', 'toCount', null],
      ['dress', null, 'serial', 'toCount', null],
      ['paper', null, 'none', 'toCount', null],
      ['powder', 'L1', 'lot', 'toCount', null],
      ['powder', 'L2', 'lot', 'toCount', null],
    ])
    expect(sheet.lines[2]?.packs).toEqual([{ unit: 'box', quantity: 12 }])
    const lines = [{ item: 'album', quantity: 9 }]
    const { lines: told } = await meiMei.stocktakes.count({ stocktakeId, location: 'main', lines, complete: true })
    expect(told).toEqual([
      expect.objectContaining({ code: 'album', counted: 9, recount: false, book: null, difference: null }),
    ])
    await expect(meiMei.stocktakes.differences({ stocktakeId })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const open = await liNa.stocktakes.open({ locations: ['main'], blind: false })
    const seeing = await meiMei.stocktakes.sheet({ stocktakeId: open.id, location: 'main' })
    expect(seeing.lines.map((line) => line.book)).toEqual([10, 2, 48, 6, 4])
    const counting = await meiMei.stocktakes.count({ stocktakeId: open.id, location: 'main', lines })
    expect(counting.lines[0]).toMatchObject({ book: 10, difference: -1 })
  })

  it('adds up packs and units, and goes by lots and serials', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, manager } = room
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    const count = (lines: readonly object[]) =>
      liNa.stocktakes.count({ stocktakeId, location: 'main', lines: lines as never })
    const refused = async (line: object, code: string) => {
      await expect(count([line])).rejects.toMatchObject({ code })
    }
    await refused({ item: 'paper', quantity: 1, unit: 'roll' }, 'MOVEMENT_INVALID')
    await refused({ item: 'paper' }, 'COUNT_INVALID')
    await refused({ item: 'paper', quantity: 1, lot: 'L1' }, 'COUNT_INVALID')
    await refused({ item: 'paper', serials: ['D1'] }, 'COUNT_INVALID')
    await refused({ item: 'powder', quantity: 1 }, 'COUNT_INVALID')
    await refused({ item: 'powder', quantity: 1, lot: 'L9' }, 'LOT_INVALID')
    await refused({ item: 'dress', quantity: 1 }, 'COUNT_INVALID')
    await refused({ item: 'dress', serials: ['D1'], quantity: 1 }, 'COUNT_INVALID')
    await refused({ item: 'dress', serials: ['D9'] }, 'SERIAL_INVALID')
    await refused({ item: 'dress', serials: ['D1', 'D1'] }, 'SERIAL_INVALID')
    await expect(count([])).rejects.toMatchObject({ code: 'COUNT_INVALID' })
    const { lines } = await count([
      { item: 'paper', quantity: 3, unit: 'box' },
      { item: 'paper', quantity: 5 },
      { item: 'powder', quantity: 7, lot: 'L1' },
      { item: 'powder', quantity: 2, lot: 'L2' },
      { item: 'dress', serials: ['D2'] },
      { item: 'album', quantity: 10 },
    ])
    expect(lines.map((line) => [line.code, line.counted])).toEqual([
      ['paper', 41],
      ['powder', 7],
      ['powder', 2],
      ['dress', 1],
      ['album', 10],
    ])
    const { lines: found } = await liNa.stocktakes.differences({ stocktakeId })
    expect(
      found.map((line) => [line.code, line.lot, line.difference, line.units.map((unit) => [unit.serial, unit.change])]),
    ).toEqual([
      ['dress', null, -1, [['D1', 'missing']]],
      ['paper', null, -7, []],
      ['powder', 'L1', 1, []],
      ['powder', 'L2', -2, []],
    ])
    await liNa.stocktakes.post({ stocktakeId })
    const lots = await manager.inventory.lots({ item: 'powder' })
    expect(lots.items.map((lot) => [lot.number, lot.stock.reduce((sum, row) => sum + row.onHand, 0)])).toEqual([
      ['L1', 7],
      ['L2', 2],
    ])
    const { items } = await manager.inventory.serials({ item: 'dress' })
    expect(items.map((unit) => [unit.serial, unit.status])).toEqual([
      ['D1', 'out'],
      ['D2', 'inStock'],
      ['D3', 'inStock'],
    ])
    // The dress that is missing cost 800.
    expect(await balance(manager, 'Inventory:Rentables')).toBe('1100.00')
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('has a unit moved that lies elsewhere than the books say, and lets one that was lost come back', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, manager, cellar } = room
    const { stocktakeId } = await counted(room, [{ item: 'dress', serials: ['D1', 'D3'] }])
    const posted = await liNa.stocktakes.post({ stocktakeId })
    const where = async () =>
      (await manager.inventory.serials({ item: 'dress' })).items.map((unit) => [
        unit.serial,
        unit.status,
        unit.locationId === cellar.id,
      ])
    expect(await where()).toEqual([
      ['D1', 'inStock', false],
      ['D2', 'out', false],
      ['D3', 'inStock', false],
    ])
    expect(posted).toMatchObject({ exact: 4, shortage: '600.00', surplus: '0.00' })
    expect(await lying(room, 'dress')).toBe(2)
    expect(await lying(room, 'dress', 'cellar')).toBe(0)
    const again = await counted(room, [{ item: 'dress', serials: ['D1', 'D2', 'D3'] }])
    expect(await liNa.stocktakes.post({ stocktakeId: again.stocktakeId })).toMatchObject({ surplus: '600.00' })
    expect((await where())[1]).toEqual(['D2', 'inStock', false])
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('finds a unit in one place alone, and once', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, manager, at } = room
    await manager.inventory.waste({ lines: [{ item: 'dress', quantity: 1, serial: 'D1' }], reason: 'lost' })
    const { id: stocktakeId } = await liNa.stocktakes.open({})
    const count = (location: string, serials: string[]) =>
      liNa.stocktakes.count({ stocktakeId, location, lines: [{ item: 'dress', serials }] })
    const post = () => liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    at('2026-01-06')
    await count('main', ['D1', 'D2'])
    at('2026-01-07')
    await count('cellar', ['D1', 'D3'])
    const twice = { code: 'STOCKTAKE_NOT_READY', details: { rule: 'saw single units in two places' } }
    await expect(post()).rejects.toMatchObject(twice)
    // Later there again, where the books have it, than where it was found.
    await count('main', ['D2', 'D3'])
    await count('cellar', ['D3'])
    await expect(post()).rejects.toMatchObject(twice)
    await count('main', ['D1', 'D2'])
    // Somebody has received by now what was found.
    await manager.inventory.receive({ lines: [{ item: 'dress', quantity: 1, unitCost: '800', serial: 'D1' }] })
    await expect(post()).rejects.toMatchObject({ code: 'SERIAL_INVALID' })
    at('2026-01-08')
    await count('main', ['D1', 'D2'])
    expect(await post()).toMatchObject({ lines: 2, exact: 2, movementIds: [] })
    // Seen in the cellar one day and in the room the next: it was moved between.
    const { id: next } = await liNa.stocktakes.open({})
    const seen = (location: string, serials: string[]) =>
      liNa.stocktakes.count({ stocktakeId: next, location, lines: [{ item: 'dress', serials }] })
    at('2026-01-09')
    await seen('cellar', ['D3'])
    at('2026-01-10')
    await seen('main', ['D1', 'D2', 'D3'])
    await liNa.stocktakes.post({ stocktakeId: next, uncounted: 'leave' })
    const inCellar = async (on: string) =>
      (await manager.inventory.stockAt({ on, items: ['dress'], location: room.cellar.id })).items.length
    expect([await inCellar('2026-01-09'), await inCellar('2026-01-10')]).toEqual([1, 0])
  })

  it('does not move a unit past a count that did not see it', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, manager, at } = room
    const open = async () => (await liNa.stocktakes.open({})).id
    const [first, second] = [await open(), await open()]
    const count = (stocktakeId: string, location: string, serials: string[]) =>
      liNa.stocktakes.count({ stocktakeId, location, lines: [{ item: 'dress', serials }] })
    const post = (stocktakeId: string) => liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    at('2026-01-06')
    await count(first, 'cellar', [])
    at('2026-01-07')
    await count(second, 'main', ['D1', 'D2'])
    await post(second)
    at('2026-01-08')
    await count(first, 'main', ['D1', 'D2', 'D3'])
    expect(await post(first)).toMatchObject({ surplus: '500.00', shortage: '500.00' })
    expect(await lying(room, 'dress')).toBe(3)
    const found = await liNa.stocktakes.differences({ stocktakeId: second, all: true })
    expect(found.lines).toMatchObject([{ counted: 2, difference: 0 }])
    expect(await balance(manager, 'StockDifferences')).toBe('0.00')
    expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('may say that there is nothing else, and what nobody counted stops the posting or stays', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa } = room
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'], kind: 'consumable' })
    await expect(liNa.stocktakes.post({ stocktakeId })).rejects.toMatchObject({ code: 'STOCKTAKE_NOT_READY' })
    const count = (lines: readonly object[], complete = false) =>
      liNa.stocktakes.count({ stocktakeId, location: 'main', lines: lines as never, complete })
    await count([{ item: 'paper', quantity: 48 }])
    expect((await liNa.stocktakes.differences({ stocktakeId })).uncounted.map((one) => [one.code, one.book])).toEqual([
      ['powder', 6],
      ['powder', 4],
    ])
    await expect(liNa.stocktakes.post({ stocktakeId })).rejects.toMatchObject({
      code: 'STOCKTAKE_NOT_READY',
      details: {
        places: [
          { item: 'powder', location: 'main' },
          { item: 'powder', location: 'main' },
        ],
      },
    })
    // Nothing else than what was counted before: the paper stays as it was counted.
    await count([{ item: 'powder', quantity: 6, lot: 'L1' }], true)
    expect((await liNa.stocktakes.differences({ stocktakeId })).lines.map((one) => [one.lot, one.difference])).toEqual([
      ['L2', -4],
    ])
    await liNa.stocktakes.post({ stocktakeId })
    expect(await lying(room, 'powder')).toBe(6)
    const next = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({
      stocktakeId: next.id,
      location: 'main',
      lines: [{ item: 'paper', quantity: 47 }],
    })
    expect(await liNa.stocktakes.post({ stocktakeId: next.id, uncounted: 'leave' })).toMatchObject({ lines: 1 })
    expect(await lying(room, 'album')).toBe(10)
  })

  it('is of the time from its opening until now', async () => {
    const { liNa, at } = await openCounting()
    at('2026-01-06')
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    at('2026-01-07')
    const count = (asOf: string) =>
      liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 10 }], asOf })
    await expect(count(noon('2026-01-05'))).rejects.toMatchObject({ code: 'COUNT_INVALID' })
    await expect(count(noon('2026-01-08'))).rejects.toMatchObject({ code: 'COUNT_INVALID' })
    expect((await count(noon('2026-01-06'))).asOf).toBe(noon('2026-01-06'))
  })
})

describe('what differs much', () => {
  const album = (quantity: number) => ({ location: 'main', lines: [{ item: 'album', quantity }] })

  it('is counted again by somebody else, until two find the same', async () => {
    const room = await openCounting()
    const { liNa, meiMei, manager } = room
    const { stocktakeId, count } = await counted(room, [{ item: 'album', quantity: 7 }])
    expect(count.lines.filter((line) => line.recount).map((line) => line.code)).toEqual(['album'])
    await expect(manager.stocktakes.post({ stocktakeId })).rejects.toMatchObject({
      code: 'STOCKTAKE_NOT_READY',
      details: { places: [{ item: 'album', location: 'main' }] },
    })
    await expect(liNa.stocktakes.count({ stocktakeId, ...album(7) })).rejects.toMatchObject({
      code: 'RECOUNT_BY_ANOTHER',
      details: { counter: 'li-na' },
    })
    const sheet = await meiMei.stocktakes.sheet({ stocktakeId, location: 'main' })
    expect(sheet.lines[0]).toMatchObject({ code: 'album', state: 'recount', countedBy: 'li-na', book: null })
    expect((await meiMei.stocktakes.count({ stocktakeId, ...album(8) })).lines[0]?.recount).toBe(true)
    // The first one again, who finds what she found before: nobody has agreed yet.
    expect((await liNa.stocktakes.count({ stocktakeId, ...album(7) })).lines[0]?.recount).toBe(true)
    expect((await manager.stocktakes.differences({ stocktakeId })).recounts).toBe(1)
    expect((await meiMei.stocktakes.count({ stocktakeId, ...album(7) })).lines[0]?.recount).toBe(false)
    await manager.stocktakes.post({ stocktakeId })
    expect(await lying(room, 'album')).toBe(7)
  })

  it('is settled by another who finds a small difference or none', async () => {
    const room = await openCounting()
    const { stocktakeId } = await counted(room, [{ item: 'album', quantity: 7 }])
    expect((await room.meiMei.stocktakes.count({ stocktakeId, ...album(9) })).lines[0]?.recount).toBe(false)
    await room.manager.stocktakes.post({ stocktakeId })
    expect(await lying(room, 'album')).toBe(9)
  })

  it('is so by units, by per cent or by value, as the studio set it', async () => {
    const recounts = async (recount: object, quantity: number) => {
      const room = await openCounting({ settings: { stocktakes: { recount } } })
      const { count } = await counted(room, [{ item: 'album', quantity }])
      await room.engine.close()
      return count.lines.some((line) => line.recount)
    }
    expect(await recounts({ percent: 20 }, 8)).toBe(false)
    expect(await recounts({ percent: 19 }, 8)).toBe(true)
    expect(await recounts({ percent: null, units: 2 }, 12)).toBe(false)
    expect(await recounts({ percent: null, units: 1 }, 12)).toBe(true)
    expect(await recounts({ percent: null, value: '200' }, 8)).toBe(false)
    expect(await recounts({ percent: null, value: '199.99' }, 8)).toBe(true)
    expect(await recounts({ percent: null }, 0)).toBe(false)
  })

  it('needs a second person to be posted, who did not count it', async () => {
    const room = await openCounting({ settings: { stocktakes: { recount: { percent: null } } } })
    const { liNa, manager } = room
    const { stocktakeId } = await counted(room, [{ item: 'album', quantity: 8 }])
    const post = (approver?: string) => liNa.stocktakes.post({ stocktakeId, approver })
    await expect(post()).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await expect(post('li-na')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    await expect(post('nobody')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    await manager.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'paper', quantity: 40 }] })
    await expect(post('the-manager')).rejects.toMatchObject({ code: 'STOCKTAKE_APPROVER_COUNTED' })
    await expect(manager.stocktakes.post({ stocktakeId })).rejects.toMatchObject({
      code: 'STOCKTAKE_APPROVER_COUNTED',
    })
    expect(await post('the-accountant')).toMatchObject({ actor: 'li-na', approver: 'the-accountant' })
    expect(await balance(manager, 'StockDifferences')).toBe('208.00')
  })

  it('needs nobody up to the value that the studio set', async () => {
    const settings = { stocktakes: { recount: { percent: null }, approvalAbove: '200' } }
    const room = await openCounting({ settings })
    const { stocktakeId } = await counted(room, [{ item: 'album', quantity: 8 }])
    expect(await room.liNa.stocktakes.post({ stocktakeId })).toMatchObject({ approver: null })
  })
})

describe('how often the books were right', () => {
  it('is told of posted stocktakes, and null where nothing was counted', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, at } = room
    expect(await liNa.stocktakes.accuracy({})).toEqual({
      lines: 0,
      exact: 0,
      accuracy: null,
      currency: 'CNY',
      net: '0.00',
    })
    const { stocktakeId } = await counted(room, [{ item: 'album', quantity: 8 }])
    expect((await liNa.stocktakes.accuracy({})).accuracy).toBeNull()
    await liNa.stocktakes.post({ stocktakeId })
    expect(await liNa.stocktakes.accuracy({})).toMatchObject({ lines: 5, exact: 4, accuracy: '0.8000', net: '-200.00' })
    at('2026-02-01')
    expect((await liNa.stocktakes.accuracy({ from: '2026-01-06' })).accuracy).toBeNull()
    expect((await liNa.stocktakes.accuracy({ to: '2026-01-05' })).accuracy).toBe('0.8000')
    expect((await liNa.stocktakes.accuracy({ locationId: room.cellar.id })).accuracy).toBeNull()
  })

  it('says what was not counted for long, or never', async () => {
    const room = await openCounting({ settings: everyoneMay })
    const { liNa, at } = room
    const names = async (days: number, more: object = {}) =>
      (await liNa.stocktakes.notCounted({ days, ...more })).items.map((one) => [one.code, one.location, one.daysSince])
    expect(await names(0)).toHaveLength(5)
    const { stocktakeId } = await counted(room)
    expect(await names(0)).toHaveLength(5)
    await liNa.stocktakes.post({ stocktakeId })
    expect(await names(0)).toEqual([
      ['dress', 'cellar', null],
      ['album', 'main', 0],
      ['dress', 'main', 0],
      ['paper', 'main', 0],
      ['powder', 'main', 0],
    ])
    expect(await names(1)).toEqual([['dress', 'cellar', null]])
    at('2026-02-04')
    expect(await names(30, { kind: 'product' })).toEqual([['album', 'main', 30]])
    expect(await names(31)).toEqual([['dress', 'cellar', null]])
  })
})
