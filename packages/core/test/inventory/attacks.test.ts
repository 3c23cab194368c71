/** What somebody tries at a stockroom who means no good, or does not look. */
import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/create-engine.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { balance, type Desk, openStockroom } from './studio.ts'

async function intact(desk: Desk): Promise<void> {
  expect(await desk.inventory.verify({})).toMatchObject({ intact: true, differing: [], accounts: [] })
}

describe('accounts of stock', () => {
  const refused = { code: 'STOCK_ACCOUNT_REFUSED' }

  it('stand against nothing that is kept elsewhere', async () => {
    const { owner } = await openStockroom()
    await owner.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
    await owner.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable' })
    await owner.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '90' }] })
    const lines = [{ item: 'paper', quantity: 1, value: '10' }]
    const { id: movementId } = await owner.inventory.receive({ lines, against: 'GoodsReceived' })
    const accounts = [
      'Inventory:Products',
      'Inventory:Consumables',
      'Inventory:InTransit',
      'CustomerDeposits',
      'Cash:Safe',
    ]
    for (const against of accounts) {
      await expect(owner.inventory.receive({ against, lines })).rejects.toMatchObject(refused)
      const corrected = owner.inventory.correctPrice({
        movementId,
        lines: [{ line: 1, difference: '1' }],
        against,
        reason: 'bill',
      })
      await expect(corrected).rejects.toMatchObject(refused)
    }
    await intact(owner)
  })

  it('send the cost of what leaves to an account of expenses', async () => {
    const { owner } = await openStockroom()
    const add = (costAccount: string) =>
      owner.inventory.addItem({ code: 'album', name: 'Album', kind: 'product', costAccount })
    for (const account of ['Inventory:Products', 'Nowhere', 'Capital', 'Income:Product', 'GoodsReceived']) {
      await expect(add(account)).rejects.toMatchObject(refused)
    }
    await owner.ledger.openAccount({ code: 'AlbumsSold', name: 'Albums sold', type: 'expense' })
    await add('AlbumsSold')
    await expect(
      owner.inventory.changeItem({ item: 'album', costAccount: 'Inventory:Products' }),
    ).rejects.toMatchObject(refused)
    await owner.inventory.receive({ lines: [{ item: 'album', quantity: 1, value: '10' }] })
    await owner.inventory.issue({ lines: [{ item: 'album', quantity: 1 }] })
    expect(await balance(owner, 'AlbumsSold')).toBe('10.00')
  })

  it('take a return, and what a price turns out to be, to the account that took the cost', async () => {
    const { owner, clock } = await openStockroom()
    await owner.inventory.addItem({ code: 'frame', name: 'Frame', kind: 'product', costAccount: 'COGS:Frames' })
    const lines = [{ item: 'frame', quantity: 10, value: '100' }]
    const { id: received } = await owner.inventory.receive({ lines })
    clock.now = '2026-11-22T05:00:00.000Z'
    const { id: movementId } = await owner.inventory.issue({ lines: [{ item: 'frame', quantity: 5 }] })
    await owner.inventory.changeItem({ item: 'frame', costAccount: 'COGS:Wood' })
    clock.now = '2026-11-22T06:00:00.000Z'
    await owner.inventory.takeBack({ movementId, lines: [{ line: 1, quantity: 3 }] })
    expect(await balance(owner, 'COGS:Frames')).toBe('20.00')
    await owner.inventory.correctPrice({
      movementId: received,
      lines: [{ line: 1, difference: '10' }],
      reason: 'bill',
    })
    expect(await balance(owner, 'COGS:Frames')).toBe('22.00')
    expect(await balance(owner, 'COGS:Wood')).toBe('0.00')
    await intact(owner)
  })
})

describe('branches', () => {
  async function openThree() {
    const engine = await createEngine({
      storage: memory(),
      studio: {
        currency: 'CNY',
        timeZone: 'Asia/Shanghai',
        branches: { main: { name: 'Main' }, west: { name: 'West' }, north: { name: 'North' } },
      },
      tenants: ['rose'],
      background: false,
    })
    const as = (branch: string, role: string, branches?: readonly string[]) =>
      engine.as({
        tenant: 'rose',
        branch,
        actor: { id: role, roles: [branches === undefined ? role : { role, branches }] },
      })
    const owner = as('main', 'owner')
    await owner.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable' })
    await owner.inventory.addItem({ code: 'dress', name: 'Dress', kind: 'rentable', tracking: 'serial' })
    await owner.inventory.receive({
      lines: [
        { item: 'paper', quantity: 9, value: '9' },
        { item: 'dress', quantity: 1, serial: 'D-1', value: '900' },
      ],
    })
    await as('west', 'owner').inventory.receive({
      lines: [{ item: 'dress', quantity: 1, serial: 'D-2', value: '500' }],
    })
    await owner.inventory.sendTransfer({ lines: [{ item: 'paper', quantity: 2 }], toBranch: 'north' })
    return { as, owner }
  }

  it('keep their single units and transfers from who reaches another alone', async () => {
    const { as } = await openThree()
    for (const role of ['manager', 'accountant', 'storekeeper', 'photographer']) {
      const desk = as('west', role, ['west'])
      expect((await desk.inventory.serials({})).items.map(({ serial }) => serial)).toEqual(['D-2'])
      expect((await desk.inventory.serials({ branch: 'main' })).items).toEqual([])
      expect((await desk.inventory.transfers({})).items).toEqual([])
      expect((await desk.inventory.transfers({ fromBranch: 'main' })).items).toEqual([])
    }
    const status = await as('west', 'manager', ['west']).inventory.statusReport({})
    expect(status.inTransit).toEqual({ transfers: 0, value: '0.00' })
    const asked = await as('west', 'manager', ['west']).inventory.statusReport({ branch: 'main' })
    expect(asked.inTransit).toEqual({ transfers: 0, value: '0.00' })
  })

  it('are seen together by who reaches them all, or both', async () => {
    const { as, owner } = await openThree()
    const both = as('west', 'manager', ['west', 'main'])
    for (const desk of [owner, both]) {
      expect((await desk.inventory.serials({})).items).toHaveLength(2)
      expect((await desk.inventory.serials({ branch: 'main' })).items.map(({ serial }) => serial)).toEqual(['D-1'])
      expect((await desk.inventory.transfers({})).items).toHaveLength(1)
      expect((await desk.inventory.statusReport({})).inTransit).toEqual({ transfers: 1, value: '2.00' })
    }
    const arriving = as('north', 'storekeeper', ['north'])
    expect((await arriving.inventory.transfers({})).items).toHaveLength(1)
    // A storekeeper everywhere sees what his own branch has, and all that is on its way.
    expect((await as('west', 'storekeeper').inventory.serials({ branch: 'main' })).items).toEqual([])
  })

  it('are not called intact by who cannot look', async () => {
    const { as } = await openThree()
    const desk = as('west', 'manager', ['west'])
    await expect(desk.inventory.verify({ branch: 'main' })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    expect(await desk.inventory.verify({})).toMatchObject({ branch: 'west', intact: true, items: 1 })
  })
})

describe('lots', () => {
  it('that are named leave the others to lines that name none', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'cream', name: 'Cream', kind: 'consumable', tracking: 'lot' })
    await manager.inventory.receive({
      lines: [
        { item: 'cream', quantity: 5, lot: 'A', expiresOn: '2027-02-01', unitCost: '5' },
        { item: 'cream', quantity: 5, lot: 'B', expiresOn: '2027-05-01', unitCost: '5' },
      ],
    })
    const used = await manager.inventory.consume({
      lines: [
        { item: 'cream', quantity: 4 },
        { item: 'cream', quantity: 3, lot: 'A' },
      ],
    })
    expect(used.lines.map(({ quantity }) => quantity)).toEqual([-2, -2, -3])
    const more = manager.inventory.consume({
      lines: [
        { item: 'cream', quantity: 1, lot: 'B' },
        { item: 'cream', quantity: 3 },
      ],
    })
    await expect(more).rejects.toMatchObject({ code: 'STOCK_SHORT', details: { short: [{ wanted: 3, available: 2 }] } })
  })
})

describe('promises', () => {
  it('of any single units are fulfilled by units that are named', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'dress', name: 'Dress', kind: 'rentable', tracking: 'serial' })
    await manager.inventory.receive({
      lines: ['D-1', 'D-2', 'D-3'].map((serial, at) => ({
        item: 'dress',
        quantity: 1,
        serial,
        value: `${at + 1}00`,
      })),
    })
    const reserve = async (line: object) =>
      (await manager.inventory.reserve({ lines: [{ item: 'dress', quantity: 1, ...line }] }))[0]?.id ?? ''
    const own = await reserve({ serial: 'D-1' })
    const any = await reserve({ quantity: 2 })
    const fulfil = (reservationId: string, given: object = {}) =>
      manager.inventory.fulfil({ reservations: [{ reservationId, ...given }] })
    const invalid = { code: 'MOVEMENT_INVALID' }
    await expect(fulfil(any)).rejects.toMatchObject(invalid)
    await expect(fulfil(any, { quantity: 2, serials: ['D-2'] })).rejects.toMatchObject(invalid)
    await expect(fulfil(own, { serials: ['D-2'] })).rejects.toMatchObject(invalid)
    const other = { code: 'SERIAL_INVALID' }
    await expect(fulfil(any, { serials: ['D-1'] })).rejects.toMatchObject(other)
    await expect(fulfil(any, { serials: ['D-2', 'D-2'] })).rejects.toMatchObject(other)
    await expect(fulfil(any, { serials: ['D-9'] })).rejects.toMatchObject(other)
    expect((await fulfil(any, { serials: ['D-3'] })).lines.map(({ value }) => value)).toEqual(['-300.00'])
    await fulfil(own)
    await fulfil(any, { quantity: 1, serials: ['D-2'] })
    await expect(fulfil(any, { serials: ['D-2'] })).rejects.toMatchObject({ code: 'RESERVATION_SETTLED' })
    const { items } = await manager.inventory.stock({ item: 'dress' })
    expect(items).toMatchObject([{ onHand: 0, reserved: 0 }])
    await intact(manager)
  })

  it('that are released twice in one request are released by both', async () => {
    const { manager } = await openStockroom()
    await manager.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable' })
    await manager.inventory.receive({ lines: [{ item: 'paper', quantity: 10, value: '10' }] })
    const [held] = await manager.inventory.reserve({ lines: [{ item: 'paper', quantity: 6 }] })
    const reservationId = held?.id ?? ''
    const release = (...quantities: number[]) =>
      manager.inventory.release({ reservations: quantities.map((quantity) => ({ reservationId, quantity })) })
    expect(await release(1, 2)).toMatchObject([{ open: 3 }])
    expect(await release(2, 2)).toMatchObject([{ open: 0 }])
    const { items } = await manager.inventory.stock({ item: 'paper' })
    expect(items).toMatchObject([{ onHand: 10, reserved: 0, available: 10 }])
  })

  it('are of no more than a movement could fulfil, also where less than nothing may lie', async () => {
    const { manager } = await openStockroom()
    const packs = [{ unit: 'ship', quantity: 1_000_000 }]
    await manager.inventory.addItem({ code: 'paper', name: 'Paper', kind: 'consumable', packs })
    await manager.inventory.addLocation({ code: 'van', name: 'Van', allowsNegative: true })
    const line = { item: 'paper', quantity: 1_000_000_000, unit: 'ship', location: 'van' }
    for (const lines of [[line], [{ ...line, quantity: 1001 }]]) {
      await expect(manager.inventory.reserve({ lines })).rejects.toMatchObject({ code: 'MOVEMENT_INVALID' })
    }
    await manager.inventory.reserve({ lines: [{ ...line, quantity: 1000 }] })
  })
})
