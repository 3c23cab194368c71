/** What becomes of bookings of a gown where the gown, or what it is known as, changes. */
import { describe, expect, it } from 'vitest'
import { codeOf, day, stock } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

/** A fitting takes the gown, a shoot any gown of the stock, a table four of ten chairs. */
async function openRail() {
  const studio = await openBookedStudio()
  await stock(studio)
  const { manager, ids } = studio
  const service = (code: string, requirement: object) =>
    manager.bookings.saveService({
      ...{ code, name: code, duration: 60 },
      requirements: [{ name: 'thing', ...requirement }],
    })
  await service('fitting', { resources: ['gown'] })
  await service('shoot', { stock: { item: 'gown' } })
  await service('table', { stock: { item: 'chair' }, kind: 'equipment', quantity: 4 })
  const book = (code: string, date: number, hour: number, unit?: string) =>
    manager.bookings.book({
      ...{ service: code, startsAt: day(date, hour) },
      ...(unit === undefined ? {} : { resources: { thing: [unit] } }),
    })
  const rent = async (serial: string, from: string, to: string) => {
    const { items } = await manager.rentals.reserve({ from, to, lines: [{ item: 'gown', serial }] })
    return items[0]?.id ?? ''
  }
  const tie = (serial = 'G-1', resourceId = ids.gown) => manager.resources.tie({ resourceId, item: 'gown', serial })
  const conflicts = async () => {
    const { items } = await manager.agenda.conflicts({ from: '2026-11-22', to: '2026-11-28' })
    return items.flatMap((one) =>
      one.breaks.map(({ rule }) => `${one.resource} ${rule} ${one.bookings.map(({ number }) => number).join()}`),
    )
  }
  return { ...studio, book, rent, tie, conflicts, service }
}

describe('bookings of a unit that becomes a resource', () => {
  it('stand in the calendar, the feed and the workload of the resource', async () => {
    const { manager, book, tie, ids } = await openRail()
    const { id: bookingId } = await book('shoot', 2, 10, 'gown/G-1')
    await tie()
    const ofGown = { resourceIds: [ids.gown] }
    const { days } = await manager.agenda.calendar({ ...ofGown, date: '2026-11-24' })
    expect(days.flatMap(({ entries }) => entries)).toMatchObject([{ kind: 'booking', bookingId }])
    const { items } = await manager.agenda.upcoming({ resourceId: ids.gown })
    expect(items).toMatchObject([{ bookingId }])
    const { resources } = await manager.agenda.workload({ ...ofGown, from: '2026-11-24', to: '2026-11-24' })
    expect(resources).toMatchObject([{ resource: 'gown', bookings: 1, booked: 60 }])
    const { token } = await manager.calendars.openFeed({ of: 'resource', id: ids.gown })
    const { body } = await manager.calendars.feed({ token })
    expect(body).toContain('DTSTART;TZID=Asia/Shanghai:20261124T100000')
    await manager.resources.untie({ resourceId: ids.gown })
    expect((await manager.agenda.upcoming({ resourceId: ids.gown })).items).toEqual([])
  })

  it('stand with their time when it comes late, and are told as conflicts by both rooms', async () => {
    const { manager, clock, book, rent, tie, conflicts } = await openRail()
    await tie()
    const rentalId = await rent('G-1', day(2, 9), day(2, 10))
    const { id, number } = await book('fitting', 2, 10)
    clock.now = day(2, 9)
    await manager.rentals.handOut({ rentals: [{ rentalId }] })
    expect((await manager.rentals.conflicts({})).items).toEqual([])
    clock.now = day(2, 10, 30)
    const told = (await manager.rentals.conflicts({})).items
    expect(told).toMatchObject([
      {
        ...{ item: 'gown', serial: 'G-1', from: day(2, 10, 30), to: day(2, 10, 31), wanted: 2, units: 1 },
        between: [
          { kind: 'rental', id: rentalId, state: 'handedOut' },
          { kind: 'booking', id, from: day(2, 10), to: day(2, 11) },
        ],
      },
    ])
    expect((await conflicts()).sort()).toEqual(['gown doubleBooked ', `gown doubleBooked ${number}`])
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'damaged' }] })
    await manager.rentals.startRepair({ rentals: [rentalId], until: day(2, 10, 45) })
    expect((await manager.rentals.conflicts({})).items).toMatchObject([{ to: day(2, 10, 45) }])
    await manager.rentals.makeReady({ rentals: [rentalId] })
    expect((await manager.rentals.conflicts({})).items).toEqual([])
    expect(await conflicts()).toEqual([])
  })

  it('are told as without their unit where it was lost or wasted, entered as a resource or not', async () => {
    const { manager, clock, book, rent, tie, conflicts } = await openRail()
    await tie()
    const fitted = await book('fitting', 3, 10)
    const shot = await book('shoot', 3, 10, 'gown/G-2')
    const rentalId = await rent('G-1', day(2, 9), day(2, 10))
    clock.now = day(2, 9)
    await manager.rentals.handOut({ rentals: [{ rentalId }] })
    await manager.rentals.takeBack({ rentals: [{ rentalId }] })
    await manager.rentals.inspect({ rentals: [{ rentalId, outcome: 'lost' }] })
    await manager.inventory.waste({ lines: [{ item: 'gown', quantity: 1, serial: 'G-2' }], reason: 'burnt' })
    expect(await conflicts()).toEqual([`gown unitGone ${fitted.number}`, `gown/G-2 unitGone ${shot.number}`])
    // Whoever settles it is told who could take over.
    const { items } = await manager.agenda.conflicts({ from: '2026-11-25', to: '2026-11-25' })
    expect(items.map(({ alternatives }) => alternatives.map(({ resource }) => resource))).toEqual([[], ['gown/G-3']])
    const moved = await manager.bookings.reassign({
      ...{ bookingId: shot.id, resources: { thing: ['gown/G-3'] }, reason: 'burnt' },
    })
    expect(moved.resources[0]?.code).toBe('gown/G-3')
    expect(await conflicts()).toEqual([`gown unitGone ${fitted.number}`])
  })

  it('of counted stock are too many where some of it is gone, and that is told', async () => {
    const { manager, book, conflicts } = await openRail()
    const [first, second] = [await book('table', 2, 10), await book('table', 2, 10)]
    await manager.inventory.waste({ lines: [{ item: 'chair', quantity: 3 }], reason: 'broken' })
    expect((await conflicts()).sort()).toEqual(
      [first, second].map(({ number }) => `chair doubleBooked ${number}`).sort(),
    )
    await manager.bookings.cancel({ bookingId: second.id, reason: 'too few chairs' })
    expect(await conflicts()).toEqual([])
    expect(await codeOf(manager.inventory.issue({ lines: [{ item: 'chair', quantity: 4 }] }))).toBe(
      'RENTAL_UNIT_PROMISED',
    )
    expect(await codeOf(manager.inventory.issue({ lines: [{ item: 'chair', quantity: 3 }] }))).toBe('done')
  })
})

describe('a unit of another branch', () => {
  it('is booked where it is; its resource is closed until it follows', async () => {
    const { manager, west, book, tie, ids } = await openRail()
    await tie()
    await manager.inventory.sendTransfer({ toBranch: 'west', lines: [{ item: 'gown', quantity: 1, serial: 'G-1' }] })
    await expect(book('fitting', 2, 10)).rejects.toThrow('gown is under way between branches')
    const { items } = await manager.inventory.transfers({})
    await west.inventory.receiveTransfer({ transferId: items[0]?.id ?? '' })
    await expect(book('fitting', 2, 10)).rejects.toThrow('gown is in branch "west", while its resource is of "main"')
    expect((await book('shoot', 2, 10)).resources[0]?.code).toBe('gown/G-2')
    await west.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }],
    })
    const there = () => west.bookings.book({ service: 'shoot', startsAt: day(2, 10) })
    // The only unit in the west is one with a resource that is said to be in the main branch.
    await expect(there()).rejects.toThrow('gown is in branch "west", while its resource is of "main"')
    await manager.resources.update({ resourceId: ids.gown, branch: 'west' })
    expect((await there()).resources[0]).toMatchObject({ code: 'gown', resourceId: ids.gown })
    // A requirement that names it has it from there.
    expect(await codeOf(book('fitting', 2, 10))).toBe('SLOT_TAKEN')
    expect((await book('fitting', 2, 12)).resources[0]?.resourceId).toBe(ids.gown)
    expect(
      await codeOf(
        west.rentals.reserve({ from: day(2, 12), to: day(2, 13), lines: [{ item: 'gown', serial: 'G-1' }] }),
      ),
    ).toBe('RENTAL_UNIT_TAKEN')
    await expect(
      west.inventory.sendTransfer({ toBranch: 'main', lines: [{ item: 'gown', quantity: 1, serial: 'G-1' }] }),
    ).rejects.toMatchObject({ code: 'RENTAL_UNIT_PROMISED' })
  })
})

describe('what is booked of a resource that ceases to be a unit', () => {
  it('stays with the resource; a shoot that wanted any unit is told as without one, and takes one when it moves', async () => {
    const { manager, book, tie, conflicts, ids } = await openRail()
    await tie()
    const shot = await book('shoot', 2, 10, 'gown')
    expect(await conflicts()).toEqual([])
    await manager.resources.untie({ resourceId: ids.gown })
    expect(await conflicts()).toEqual([`gown notInPool ${shot.number}`])
    const moved = await manager.bookings.move({ bookingId: shot.id, startsAt: day(2, 12) })
    expect(moved.resources[0]?.code).toBe('gown/G-1')
    expect(await conflicts()).toEqual([])
    expect(await codeOf(book('fitting', 2, 10))).toBe('done')
  })

  it('holds keep what they hold, whichever name that has when they are confirmed', async () => {
    const { manager, clock, book, rent, tie, ids } = await openRail()
    const hold = (hour: number) => manager.bookings.hold({ service: 'fitting', startsAt: day(2, hour) })
    const [before, after] = [await hold(10), await hold(12)]
    await tie()
    await manager.bookings.confirm({ bookingId: before.id })
    expect(await codeOf(rent('G-1', day(2, 10), day(2, 11)))).toBe('RENTAL_UNIT_TAKEN')
    expect(await codeOf(rent('G-1', day(2, 12), day(2, 13)))).toBe('RENTAL_UNIT_TAKEN')
    await manager.resources.untie({ resourceId: ids.gown })
    await manager.bookings.confirm({ bookingId: after.id })
    expect(await codeOf(book('fitting', 2, 12))).toBe('SLOT_TAKEN')
    // A hold that is over takes nothing of a unit.
    await hold(14)
    await tie('G-2')
    expect(await codeOf(rent('G-2', day(2, 14), day(2, 15)))).toBe('RENTAL_UNIT_TAKEN')
    clock.now = new Date(Date.parse(clock.now) + 20 * 60_000).toISOString()
    expect(await codeOf(rent('G-2', day(2, 14), day(2, 15)))).toBe('done')
  })
})

describe('every way to a time', () => {
  it('looks at units of the stock: free capacity, another service, a series, an exchange, the waitlist', async () => {
    const { manager, engine, book, rent, tie, service, customerId } = await openRail()
    await tie()
    const on24 = { from: '2026-11-24', to: '2026-11-24' }
    const free = async (code: string) =>
      (await manager.agenda.freeCapacity({ ...on24, services: [code] })).services[0]?.days[0]?.starts.map(
        ({ time }) => time,
      )
    const rentalId = await rent('G-1', day(2, 9), day(2, 17))
    expect(await free('fitting')).toEqual(['17:00'])
    expect(await free('shoot')).toHaveLength(17)
    const second = await rent('G-2', day(2, 9), day(2, 17))
    await rent('G-3', day(2, 9), day(2, 17))
    expect(await free('shoot')).toEqual(['17:00'])
    // Another service.
    const fitted = await book('fitting', 2, 17)
    await service('two', { stock: { item: 'gown' }, count: 2 })
    const changed = await manager.bookings.changeService({ bookingId: fitted.id, service: 'two' })
    expect(changed.resources.map(({ code }) => code).sort()).toEqual(['gown', 'gown/G-2'])
    expect(await codeOf(book('two', 2, 17))).toBe('SLOT_TAKEN')
    // A series leaves out nothing that is rented.
    const weekly = { service: 'shoot', startsAt: day(1, 10), every: 'day' as const, count: 2 }
    expect(await codeOf(manager.bookings.bookSeries({ ...weekly, customerId } as never))).not.toBe('done')
    // Two shoots exchange their gowns.
    const [one, other] = [await book('shoot', 3, 10, 'gown'), await book('shoot', 3, 10, 'gown/G-2')]
    const { items } = await manager.bookings.swap({
      ...{ bookings: [one.id, other.id], requirement: 'thing', reason: 'taller' },
    })
    expect(items.map(({ resources }) => resources[0]?.code)).toEqual(['gown/G-2', 'gown'])
    // Who waits for a gown is offered the first that comes back.
    await engine.settle()
    const windows = [{ ...on24, times: { from: '10:00', to: '12:00' } }]
    const { id: entryId } = await manager.waitlist.join({ customerId, service: 'shoot', windows })
    await manager.waitlist.offerFree({})
    expect((await manager.waitlist.read({ entryId })).offer).toBeNull()
    await manager.rentals.cancel({ rentals: [second], reason: 'another gown' })
    await manager.waitlist.offerFree({})
    const { offer } = await manager.waitlist.read({ entryId })
    expect(offer?.startsAt).toBe(day(2, 10))
    expect(
      await codeOf(
        manager.rentals.reserve({ from: day(2, 10), to: day(2, 11), lines: [{ item: 'gown', serial: 'G-2' }] }),
      ),
    ).toBe('RENTAL_UNIT_TAKEN')
    expect(rentalId).not.toBe(second)
  })
})
