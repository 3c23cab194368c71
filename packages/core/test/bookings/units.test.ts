import { describe, expect, it } from 'vitest'
import { codeOf, day, stock } from '../rentals/studio.ts'
import { type BookedStudioOptions, openBookedStudio } from './studio.ts'

const dress = { name: 'dress', resources: ['gown'] }

/** A fitting takes the gown for an hour; gowns G-1 to G-3 are in the stock, and ten chairs. */
async function openFittings(options: BookedStudioOptions = {}) {
  const studio = await openBookedStudio(options)
  await stock(studio)
  const { manager, ids } = studio
  await manager.bookings.saveService({ code: 'fitting', name: '试纱', duration: 60, requirements: [dress] })
  const fit = (date: number, hour: number) => manager.bookings.book({ service: 'fitting', startsAt: day(date, hour) })
  const rent = (serial: string, from: string, to: string) =>
    manager.rentals.reserve({ from, to, lines: [{ item: 'gown', serial }] })
  const tie = (serial = 'G-1') => manager.resources.tie({ resourceId: ids.gown, item: 'gown', serial })
  const slots = async (service = 'fitting', date = '2026-11-24') =>
    (await manager.bookings.slots({ service, date, limit: 100 })).items.map(({ local }) => local.time)
  const why = async (date: number, hour: number, service = 'fitting') => {
    const { requirements } = await manager.bookings.explain({ service, startsAt: day(date, hour) })
    return requirements.flatMap(({ members }) =>
      members.flatMap(({ code, reasons }) => reasons.map((one) => [code, one.kind, one.text])),
    )
  }
  return { ...studio, fit, rent, tie, slots, why }
}

describe('a resource that is a unit of the stock', () => {
  it('is neither booked while it is rented nor rented while it is booked, cleaning included', async () => {
    const { fit, rent, tie, slots, why, manager } = await openFittings()
    await tie()
    await manager.rentals.setTerms({ item: 'gown', prepareMinutes: 60, cleanMinutes: 120 })
    await rent('G-1', day(2, 12), day(2, 14))
    // It is prepared from eleven on, and clean at four.
    expect(await codeOf(fit(2, 10))).toBe('done')
    expect(await codeOf(fit(2, 11))).toBe('SLOT_TAKEN')
    expect(await codeOf(fit(2, 15))).toBe('SLOT_TAKEN')
    expect(await slots()).toEqual(['09:00', '16:00', '16:30', '17:00'])
    expect(await why(2, 13)).toEqual([['gown', 'rented', 'is rented or being made ready 2026-11-24 11:00 to 16:00']])
    expect(await codeOf(fit(2, 16))).toBe('done')
    expect(await codeOf(rent('G-1', day(2, 18), day(2, 20)))).toBe('done')
    await expect(rent('G-1', day(2, 7), day(2, 9))).rejects.toMatchObject({
      code: 'RENTAL_UNIT_TAKEN',
      message: expect.stringContaining(
        'cannot be had 2026-11-24 06:00 to 11:00 (Asia/Shanghai, preparation and cleaning included): 0 free',
      ),
      details: { inTheWay: [{ kind: 'booking', from: day(2, 10), to: day(2, 11) }] },
    })
    expect(await codeOf(rent('G-2', day(2, 7), day(2, 9)))).toBe('done')
  })

  it('takes along what is booked when it becomes one, and when it ceases to be one', async () => {
    const { fit, rent, tie, slots, manager, ids } = await openFittings()
    const { id: bookingId } = await fit(2, 10)
    const rental = await rent('G-1', day(3, 10), day(3, 12))
    await tie()
    expect(await codeOf(rent('G-1', day(2, 10), day(2, 12)))).toBe('RENTAL_UNIT_TAKEN')
    expect(await slots('fitting', '2026-11-25')).not.toContain('10:00')
    await manager.resources.untie({ resourceId: ids.gown })
    expect(await slots('fitting', '2026-11-25')).toContain('10:00')
    expect(await codeOf(fit(2, 10))).toBe('SLOT_TAKEN')
    expect(await codeOf(rent('G-1', day(2, 10), day(2, 12)))).toBe('done')
    expect(await codeOf(rent('G-1', day(3, 10), day(3, 12)))).toBe('RENTAL_UNIT_TAKEN')
    await manager.bookings.cancel({ bookingId, reason: 'changed' })
    expect(await slots()).toContain('10:00')
    await manager.rentals.cancel({ rentals: rental.items.map(({ id }) => id), reason: 'changed' })
    expect(await codeOf(rent('G-1', day(3, 10), day(3, 12)))).toBe('done')
  })

  it('becomes none where both were promised for one time, and says what meets', async () => {
    const { fit, rent, tie, manager, ids } = await openFittings()
    const { id: bookingId } = await fit(2, 10)
    const { items } = await rent('G-1', day(2, 9), day(2, 12))
    await expect(tie()).rejects.toMatchObject({
      code: 'RESOURCE_TIE_MEETS',
      details: {
        resource: 'gown',
        meets: [
          {
            from: day(2, 10),
            to: day(2, 11),
            own: [{ kind: 'booking', reference: bookingId }],
            others: [{ kind: 'rental', reference: items[0]?.id }],
          },
        ],
      },
    })
    // Nothing was moved.
    expect(await codeOf(rent('G-1', day(2, 12), day(2, 13)))).toBe('done')
    expect(await codeOf(fit(2, 12))).toBe('done')
    const { resource } = await manager.resources.get({ resourceId: ids.gown })
    expect(resource).toMatchObject({ itemId: null, serialId: null })
  })

  it('is one resource, of one unit, a thing and single', async () => {
    const { tie, manager, ids } = await openFittings()
    await tie()
    expect(await codeOf(tie())).toBe('done')
    const { id } = await manager.resources.add({ code: 'other', name: 'other', kind: 'dress', capacity: 2 })
    const other = (serial?: string, item = 'gown', resourceId = id) =>
      codeOf(manager.resources.tie({ resourceId, item, ...(serial === undefined ? {} : { serial }) }))
    expect(await other('G-2')).toBe('RESOURCE_INVALID')
    await manager.resources.update({ resourceId: id, capacity: 1 })
    expect(await other('G-1')).toBe('RESOURCE_UNIT_TAKEN')
    expect(await other()).toBe('RENTAL_ITEM_REFUSED')
    expect(await other('G-9')).toBe('RENTAL_UNIT_UNKNOWN')
    expect(await other('G-2', 'gown', ids.anna)).toBe('RESOURCE_INVALID')
    expect(await other('G-2')).toBe('done')
    expect(await codeOf(manager.resources.update({ resourceId: id, capacity: 2 }))).toBe('RESOURCE_INVALID')
    expect(await codeOf(manager.resources.untie({ resourceId: id }))).toBe('done')
    expect(await codeOf(manager.resources.untie({ resourceId: id }))).toBe('RESOURCE_INVALID')
  })

  it('is closed from the moment on in which its unit is sold, lost or elsewhere, and says why', async () => {
    const { tie, slots, why, fit, manager } = await openFittings()
    await tie()
    expect(await slots()).toContain('10:00')
    const line = (serial: string) => ({ item: 'gown', quantity: 1, serial })
    await manager.inventory.waste({ lines: [line('G-1')], reason: 'burnt' })
    expect(await slots()).toEqual([])
    expect(await why(2, 10)).toEqual([['gown', 'gone', 'was sold, wasted or sent back']])
    await expect(fit(2, 10)).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    await expect(fit(2, 10)).rejects.toThrow('gown was sold, wasted or sent back')
  })

  it('is closed while its unit is reserved for sale, and open again when that is over', async () => {
    const { tie, slots, why, manager } = await openFittings()
    await tie()
    const items = await manager.inventory.reserve({ lines: [{ item: 'gown', quantity: 1, serial: 'G-1' }] })
    expect(await slots()).toEqual([])
    expect(await why(2, 10)).toEqual([['gown', 'gone', 'is reserved for sale']])
    await manager.inventory.release({ reservations: items.map(({ id }) => ({ reservationId: id })) })
    expect(await slots()).toContain('10:00')
  })

  it('stays in the house while it is booked', async () => {
    const { tie, fit, manager } = await openFittings()
    await tie()
    const { id: bookingId } = await fit(2, 10)
    const lines = [{ item: 'gown', quantity: 1, serial: 'G-1' }]
    await expect(manager.inventory.issue({ lines })).rejects.toMatchObject({
      code: 'RENTAL_UNIT_PROMISED',
      details: { promised: [{ kind: 'booking', id: bookingId }] },
    })
    await manager.bookings.cancel({ bookingId, reason: 'changed' })
    expect(await codeOf(manager.inventory.issue({ lines }))).toBe('done')
  })

  it('is not there while it is late, however long it was claimed', async () => {
    const { tie, rent, fit, slots, why, manager, clock } = await openFittings()
    await tie()
    const { items } = await rent('G-1', day(2, 9), day(2, 10))
    clock.now = day(2, 9)
    const rentals = items.map(({ id }) => ({ rentalId: id }))
    await manager.rentals.handOut({ rentals })
    expect(await slots()).toContain('12:00')
    clock.now = day(2, 12, 1)
    // It comes back now at the earliest.
    expect(await slots()).toEqual([
      '12:30',
      '13:00',
      '13:30',
      '14:00',
      '14:30',
      '15:00',
      '15:30',
      '16:00',
      '16:30',
      '17:00',
    ])
    await manager.rentals.takeBack({ rentals })
    await manager.rentals.inspect({
      rentals: rentals.map(({ rentalId }) => ({ rentalId, outcome: 'damaged' as const })),
    })
    await manager.rentals.startRepair({ rentals: items.map(({ id }) => id), until: day(2, 15) })
    expect((await slots())[0]).toBe('15:00')
    expect(await codeOf(fit(2, 14))).toBe('SLOT_TAKEN')
    clock.now = day(2, 15, 30)
    expect((await slots())[0]).toBe('16:00')
    expect(await why(2, 15)).toEqual([['gown', 'rented', expect.stringContaining('to 15:31')]])
  })

  it('shows rentals in the agenda and as busy times', async () => {
    const { tie, rent, manager, ids } = await openFittings()
    await tie()
    await rent('G-1', day(2, 9), day(2, 10))
    const { days } = await manager.agenda.calendar({ resourceIds: [ids.gown], date: '2026-11-24' })
    expect(days[0]?.entries).toMatchObject([{ kind: 'busy', because: 'rental', from: day(2, 9), to: day(2, 10) }])
    const { body } = await manager.calendars.freeBusy({ resource: 'gown', from: day(2, 0), to: day(3, 0) })
    expect(body).toContain('20261124T010000Z/20261124T020000Z')
  })

  it('is away in its time off, from rentals too, also where it became a unit since', async () => {
    const { tie, rent, fit, manager, as, ids } = await openFittings()
    const { timeOff } = await as('owner').resources.requestTimeOff({
      ...{ resourceId: ids.gown, kind: 'other', firstDay: '2026-11-24' },
    })
    await manager.resources.approveTimeOff({ timeOffId: timeOff.id })
    await tie()
    expect(await codeOf(rent('G-1', day(2, 9), day(2, 10)))).toBe('RENTAL_UNIT_TAKEN')
    const other = await as('owner').resources.requestTimeOff({
      ...{ resourceId: ids.gown, kind: 'other', firstDay: '2026-11-25' },
    })
    await manager.resources.approveTimeOff({ timeOffId: other.timeOff.id })
    expect(await codeOf(rent('G-1', day(3, 9), day(3, 10)))).toBe('RENTAL_UNIT_TAKEN')
    await manager.resources.untie({ resourceId: ids.gown })
    expect(await codeOf(rent('G-1', day(2, 9), day(3, 10)))).toBe('done')
    expect(await codeOf(fit(3, 10))).toBe('SLOT_TAKEN')
  })
})

describe('counted stock', () => {
  const table = { name: 'chairs', resources: ['chairs'], quantity: 4 }

  async function openTables() {
    const studio = await openFittings()
    const { manager } = studio
    const { id } = await manager.resources.add({ code: 'chairs', name: 'chairs', kind: 'equipment' })
    await manager.resources.tie({ resourceId: id, item: 'chair' })
    await manager.bookings.saveService({ code: 'table', name: '合影', duration: 60, requirements: [table] })
    const sit = () => manager.bookings.book({ service: 'table', startsAt: day(2, 10) })
    return { ...studio, sit, chairs: id }
  }

  it('is rented and booked as far as it goes', async () => {
    const { manager, sit } = await openTables()
    const rent = (quantity: number) =>
      manager.rentals.reserve({ from: day(2, 10), to: day(2, 12), lines: [{ item: 'chair', quantity }] })
    await rent(3)
    expect(await codeOf(sit())).toBe('done')
    expect(await codeOf(sit())).toBe('SLOT_TAKEN')
    expect(await codeOf(rent(4))).toBe('RENTAL_UNIT_TAKEN')
    expect(await codeOf(rent(3))).toBe('done')
    await manager.inventory.receive({ against: 'Capital', lines: [{ item: 'chair', quantity: 4, value: '200' }] })
    expect(await codeOf(sit())).toBe('done')
    expect(await codeOf(sit())).toBe('SLOT_TAKEN')
  })

  it('stays in its branch, and keeps no more than the resource has when the two part', async () => {
    const { manager, sit, chairs: resourceId } = await openTables()
    await sit()
    expect(await codeOf(manager.resources.update({ resourceId, branch: 'west' }))).toBe('RESOURCE_INVALID')
    expect(await codeOf(manager.resources.untie({ resourceId }))).toBe('RESOURCE_TIE_MEETS')
    await manager.resources.update({ resourceId, capacity: 4 })
    expect(await codeOf(manager.resources.untie({ resourceId }))).toBe('done')
    expect(await codeOf(sit())).toBe('SLOT_TAKEN')
  })
})

describe('any unit of an item', () => {
  const any = { name: 'dress', stock: { item: 'gown' } }

  async function openRail(options: BookedStudioOptions = {}) {
    const studio = await openFittings(options)
    await studio.manager.bookings.saveService({ code: 'shoot', name: '外景', duration: 60, requirements: [any] })
    const shoot = (hour = 10, resources?: string[]) =>
      studio.manager.bookings.book({
        ...{ service: 'shoot', startsAt: day(2, hour) },
        ...(resources === undefined ? {} : { resources: { dress: resources } }),
      })
    return { ...studio, shoot }
  }

  it('is booked without being a resource, and not while it is rented', async () => {
    const { shoot, rent, slots, why, manager } = await openRail()
    await rent('G-2', day(2, 9), day(2, 12))
    const first = await shoot()
    const second = await shoot()
    expect([first, second].map(({ resources }) => resources[0]?.code)).toEqual(['gown/G-1', 'gown/G-3'])
    expect(await codeOf(shoot())).toBe('SLOT_TAKEN')
    expect(await slots('shoot')).not.toContain('10:00')
    expect(await why(2, 10, 'shoot')).toHaveLength(3)
    expect(await codeOf(rent('G-1', day(2, 10), day(2, 11)))).toBe('RENTAL_UNIT_TAKEN')
    await manager.bookings.move({ bookingId: first.id, startsAt: day(2, 14) })
    expect(await codeOf(rent('G-1', day(2, 10), day(2, 11)))).toBe('done')
  })

  it('is prepared and cleaned as it is for rentals, and as many as the branch has', async () => {
    const { shoot, rent, slots, manager } = await openRail()
    await manager.rentals.setTerms({ item: 'gown', cleanMinutes: 120 })
    await shoot(10, ['gown/G-1'])
    expect(await codeOf(rent('G-1', day(2, 12, 59), day(2, 14)))).toBe('RENTAL_UNIT_TAKEN')
    expect(await codeOf(rent('G-1', day(2, 13), day(2, 14)))).toBe('done')
    await manager.rentals.setTerms({ item: 'gown', cleanMinutes: 30 })
    await shoot(10, ['gown/G-2'])
    expect(await codeOf(rent('G-2', day(2, 11, 30), day(2, 14)))).toBe('done')
    await shoot()
    expect(await slots('shoot')).not.toContain('10:00')
    const lines = [{ item: 'gown', quantity: 1, serial: 'G-4', value: '1000' }]
    await manager.inventory.receive({ against: 'Capital', lines })
    expect(await slots('shoot')).toContain('10:00')
    await manager.inventory.waste({ lines: [{ item: 'gown', quantity: 1, serial: 'G-4' }], reason: 'torn' })
    expect(await slots('shoot')).not.toContain('10:00')
  })

  it('is the resource that it was made, also for who booked it before', async () => {
    const { shoot, tie, fit, manager, ids } = await openRail()
    const { id: bookingId } = await shoot(10, ['gown/G-1'])
    await tie()
    expect(await codeOf(fit(2, 10))).toBe('SLOT_TAKEN')
    expect(await codeOf(fit(2, 11))).toBe('done')
    const moved = await manager.bookings.move({ bookingId, startsAt: day(2, 14) })
    expect(moved.resources[0]).toMatchObject({ code: 'gown', resourceId: ids.gown })
    // It serves one part of a booking, whichever way it is asked for.
    await manager.bookings.saveService({
      ...{ code: 'both', name: '双纱', duration: 60 },
      requirements: [any, { ...dress, name: 'second' }].map((one) => ({ ...one })),
    })
    const { resources } = await manager.bookings.book({ service: 'both', startsAt: day(2, 16) })
    expect(resources.map(({ code }) => code)).toEqual(['gown/G-2', 'gown'])
  })

  it('is of an item that is known and rentable', async () => {
    const { manager } = await openRail()
    const save = (requirement: object) =>
      codeOf(
        manager.bookings.saveService({
          ...{ code: 'x', name: 'x', duration: 60 },
          requirements: [{ name: 'dress', ...requirement }],
        }),
      )
    await manager.inventory.addItem({ code: 'album', name: '相册', kind: 'product', unit: 'piece' })
    expect(await save({ stock: { item: 'nothing' } })).toBe('STOCK_ITEM_UNKNOWN')
    expect(await save({ stock: { item: 'album' } })).toBe('SERVICE_INVALID')
    expect(await save({ stock: { item: 'gown' }, kind: 'person' })).toBe('INPUT_INVALID')
    expect(await save({ stock: { item: 'gown' }, kind: 'equipment' })).toBe('done')
    const { items } = await manager.bookings.services({})
    const { id: itemId } = (await manager.inventory.item({ item: 'gown' })).item
    expect(items.find(({ code }) => code === 'x')?.requirements[0]?.stock).toEqual({ item: itemId })
  })
})
