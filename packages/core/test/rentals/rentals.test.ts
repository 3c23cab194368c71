import { describe, expect, it } from 'vitest'
import { rentalConflictFound, rentalMoved } from '../../src/rentals/index.ts'
import { balance, cash, codeOf, day, type Hire, openWithGowns } from './studio.ts'

const gown = (serial?: string, more: object = {}) => ({
  item: 'gown',
  ...(serial === undefined ? {} : { serial }),
  ...more,
})

/** A gown that is out, from the first day at ten to the third. */
async function out(hire: Hire, serial = 'G-1', more: object = {}) {
  const { manager, orderId, clock } = hire
  const lines = [gown(serial, more)]
  const { items } = await manager.rentals.reserve({ from: day(1), to: day(3), lines, orderId })
  clock.now = day(1)
  const rentalId = items[0]?.id ?? ''
  await manager.rentals.handOut({ rentals: [{ rentalId }], withoutBond: true })
  return rentalId
}

describe('availability', () => {
  it('is what no rental has, preparation and cleaning included, and neighbours touch', async () => {
    const { manager, orderId } = await openWithGowns()
    await manager.rentals.setTerms({ item: 'gown', prepareMinutes: 60, cleanMinutes: 24 * 60 })
    await manager.rentals.reserve({ from: day(2), to: day(3), lines: [gown('G-1')], orderId })
    const free = async (from: string, to: string) => {
      const [gowns] = (await manager.rentals.availability({ from, to, items: ['gown'] })).items
      return [gowns?.units, gowns?.available, gowns?.free.map(({ serial }) => serial).join(' ')]
    }
    // G-1 is busy from the second day at nine to the fourth at ten; another one is cleaned for a day and prepared for an hour.
    expect(await free(day(0), day(1, 9))).toEqual([3, 3, 'G-1 G-2 G-3'])
    expect(await free(day(0), day(1, 9, 1))).toEqual([3, 2, 'G-2 G-3'])
    expect(await free(day(4, 11), day(5))).toEqual([3, 3, 'G-1 G-2 G-3'])
    expect(await free(day(4, 10, 59), day(5))).toEqual([3, 2, 'G-2 G-3'])
  })

  it('tells units that are left from units that are free throughout', async () => {
    const { manager } = await openWithGowns()
    await manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-1')] })
    await manager.rentals.reserve({ from: day(2), to: day(3), lines: [gown('G-2')] })
    await manager.rentals.block({ from: day(1), to: day(2), lines: [gown('G-3')], reason: 'new hem' })
    const [gowns] = (await manager.rentals.availability({ from: day(1), to: day(3), items: ['gown'] })).items
    expect(gowns).toMatchObject({ units: 3, available: 1, free: [] })
    expect(gowns?.taken.map(({ kind, serial }) => [kind, serial])).toEqual([
      ['rental', 'G-1'],
      ['rental', 'G-2'],
      ['block', 'G-3'],
    ])
  })

  it('of what is only counted is the units less the most that are out at one moment', async () => {
    const { manager } = await openWithGowns()
    const chairs = (from: string, to: string, quantity: number) =>
      manager.rentals.reserve({ from, to, lines: [{ item: 'chair', quantity }] })
    await chairs(day(1), day(2), 6)
    await chairs(day(2), day(3), 7)
    await chairs(day(1, 12), day(1, 14), 1)
    const { items, next } = await manager.rentals.availability({ from: day(0), to: day(4) })
    expect(next).toBeNull()
    expect(items.map(({ item, available }) => [item, available])).toEqual([
      ['chair', 3],
      ['gown', 3],
    ])
    expect(await codeOf(chairs(day(1), day(3), 4))).toBe('RENTAL_UNIT_TAKEN')
    await chairs(day(1), day(3), 3)
  })

  it('sees what is reserved for sale, and what lies where nothing may be promised', async () => {
    const { manager } = await openWithGowns()
    const left = async () => {
      const [chairs] = (await manager.rentals.availability({ from: day(1), to: day(2), items: ['chair'] })).items
      return chairs?.available
    }
    await manager.inventory.reserve({ lines: [{ item: 'chair', quantity: 2 }] })
    expect(await left()).toBe(8)
    await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar', sellable: false })
    await manager.inventory.move({ lines: [{ item: 'chair', quantity: 3 }], to: 'cellar' })
    expect(await left()).toBe(5)
  })
})

describe('a reservation', () => {
  it('takes what is free, and names what stands in the way where nothing is', async () => {
    const { manager } = await openWithGowns()
    const two = await manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown(undefined, { quantity: 2 })] })
    expect(two.items.map(({ serial, state }) => [serial, state])).toEqual([
      ['G-1', 'reserved'],
      ['G-2', 'reserved'],
    ])
    expect(new Set(two.items.map(({ groupId }) => groupId)).size).toBe(1)
    await expect(
      manager.rentals.reserve({ from: day(1, 20), to: day(4), lines: [gown(undefined, { quantity: 2 })] }),
    ).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      details: {
        item: 'gown',
        serial: null,
        from: day(1, 20),
        to: day(4),
        wanted: 2,
        free: 1,
        inTheWay: [
          { kind: 'rental', id: two.items[0]?.id, serial: 'G-1', from: day(1), to: day(2), quantity: 1 },
          { kind: 'rental', id: two.items[1]?.id, serial: 'G-2', from: day(1), to: day(2), quantity: 1 },
          { kind: 'rental', serial: 'G-3' },
        ],
      },
    })
    expect((await manager.rentals.list({})).items).toHaveLength(2)
  })

  it('is whole or not at all, and a named unit goes before one that is any', async () => {
    const { manager } = await openWithGowns()
    const lines = [gown(), gown('G-1'), { item: 'chair', quantity: 11 }]
    const refused = manager.rentals.reserve({ from: day(1), to: day(2), lines })
    await expect(refused).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      details: { item: 'chair', serial: null, wanted: 11, free: 10, inTheWay: [] },
    })
    expect((await manager.rentals.list({})).items).toEqual([])
    const { items } = await manager.rentals.reserve({ from: day(1), to: day(2), lines: lines.slice(0, 2) })
    expect(items.map(({ serial }) => serial)).toEqual(['G-2', 'G-1'])
  })

  it('refuses what makes no sense, and says what it is', async () => {
    const { manager, orderId, customerId, as } = await openWithGowns()
    const other = await manager.customers.register({ name: '李娜' })
    const reserve = (given: object) =>
      manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-1')], ...given })
    const refused: readonly [string, object][] = [
      ['RENTAL_PERIOD_INVALID', { to: day(1) }],
      ['RENTAL_PERIOD_INVALID', { from: day(2), to: day(1) }],
      ['RENTAL_PERIOD_INVALID', { from: day(-3), to: day(-1) }],
      ['RENTAL_PERIOD_INVALID', { to: day(400) }],
      ['RENTAL_PERIOD_INVALID', { from: day(3000), to: day(3001) }],
      ['RENTAL_PERIOD_INVALID', { lines: [gown('G-1', { to: day(0) })] }],
      ['INPUT_INVALID', { from: '2026-11-23' }],
      ['INPUT_INVALID', { lines: [] }],
      ['STOCK_ITEM_UNKNOWN', { lines: [{ item: 'gwon' }] }],
      ['RENTAL_ITEM_REFUSED', { lines: [gown('G-1', { quantity: 2 })] }],
      ['RENTAL_ITEM_REFUSED', { lines: [{ item: 'chair', serial: 'C-1' }] }],
      ['RENTAL_UNIT_UNKNOWN', { lines: [gown('G-9')] }],
      ['RENTAL_LINES_OVERLAP', { lines: [gown('G-1'), gown('G-1', { from: day(1, 20), to: day(4) })] }],
      ['RENTAL_AMOUNT_INVALID', { lines: [gown('G-1', { price: '-1' })] }],
      ['CUSTOMER_UNKNOWN', { customerId: 'nobody' }],
      ['COMMITMENT_UNKNOWN', { orderId: 'none' }],
      ['RENTAL_CUSTOMER_OTHER', { orderId, customerId: other.id }],
    ]
    for (const [code, given] of refused) expect([code, await codeOf(reserve(given))]).toEqual([code, code])
    await manager.inventory.addItem({ code: 'album', name: '相册', kind: 'product' })
    await expect(reserve({ lines: [{ item: 'album' }] })).rejects.toMatchObject({ code: 'RENTAL_ITEM_REFUSED' })
    await expect(
      reserve({ lines: [gown('G-1'), gown('G-1', { from: day(1, 20), to: day(4) })] }),
    ).rejects.toMatchObject({
      details: { item: 'gown', serial: 'G-1', line: 1, other: 0, from: day(1, 20), to: day(2) },
    })
    // One after the other is no overlap.
    const { items } = await reserve({ lines: [gown('G-1'), gown('G-1', { from: day(2), to: day(3) })], orderId })
    expect(items.map((one) => one.customerId)).toEqual([customerId, customerId])
    await expect(
      as('photographer').rentals.reserve({ from: day(1), to: day(2), lines: [gown()] }),
    ).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('refuses units that are sold, in another branch or under way', async () => {
    const { manager, west } = await openWithGowns()
    await expect(west.rentals.reserve({ from: day(1), to: day(2), lines: [gown()] })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      details: { wanted: 1, free: 0, inTheWay: [] },
    })
    await manager.inventory.issue({ lines: [{ item: 'gown', quantity: 1, serial: 'G-1' }] })
    const sent = await manager.inventory.sendTransfer({
      lines: [{ item: 'gown', quantity: 1, serial: 'G-2' }],
      toBranch: 'west',
    })
    const reserve = (serial: string) => manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown(serial)] })
    await expect(reserve('G-1')).rejects.toMatchObject({
      code: 'RENTAL_UNIT_GONE',
      message: 'Unit "G-1" of item "gown" was sold, wasted or sent back.',
    })
    await expect(reserve('G-2')).rejects.toMatchObject({
      message: 'Unit "G-2" of item "gown" is under way between branches.',
    })
    await west.inventory.receiveTransfer({ transferId: sent.id })
    await expect(reserve('G-2')).rejects.toMatchObject({
      message: 'Unit "G-2" of item "gown" is in branch "west", not in "main".',
    })
    await west.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-2')] })
    await expect(west.rentals.reserve({ from: day(1), to: day(2), lines: [gown()] })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
    })
  })

  it('keeps what is promised or out in the house: it is neither sold, given away, sent nor used up, only lost', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    const rentalId = await out(hire)
    const lines = [{ item: 'gown', quantity: 1, serial: 'G-1' }]
    const leave = [
      () => manager.inventory.issue({ lines }),
      () => manager.inventory.gift({ lines }),
      () => manager.inventory.consume({ lines }),
      () => manager.inventory.sendTransfer({ lines, toBranch: 'west' }),
      () => manager.inventory.returnToSupplier({ lines }),
    ]
    await expect(leave[0]?.()).rejects.toMatchObject({
      code: 'RENTAL_UNIT_PROMISED',
      message: `Unit "G-1" of item "gown" cannot leave the stock: 0 free; promised to rental "${rentalId}" (2026-11-23 10:00 to 2026-11-25 10:00).`,
    })
    for (const left of leave) expect(await codeOf(left())).toBe('RENTAL_UNIT_PROMISED')
    // Overdue, it is still out.
    clock.now = day(8)
    for (const left of leave) expect(await codeOf(left())).toBe('RENTAL_UNIT_PROMISED')
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    for (const left of leave) expect(await codeOf(left())).toBe('RENTAL_UNIT_PROMISED')
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'ok' }] })
    await manager.rentals.makeReady({ rentals: [rentalId] })
    const next = await manager.rentals.reserve({ from: day(20), to: day(21), lines: [gown('G-1')] })
    for (const left of leave) expect(await codeOf(left())).toBe('RENTAL_UNIT_PROMISED')
    const nextId = next.items[0]?.id ?? ''
    await manager.rentals.change({ rentalId: nextId, serial: 'G-2' })
    await manager.inventory.issue({ lines })
    // What is torn to pieces is gone, whoever was promised it.
    await manager.inventory.waste({ lines: [{ item: 'gown', quantity: 1, serial: 'G-2' }], reason: 'fire' })
    expect((await manager.rentals.conflicts({})).items).toHaveLength(1)
  })

  it('of counted units leaves as many in the house as are promised at one moment', async () => {
    const { manager } = await openWithGowns()
    const chairs = (quantity: number) => [{ item: 'chair', quantity }]
    await manager.rentals.reserve({ from: day(1), to: day(2), lines: chairs(4) })
    await manager.rentals.reserve({ from: day(2), to: day(3), lines: chairs(6) })
    await manager.rentals.block({ from: day(2), to: day(3), lines: chairs(3), reason: 'a shooting of our own' })
    const held = await manager.inventory.reserve({ lines: chairs(1) })
    await expect(manager.inventory.issue({ lines: [...chairs(2), ...chairs(2)] })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_PROMISED',
      details: { item: 'chair', serial: null, wanted: 4, free: 3 },
    })
    await manager.inventory.issue({ lines: [...chairs(1), ...chairs(2)] })
    // What was reserved for sale was not counted on.
    await manager.inventory.fulfil({ reservations: held.map(({ id: reservationId }) => ({ reservationId })) })
    expect(await codeOf(manager.inventory.issue({ lines: chairs(1) }))).toBe('RENTAL_UNIT_PROMISED')
  })

  it('promises no unit that is reserved for sale', async () => {
    const { manager } = await openWithGowns()
    await manager.inventory.reserve({ lines: [{ item: 'gown', quantity: 1, serial: 'G-1' }] })
    const [gowns] = (await manager.rentals.availability({ from: day(1), to: day(2), items: ['gown'] })).items
    expect([gowns?.units, gowns?.free.map(({ serial }) => serial)]).toEqual([2, ['G-2', 'G-3']])
    const { items } = await manager.rentals.reserve({
      from: day(1),
      to: day(2),
      lines: [gown(undefined, { quantity: 2 })],
    })
    expect(items.map(({ serial }) => serial)).toEqual(['G-2', 'G-3'])
    await expect(manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-1')] })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_GONE',
      message: 'Unit "G-1" of item "gown" is reserved for sale.',
    })
  })

  it('is changed: time, serial, item and price, and kept as it was where that cannot be', async () => {
    const { manager, orderId } = await openWithGowns()
    const reserve = async (serial: string, from: string, to: string) => {
      const { items } = await manager.rentals.reserve({ from, to, lines: [gown(serial)] })
      return items[0]?.id ?? ''
    }
    const first = await reserve('G-1', day(1), day(2))
    await reserve('G-1', day(3), day(4))
    // Its own claim is no obstacle.
    await manager.rentals.change({ rentalId: first, from: day(1, 12), to: day(3) })
    await expect(manager.rentals.change({ rentalId: first, to: day(3, 11) })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      details: { serial: 'G-1', from: day(1, 12), to: day(3, 11) },
    })
    const swapped = await manager.rentals.change({
      rentalId: first,
      serial: 'G-2',
      to: day(3, 11),
      price: '88',
      orderId,
    })
    expect(swapped).toMatchObject({ serial: 'G-2', to: day(3, 11), price: '88.00', orderId, state: 'reserved' })
    expect((await manager.rentals.change({ rentalId: first, item: 'chair' })).serial).toBeNull()
    await reserve('G-1', day(1), day(3))
    await reserve('G-2', day(1), day(3))
    const { events } = await manager.rentals.rental({ rentalId: first })
    expect(events.map(({ kind }) => kind)).toEqual(['reserved', 'changed', 'changed', 'changed'])
  })

  it('is cancelled, or nobody comes, and its unit is free again', async () => {
    const { manager, clock } = await openWithGowns()
    const reserve = async () => {
      const { items } = await manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-1')] })
      return items[0]?.id ?? ''
    }
    const first = await reserve()
    expect(await codeOf(manager.rentals.noShow({ rentals: [first] }))).toBe('RENTAL_PERIOD_INVALID')
    await manager.rentals.cancel({ rentals: [first], reason: 'the wedding moved' })
    expect(await codeOf(manager.rentals.cancel({ rentals: [first], reason: 'again' }))).toBe('RENTAL_STATE_REFUSED')
    const second = await reserve()
    clock.now = day(1, 12)
    expect((await manager.rentals.dueOut({})).items).toHaveLength(1)
    const { items } = await manager.rentals.noShow({ rentals: [second] })
    expect(items[0]).toMatchObject({ state: 'noShow', endedAt: day(1, 12) })
    await manager.rentals.reserve({ from: day(1, 12), to: day(2), lines: [gown('G-1')] })
  })
})

describe('a hand-out', () => {
  it('needs the bond of all that is out and goes out with the order, unless somebody may go without', async () => {
    const { manager, cashier, orderId, clock } = await openWithGowns()
    await manager.rentals.setTerms({ item: 'gown', bond: '300' })
    const { items } = await manager.rentals.reserve({
      from: day(1),
      to: day(2),
      lines: [gown(undefined, { quantity: 2 })],
      orderId,
    })
    const [one = '', other = ''] = items.map(({ id }) => id)
    clock.now = day(1)
    const handOut = (rentalId: string, withoutBond = false) =>
      cashier.rentals.handOut({ rentals: [{ rentalId, condition: 'clean' }], withoutBond })
    await expect(handOut(one)).rejects.toMatchObject({
      code: 'RENTAL_BOND_MISSING',
      details: { orderId, expected: '300.00', held: '0.00' },
    })
    await manager.ledger.takePayment({ orderId, legs: cash('300'), purpose: 'bond' })
    await handOut(one)
    await expect(handOut(other)).rejects.toMatchObject({ details: { expected: '600.00', held: '300.00' } })
    expect(await codeOf(handOut(other, true))).toBe('PERMISSION_MISSING')
    await manager.rentals.handOut({ rentals: [{ rentalId: other }], withoutBond: true })
    const { events } = await manager.rentals.rental({ rentalId: other })
    expect(events.at(-1)).toMatchObject({ kind: 'handedOut', allowed: 'withoutBond' })
    // Nor does anybody ask for less than the terms by naming a smaller bond.
    const lines = [gown('G-3', { bond: '0' })]
    expect(await codeOf(cashier.rentals.reserve({ from: day(1), to: day(2), lines }))).toBe('PERMISSION_MISSING')
    const bare = await manager.rentals.reserve({ from: day(1), to: day(2), lines: [gown('G-3')] })
    await expect(handOut(bare.items[0]?.id ?? '')).rejects.toMatchObject({
      code: 'RENTAL_BOND_MISSING',
      details: { orderId: null },
    })
  })

  it('needs the unit in the house and ready, and does not come after its time', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    const next = await manager.rentals.reserve({ from: day(3), to: day(4), lines: [gown('G-1')] })
    const rentalId = next.items[0]?.id ?? ''
    const first = await out(hire)
    clock.now = day(3)
    const handOut = () => manager.rentals.handOut({ rentals: [{ rentalId }] })
    await expect(handOut()).rejects.toMatchObject({
      code: 'RENTAL_UNIT_NOT_READY',
      details: {
        item: 'gown',
        serial: 'G-1',
        wanted: 1,
        ready: 0,
        away: [{ rentalId: first, state: 'handedOut', quantity: 1 }],
      },
    })
    await manager.rentals.takeBack({ rentals: [{ rentalId: first }] })
    expect(await codeOf(handOut())).toBe('RENTAL_UNIT_NOT_READY')
    await manager.rentals.inspect({ rentals: [{ rentalId: first, outcome: 'ok' }] })
    await manager.rentals.makeReady({ rentals: [first] })
    clock.now = day(4)
    expect(await codeOf(handOut())).toBe('RENTAL_PERIOD_INVALID')
    await manager.rentals.change({ rentalId, to: day(5) })
    expect((await handOut()).items[0]).toMatchObject({ state: 'handedOut', handedOutAt: day(4) })
  })

  it('before its time claims the unit from now on, if nobody has it', async () => {
    const { manager, clock } = await openWithGowns()
    const reserve = async (from: string, to: string) => {
      const { items } = await manager.rentals.reserve({ from, to, lines: [gown('G-1')] })
      return items[0]?.id ?? ''
    }
    const early = await reserve(day(5), day(6))
    const before = await reserve(day(3), day(4))
    clock.now = day(1)
    await expect(manager.rentals.handOut({ rentals: [{ rentalId: early }] })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      details: { serial: 'G-1', from: day(1), to: day(6), inTheWay: [{ id: before }] },
    })
    await manager.rentals.cancel({ rentals: [before], reason: 'moved' })
    const { items } = await manager.rentals.handOut({ rentals: [{ rentalId: early }] })
    expect(items[0]).toMatchObject({ busyFrom: day(1), from: day(5) })
    expect(await codeOf(reserve(day(2), day(3)))).toBe('RENTAL_UNIT_TAKEN')
  })
})

describe('a return', () => {
  it('too late costs each started day after the grace, up to the cap, and a manager may set another fee', async () => {
    const hire = await openWithGowns()
    const { manager, cashier, clock, orderId } = hire
    await manager.rentals.setTerms({ item: 'gown', lateFeePerDay: '50', lateGraceMinutes: 120, lateFeeCap: '120' })
    const fees: string[] = []
    for (const [serial, late] of [
      ['G-1', day(3, 12)],
      ['G-2', day(3, 12, 1)],
      ['G-3', day(9)],
    ] as const) {
      clock.now = day(0)
      const rentalId = await out(hire, serial)
      clock.now = late
      const fee = (await manager.rentals.overdue({})).items[0]?.fee
      const { items } = await cashier.rentals.takeBack({ rentals: [{ rentalId }] })
      fees.push(`${fee} ${items[0]?.lateFee} ${items[0]?.owed}`)
    }
    expect(fees).toEqual(['0.00 0.00 0.00', '50.00 50.00 50.00', '120.00 120.00 120.00'])
    expect(await manager.ledger.balanceDue({ orderId })).toMatchObject({ balanceDue: '1170.00', receivable: '170.00' })
    expect(await balance(manager, 'Income:DressRental')).toBe('-170.00')
    clock.now = day(9)
    const { items } = await manager.rentals.reserve({ from: day(9), to: day(10), lines: [{ item: 'chair' }], orderId })
    const rentalId = items[0]?.id ?? ''
    await manager.rentals.handOut({ rentals: [{ rentalId }] })
    clock.now = day(12)
    const waived = [{ rentalId, lateFee: '1' }]
    expect(await codeOf(cashier.rentals.takeBack({ rentals: waived }))).toBe('PERMISSION_MISSING')
    await manager.rentals.takeBack({ rentals: waived })
    expect((await manager.rentals.rental({ rentalId })).events.at(-1)).toMatchObject({
      lateFee: '1.00',
      allowed: 'lateFee',
    })
  })

  it('that runs over the next rental is a conflict, told and listed; nothing is moved', async () => {
    const hire = await openWithGowns()
    const { manager, clock, engine } = hire
    await manager.rentals.setTerms({ item: 'gown', cleanMinutes: 120 })
    const next = await manager.rentals.reserve({ from: day(3, 12), to: day(4), lines: [gown('G-1')] })
    const nextId = next.items[0]?.id ?? ''
    const rentalId = await out(hire)
    expect((await manager.rentals.conflicts()).items).toEqual([])
    // Not back yet: an hour late, it will be cleaned for two.
    clock.now = day(3, 11)
    expect((await manager.rentals.conflicts()).items).toMatchObject([
      { item: 'gown', serial: 'G-1', from: day(3, 12), to: day(3, 13), wanted: 2, units: 1 },
    ])
    // And what is late is promised to nobody else meanwhile.
    const [gowns] = (await manager.rentals.availability({ from: day(3, 11), to: day(3, 11, 30), items: ['gown'] }))
      .items
    expect(gowns?.free.map(({ serial }) => serial)).toEqual(['G-2', 'G-3'])
    clock.now = day(3, 15)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    const conflicts = (await manager.rentals.conflicts()).items
    expect(conflicts).toMatchObject([
      {
        serial: 'G-1',
        from: day(3, 15),
        to: day(3, 17),
        between: [
          { id: rentalId, state: 'returned', to: day(3, 17) },
          { id: nextId, state: 'reserved', from: day(3, 12), to: day(4, 12) },
        ],
      },
    ])
    expect((await manager.rentals.rental({ rentalId: nextId })).rental).toMatchObject({
      from: day(3, 12),
      serial: 'G-1',
    })
    const told = await eventsOf(hire, rentalConflictFound.name)
    expect(told).toMatchObject([{ rentalId, readyAt: day(3, 17), with: [nextId] }])
    // Somebody gives the next customer another gown.
    await manager.rentals.change({ rentalId: nextId, serial: 'G-2' })
    expect((await manager.rentals.conflicts()).items).toEqual([])
    await engine.close()
  })

  it('that is early frees the unit as soon as it is clean', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    await manager.rentals.setTerms({ item: 'gown', cleanMinutes: 60 })
    const rentalId = await out(hire)
    clock.now = day(2)
    const reserve = (from: string) => manager.rentals.reserve({ from, to: day(3), lines: [gown('G-1')] })
    expect(await codeOf(reserve(day(2, 11)))).toBe('RENTAL_UNIT_TAKEN')
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    expect(await codeOf(reserve(day(2, 10, 59)))).toBe('RENTAL_UNIT_TAKEN')
    await reserve(day(2, 11))
  })

  it('of counted units may be a part, which goes its own way', async () => {
    const { manager, clock, orderId } = await openWithGowns()
    await manager.rentals.setTerms({
      item: 'chair',
      price: '3.34',
      bond: '10',
      lateFeePerDay: '1',
      lateGraceMinutes: 0,
    })
    const lines = [{ item: 'chair', quantity: 10 }]
    const { items } = await manager.rentals.reserve({ from: day(1), to: day(2), lines, orderId })
    const rentalId = items[0]?.id ?? ''
    expect(items[0]).toMatchObject({ price: '33.40', bond: '100.00' })
    await manager.ledger.takePayment({ orderId, legs: cash('100'), purpose: 'bond' })
    clock.now = day(1)
    await manager.rentals.handOut({ rentals: [{ rentalId }] })
    const beyond = manager.rentals.takeBack({ rentals: [{ rentalId, quantity: 11 }] })
    expect(await codeOf(beyond)).toBe('RENTAL_QUANTITY_INVALID')
    await manager.rentals.takeBack({ rentals: [{ rentalId, quantity: 7 }] })
    clock.now = day(2, 11)
    const still = (await manager.rentals.list({ states: ['handedOut'] })).items
    expect(still).toMatchObject([{ quantity: 3, splitFrom: rentalId, price: '10.02', bond: '30.00' }])
    const late = await manager.rentals.takeBack({ rentals: [{ rentalId: still[0]?.id ?? '' }] })
    expect(late.items[0]).toMatchObject({ lateFee: '3.00', kept: '3.00', owed: '0.00' })
    const inspected = await manager.rentals.inspect({
      rentals: [{ rentalId, quantity: 5, outcome: 'ok' }],
    })
    expect(inspected.items[0]).toMatchObject({ quantity: 5, price: '16.70', state: 'inspected' })
    const left = (await manager.rentals.list({ states: ['returned'] })).items
    expect(left.map(({ quantity }) => quantity).sort()).toEqual([2, 3])
    const two = left.find(({ quantity }) => quantity === 2)?.id ?? ''
    await manager.rentals.inspect({ rentals: [{ rentalId: two, outcome: 'lost', charge: '100' }] })
    const [chairs] = (await manager.rentals.availability({ from: day(5), to: day(6), items: ['chair'] })).items
    expect(chairs).toMatchObject({ units: 8, available: 8 })
    expect(await balance(manager, 'Wastage')).toBe('100.00')
  })

  it('is recorded later by who may date back, within its time', async () => {
    const hire = await openWithGowns()
    const { manager, cashier, clock } = hire
    const rentalId = await out(hire)
    clock.now = day(3)
    const back = (desk: typeof manager, at: string) => desk.rentals.takeBack({ rentals: [{ rentalId }], at })
    expect(await codeOf(back(cashier, day(2)))).toBe('PERMISSION_MISSING')
    expect(await codeOf(back(manager, day(3, 11)))).toBe('RENTAL_PERIOD_INVALID')
    expect(await codeOf(back(manager, day(0)))).toBe('RENTAL_PERIOD_INVALID')
    expect((await back(manager, day(2))).items[0]?.returnedAt).toBe(day(2))
  })
})

describe('an inspection', () => {
  it('keeps damage of the bond first, leaves that of what is still out, and has the rest owed with the order', async () => {
    const hire = await openWithGowns()
    const { manager, clock, orderId } = hire
    await manager.rentals.setTerms({ item: 'gown', bond: '300' })
    const { items } = await manager.rentals.reserve({
      from: day(1),
      to: day(3),
      lines: [gown('G-1'), gown('G-2')],
      orderId,
    })
    const [first = '', second = ''] = items.map(({ id }) => id)
    await manager.ledger.takePayment({ orderId, legs: cash('600'), purpose: 'bond' })
    clock.now = day(1)
    await manager.rentals.handOut({ rentals: [{ rentalId: first }, { rentalId: second }] })
    clock.now = day(2)
    await manager.rentals.takeBack({ rentals: [{ rentalId: first }] })
    const { items: inspected } = await manager.rentals.inspect({
      rentals: [{ rentalId: first, outcome: 'damaged', charge: '450', condition: 'torn train' }],
    })
    expect(inspected[0]).toMatchObject({
      state: 'inspected',
      outcome: 'damaged',
      damage: '450.00',
      kept: '300.00',
      owed: '150.00',
    })
    expect(await manager.ledger.balanceDue({ orderId })).toMatchObject({
      bond: '300.00',
      balanceDue: '1150.00',
      receivable: '150.00',
    })
    // A line of the order changes its total by the line, not by what was billed beside it.
    await manager.orders.addLine({ orderId, line: { item: 'classic' } })
    expect(await manager.ledger.balanceDue({ orderId })).toMatchObject({ balanceDue: '2150.00' })
    await manager.ledger.takePayment({ orderId, legs: cash('2150') })
    await manager.orders.pickUp({ orderId })
    // The second comes back whole, and its bond goes back.
    await manager.rentals.takeBack({ rentals: [{ rentalId: second }] })
    await manager.rentals.inspect({ rentals: [{ rentalId: second, outcome: 'ok' }] })
    await manager.ledger.returnBond({ orderId, reason: 'gowns are back' })
    expect(await balance(manager, 'RentalBonds')).toBe('0.00')
    expect(await balance(manager, 'Income:DressRental')).toBe('-450.00')
    expect(await balance(manager, 'AR:Customers')).toBe('0.00')
    expect(await balance(manager, 'CustomerDeposits')).toBe('0.00')
  })

  it('bills all with the order where the bond is not to be touched, and nothing without an order', async () => {
    const hire = await openWithGowns()
    const { manager, clock, orderId } = hire
    const rentalId = await out(hire)
    await manager.ledger.takePayment({ orderId, legs: cash('300'), purpose: 'bond' })
    clock.now = day(2)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    const inspected = await manager.rentals.inspect({
      rentals: [{ rentalId, outcome: 'damaged', charge: '20' }],
      fromBond: false,
    })
    expect(inspected.items[0]).toMatchObject({ kept: '0.00', owed: '20.00' })
    const { items } = await manager.rentals.reserve({ from: day(2), to: day(3), lines: [gown('G-2')] })
    const bare = items[0]?.id ?? ''
    await manager.rentals.handOut({ rentals: [{ rentalId: bare }] })
    await manager.rentals.takeBack({ rentals: [{ rentalId: bare }] })
    const inspect = (given: object) =>
      manager.rentals.inspect({ rentals: [{ rentalId: bare, outcome: 'damaged', ...given }] })
    expect(await codeOf(inspect({ charge: '1' }))).toBe('RENTAL_ORDER_MISSING')
    expect(await codeOf(inspect({ charge: '-1' }))).toBe('RENTAL_AMOUNT_INVALID')
    await inspect({})
  })

  it('of a cancelled order still keeps the bond, but lets nothing be owed', async () => {
    const hire = await openWithGowns()
    const { manager, clock, orderId } = hire
    const rentalId = await out(hire)
    await manager.ledger.takePayment({ orderId, legs: cash('300'), purpose: 'bond' })
    await manager.orders.cancel({ orderId, reason: 'no wedding' })
    clock.now = day(2)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    const inspect = (charge: string) => manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'damaged', charge }] })
    expect(await codeOf(inspect('301'))).toBe('COMMITMENT_CANCELLED')
    expect((await inspect('300')).items[0]).toMatchObject({ kept: '300.00' })
  })

  it('writes off what is lost, also what never comes back, and lists who was promised it', async () => {
    const hire = await openWithGowns()
    const { manager, clock, orderId } = hire
    const rentalId = await out(hire)
    const next = await manager.rentals.reserve({ from: day(5), to: day(6), lines: [gown('G-1')] })
    clock.now = day(9, 4)
    clock.now = day(4)
    const { items } = await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'lost', charge: '1500' }] })
    expect(items[0]).toMatchObject({ state: 'lost', outcome: 'lost', owed: '1500.00', endedAt: day(4) })
    expect(await balance(manager, 'Wastage')).toBe('1000.00')
    expect(await balance(manager, 'Inventory:Rentables')).toBe('2500.00')
    const { events } = await manager.rentals.rental({ rentalId })
    const movement = await manager.inventory.movement({ movementId: events.at(-1)?.movementId ?? '' })
    expect(movement).toMatchObject({ kind: 'waste', orderId })
    expect((await manager.rentals.conflicts()).items).toMatchObject([
      { serial: 'G-1', units: 0, wanted: 1, between: [{ id: next.items[0]?.id }] },
    ])
    expect(await codeOf(manager.rentals.handOut({ rentals: [{ rentalId: next.items[0]?.id ?? '' }] }))).toBe(
      'RENTAL_UNIT_GONE',
    )
  })
})

describe('cleaning and repair', () => {
  it('hold the unit until it is ready, and cost what a repair costs', async () => {
    const hire = await openWithGowns()
    const { manager, clock, as } = hire
    const accountant = as('accountant')
    const rentalId = await out(hire)
    clock.now = day(3)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    expect(await codeOf(manager.rentals.makeReady({ rentals: [rentalId] }))).toBe('RENTAL_STATE_REFUSED')
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'damaged' }] })
    await manager.rentals.startRepair({ rentals: [rentalId], until: day(8), note: 'new train' })
    const reserve = (from: string) => manager.rentals.reserve({ from, to: day(9), lines: [gown('G-1')] })
    expect(await codeOf(reserve(day(7)))).toBe('RENTAL_UNIT_TAKEN')
    expect((await manager.rentals.inCare()).items).toMatchObject([{ rental: { state: 'repair' }, readyAt: day(8) }])
    const legs = [{ account: 'Bank:icbc', amount: '80' }]
    const paid = await accountant.rentals.recordRepair({ rentalId, amount: '80', legs })
    expect(paid).toMatchObject({ amount: '80.00', repairCost: '80.00' })
    expect(await balance(manager, 'Repairs')).toBe('80.00')
    const { id: supplierId } = await manager.payables.addSupplier({ name: '裁缝店' })
    const bill = await manager.payables.recordBill({
      supplierId,
      number: 'T-1',
      lines: [{ account: 'Repairs', amount: '50' }],
    })
    const billed = (amount: string, billId = bill.id) => accountant.rentals.recordRepair({ rentalId, amount, billId })
    expect((await billed('20')).repairCost).toBe('100.00')
    expect(await codeOf(billed('51'))).toBe('RENTAL_REPAIR_UNCLEAR')
    expect(await codeOf(billed('30.01'))).toBe('RENTAL_REPAIR_UNCLEAR')
    const wrong = await manager.payables.recordBill({
      supplierId,
      number: 'T-2',
      lines: [{ account: 'Repairs', amount: '50' }],
    })
    await manager.payables.voidDocument({ documentId: wrong.id, reason: 'twice' })
    expect(await codeOf(billed('1', wrong.id))).toBe('RENTAL_REPAIR_UNCLEAR')
    expect(await codeOf(billed('1', 'none'))).toBe('RENTAL_REPAIR_UNCLEAR')
    expect(await codeOf(billed('0'))).toBe('RENTAL_AMOUNT_INVALID')
    expect(await codeOf(accountant.rentals.recordRepair({ rentalId, amount: '1' }))).toBe('EXPENSE_PAYMENT_UNCLEAR')
    clock.now = day(4)
    await manager.rentals.startCleaning({ rentals: [rentalId], until: day(5) })
    await reserve(day(7))
    clock.now = day(4, 18)
    const { items } = await manager.rentals.makeReady({ rentals: [rentalId] })
    expect(items[0]).toMatchObject({ state: 'available', endedAt: day(4, 18), repairCost: '100.00' })
    await manager.rentals.reserve({ from: day(5), to: day(6), lines: [gown('G-1')] })
  })

  it('that run over the next rental are conflicts', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    const next = await manager.rentals.reserve({ from: day(5), to: day(6), lines: [gown('G-1')] })
    const rentalId = await out(hire)
    clock.now = day(3)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'damaged' }] })
    expect(await codeOf(manager.rentals.startRepair({ rentals: [rentalId], until: day(3) }))).toBe(
      'RENTAL_PERIOD_INVALID',
    )
    await manager.rentals.startRepair({ rentals: [rentalId], until: day(8) })
    expect((await manager.rentals.conflicts()).items).toMatchObject([{ from: day(5), to: day(6), wanted: 2 }])
    await manager.rentals.cancel({ rentals: [next.items[0]?.id ?? ''], reason: 'another studio' })
    expect((await manager.rentals.conflicts()).items).toEqual([])
    // What was in the way is free, but still in repair until then: the unit is late by that.
    expect(await codeOf(manager.rentals.reserve({ from: day(7), to: day(9), lines: [gown('G-1')] }))).toBe(
      'RENTAL_UNIT_TAKEN',
    )
  })

  it('of a unit that nobody rented are a block, which ends when somebody says so', async () => {
    const { manager, clock } = await openWithGowns()
    await manager.rentals.setTerms({ item: 'gown', cleanMinutes: 600 })
    const lines = [gown('G-1')]
    const { items } = await manager.rentals.block({ from: day(1), to: day(9), lines, reason: 'new zip' })
    const blockId = items[0]?.id ?? ''
    await expect(manager.rentals.reserve({ from: day(2), to: day(3), lines })).rejects.toMatchObject({
      details: { inTheWay: [{ kind: 'block', id: blockId, from: day(1), to: day(9) }] },
    })
    expect(await codeOf(manager.rentals.block({ from: day(2), to: day(3), lines, reason: 'twice' }))).toBe(
      'RENTAL_UNIT_TAKEN',
    )
    expect(await codeOf(manager.rentals.block({ from: day(2), to: day(3), lines: [gown()], reason: 'any' }))).toBe(
      'RENTAL_ITEM_REFUSED',
    )
    clock.now = day(2)
    expect((await manager.rentals.inCare()).blocks).toMatchObject([{ id: blockId, reason: 'new zip' }])
    const legs = [{ account: 'Bank:icbc', amount: '30' }]
    await manager.rentals.recordRepair({ rentalId: blockId, amount: '30', legs })
    expect(await manager.rentals.unblock({ blockId })).toMatchObject({ open: false, to: day(2), repairCost: '30.00' })
    expect(await codeOf(manager.rentals.unblock({ blockId }))).toBe('RENTAL_STATE_REFUSED')
    await manager.rentals.reserve({ from: day(2), to: day(3), lines })
    const ahead = await manager.rentals.block({ from: day(20), to: day(21), lines, reason: 'later' })
    await manager.rentals.unblock({ blockId: ahead.items[0]?.id ?? '' })
    const { items: entries } = await manager.rentals.calendar({ from: day(0), to: day(30) })
    expect(entries.map(({ kind, busyFrom, busyTo }) => [kind, busyFrom, busyTo])).toEqual([
      ['block', day(1), day(2)],
      ['rental', day(2), day(3, 20)],
    ])
  })
})

describe('the lists', () => {
  it('tell what goes out and comes back on a day, and what is late', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    const rentalId = await out(hire)
    await manager.rentals.reserve({ from: day(2), to: day(3), lines: [gown('G-2')] })
    await manager.rentals.reserve({ from: day(3, 2), to: day(5), lines: [gown('G-3')] })
    const units = (rentals: readonly { serial: string | null }[]) => rentals.map(({ serial }) => serial)
    // Two in the night belongs to the day before.
    const due = await manager.rentals.dueOut({ date: '2026-11-24' })
    expect([units(due.items), units(due.missed)]).toEqual([['G-2', 'G-3'], []])
    expect(units((await manager.rentals.dueBack({ date: '2026-11-25' })).items)).toEqual(['G-1'])
    clock.now = day(3, 12)
    const later = await manager.rentals.dueOut({})
    expect([units(later.items), units(later.missed)]).toEqual([[], ['G-2', 'G-3']])
    expect((await manager.rentals.overdue({})).items).toMatchObject([
      { rental: { id: rentalId }, daysLate: 1, fee: '0.00' },
    ])
    const { items } = await manager.rentals.calendar({ from: day(3, 11), to: day(4) })
    // What is late is there as long as it may be, also where its time was over.
    expect(items.map(({ serial, state, busyTo }) => [serial, state, busyTo])).toEqual([
      ['G-1', 'handedOut', day(3, 12, 1)],
      ['G-3', 'reserved', day(5)],
    ])
    expect(await codeOf(manager.rentals.calendar({ from: day(0), to: day(100) }))).toBe('RENTAL_PERIOD_INVALID')
  })

  it('tell of each unit what it earned, what it cost, and how long it hung idle', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    await manager.rentals.setTerms({ item: 'gown', price: '200' })
    const rentalId = await out(hire)
    clock.now = day(3)
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'damaged', charge: '50' }] })
    const legs = [{ account: 'Bank:icbc', amount: '30' }]
    await manager.rentals.recordRepair({ rentalId, amount: '30', legs })
    clock.now = day(5)
    await manager.rentals.makeReady({ rentals: [rentalId] })
    const lines = [{ item: 'chair', quantity: 4, price: '5' }]
    const chairs = await manager.rentals.reserve({ from: day(5), to: day(6), lines })
    await manager.rentals.handOut({ rentals: [{ rentalId: chairs.items[0]?.id ?? '' }] })
    clock.now = day(9)
    const past = await manager.rentals.history({ from: '2026-11-01' })
    expect(past.of).toBe(4)
    // Owned since the 22nd: ten days; out on the 23rd to 25th, in care on the 26th and 27th.
    expect(past.items[0]).toMatchObject({
      serial: 'G-1',
      timesRented: 1,
      daysOwned: 10,
      daysOut: 3,
      daysInCare: 2,
      daysIdle: 5,
      utilisation: '0.3000',
      earned: '250.00',
      damage: '50.00',
      repairCost: '30.00',
      cost: '1000.00',
      earnedOfCost: '0.2427',
    })
    expect(past.items[1]).toMatchObject({
      item: 'chair',
      units: 10,
      timesRented: 1,
      earned: '20.00',
      // Ten chairs since the 22nd, too.
      daysOwned: 100,
      daysOut: 20,
      daysInCare: null,
      cost: null,
      earnedOfCost: null,
    })
    const idle = await manager.rentals.history({ from: '2026-11-22', by: 'daysIdle', items: ['gown'], limit: 2 })
    expect([idle.of, idle.items.map(({ serial, daysIdle }) => [serial, daysIdle])]).toEqual([
      3,
      [
        ['G-2', 10],
        ['G-3', 10],
      ],
    ])
    const before = await manager.rentals.history({ from: '2026-11-01', to: '2026-11-20', items: ['gown'] })
    expect(before.items[0]).toMatchObject({ daysOwned: 0, utilisation: null, earned: '0.00', earnedOfCost: '0.0000' })
    expect(await codeOf(manager.rentals.history({ from: '2027-11-20' }))).toBe('RENTAL_PERIOD_INVALID')
  })

  it('tell of every step, in its order', async () => {
    const hire = await openWithGowns()
    const { manager, clock } = hire
    const rentalId = await out(hire)
    clock.now = day(3)
    await manager.rentals.takeBack({ rentals: [{ rentalId, condition: 'dusty' }] })
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'ok' }] })
    await manager.rentals.startCleaning({ rentals: [rentalId] })
    await manager.rentals.makeReady({ rentals: [rentalId] })
    const { events } = await manager.rentals.rental({ rentalId })
    const kinds = ['reserved', 'handedOut', 'returned', 'inspected', 'cleaning', 'available']
    expect(events.map(({ kind }) => kind)).toEqual(kinds)
    expect(events[2]).toMatchObject({ note: 'dusty', actor: 'the-manager' })
    const moved = await eventsOf(hire, rentalMoved.name)
    expect(moved.map(({ before, state }) => `${before} ${state}`)).toEqual([
      'null reserved',
      'reserved handedOut',
      'handedOut returned',
      'returned inspected',
      'inspected cleaning',
      'cleaning available',
    ])
    expect(await manager.ledger.verify({})).toMatchObject({ fault: null, unsealed: { count: 0 } })
    await expect(manager.rentals.rental({ rentalId: 'none' })).rejects.toMatchObject({ code: 'RENTAL_UNKNOWN' })
  })
})

/** The events of a kind, as they were told after their commits. */
async function eventsOf({ engine, heard }: Hire, name: string): Promise<Record<string, unknown>[]> {
  await engine.settle()
  return heard.filter(([kind]) => kind === name).map(([, data]) => data)
}
