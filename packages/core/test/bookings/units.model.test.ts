/** Whatever is booked, rented, tied and parted: a gown is with one customer at a time, and is free exactly when it is on paper. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stock } from '../rentals/studio.ts'
import { NaiveRail, type NaiveRental, rentalTerms } from './naive-rail.ts'
import { openBookedStudio } from './studio.ts'

const minute = 60_000
const instantOf = (at: number): string => new Date(at * minute).toISOString()
const minuteOf = (at: string): number => Date.parse(at) / minute
/** Ten minutes past noon of 22 November: nothing of a day begins at that minute. */
const begin = minuteOf('2026-11-22T04:10:00.000Z')
const midnight = minuteOf('2026-11-21T16:00:00.000Z')
const at = (date: number, hour: number): number => midnight + (date * 24 + hour) * 60
const units = ['G-1', 'G-2', 'G-3']

const nth = fc.nat(50)
const start = fc
  .record({ date: fc.constantFrom(1, 2), hour: fc.integer({ min: 9, max: 17 }) })
  .map(({ date, hour }) => at(date, hour))
const service = fc.constantFrom('fitting' as const, 'shoot' as const)
const unit = fc.constantFrom(...units, 'G-1')
const is = <T extends string>(does: T) => fc.constant(does)

const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: is('book'), service, start }) },
  {
    weight: 8,
    arbitrary: fc.record({ does: is('rent'), unit, start, hours: fc.integer({ min: 1, max: 8 }) }),
  },
  { weight: 4, arbitrary: fc.record({ does: is('move'), nth, start }) },
  { weight: 2, arbitrary: fc.record({ does: is('reassign'), nth, unit }) },
  { weight: 3, arbitrary: fc.record({ does: is('cancel'), nth }) },
  { weight: 2, arbitrary: fc.record({ does: is('cancelRental'), nth }) },
  { weight: 5, arbitrary: fc.record({ does: is('extend'), nth, hours: fc.integer({ min: -2, max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ does: is('otherUnit'), nth, unit }) },
  { weight: 4, arbitrary: fc.record({ does: is('tie'), nth, unit }) },
  { weight: 3, arbitrary: fc.record({ does: is('untie'), nth }) },
  { weight: 8, arbitrary: fc.record({ does: is('handOut'), nth }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: is('care'), nth, lost: fc.nat(9), hours: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: is('waste'), unit }) },
  { weight: 1, arbitrary: fc.record({ does: is('reserveForSale'), unit }) },
  { weight: 6, arbitrary: fc.record({ does: is('pass'), hours: fc.constantFrom(1, 3, 6, 20) }) },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const of = <T>(all: readonly T[], place: number): T | undefined => all[place % Math.max(all.length, 1)]

async function openRail() {
  const studio = await openBookedStudio({ now: instantOf(begin) })
  await stock(studio)
  const { manager, ids } = studio
  await manager.rentals.setTerms({
    item: 'gown',
    prepareMinutes: rentalTerms.prepare,
    cleanMinutes: rentalTerms.clean,
  })
  const { id: train } = await manager.resources.add({ code: 'train', name: 'train', kind: 'dress', cleanMinutes: 60 })
  const services = [
    { code: 'fitting', name: '试纱', requirements: [{ name: 'dress', resources: ['gown'] }] },
    { code: 'shoot', name: '外景', requirements: [{ name: 'dress', stock: { item: 'gown' } }] },
  ]
  for (const one of services) await manager.bookings.saveService({ ...one, duration: 60, grid: 60 })
  const rail = new NaiveRail(begin, units)
  rail.resources.push({ id: ids.gown, code: 'gown', clean: 0, unit: null })
  rail.resources.push({ id: train, code: 'train', clean: 60, unit: null })
  const serials = new Map((await manager.inventory.serials({ item: 'gown' })).items.map((one) => [one.id, one.serial]))
  return { ...studio, rail, unitOf: (resourceId: string) => serials.get(resourceId) ?? resourceId }
}

type Rail = Awaited<ReturnType<typeof openRail>>

const kept = (rental: NaiveRental, told: { from: string; to: string; busyFrom: string; busyTo: string }): void => {
  const { from, to, busyFrom, busyTo } = told
  Object.assign(rental, {
    from: minuteOf(from),
    to: minuteOf(to),
    busyFrom: minuteOf(busyFrom),
    busyTo: minuteOf(busyTo),
  })
}

/** Does a step in the studio and on paper, which must agree on whether it can be done. */
async function take({ manager, clock, rail, unitOf }: Rail, one: Step): Promise<void> {
  const agree = (done: { ok: boolean; error?: unknown }, expected: boolean): void =>
    expect({ ok: done.ok, error: done.ok ? undefined : String(done.error) }).toMatchObject({ ok: expected })
  const keepBooking = (made: Awaited<ReturnType<typeof manager.bookings.book>>, code: 'fitting' | 'shoot'): void => {
    const [dress] = made.resources
    if (dress === undefined) throw new Error('a booking without its dress')
    const { resourceId, busyFrom, busyTo } = dress
    const booking = { id: made.id, service: code, start: minuteOf(made.startsAt), of: unitOf(resourceId) }
    rail.bookings = rail.bookings.filter(({ id }) => id !== made.id)
    const busy = { from: minuteOf(busyFrom), to: minuteOf(busyTo) }
    // What it took was free of everything else.
    expect(rail.isFree(rail.nameOf(booking.of), busy)).toBe(true)
    rail.bookings.push({ ...booking, ...busy })
  }
  const upcoming = rail.bookings.filter((booking) => booking.start > rail.now)
  const open = rail.rentals.filter(({ state }) => state !== 'over')
  switch (one.does) {
    case 'book': {
      if (one.start < rail.now) return
      const booked = await manager.bookings.book.attempt({ service: one.service, startsAt: instantOf(one.start) })
      agree(booked, rail.canBook(one.service, one.start))
      if (booked.ok) keepBooking(booked.value, one.service)
      return
    }
    case 'move': {
      const booking = of(upcoming, one.nth)
      if (booking === undefined || one.start < rail.now) return
      const moved = await manager.bookings.move.attempt({ bookingId: booking.id, startsAt: instantOf(one.start) })
      agree(moved, rail.canBook(booking.service, one.start, booking.id))
      if (moved.ok) keepBooking(moved.value, booking.service)
      return
    }
    case 'reassign': {
      const booking = of(
        upcoming.filter((of) => of.service === 'shoot'),
        one.nth,
      )
      if (booking === undefined) return
      const resources = { dress: [`gown/${one.unit}`] }
      const done = await manager.bookings.reassign.attempt({ bookingId: booking.id, resources, reason: 'asked' })
      const isTied = rail.resources.some((of) => of.unit === one.unit)
      const busy = rail.busyOf(one.unit, booking.start)
      // A unit that is a resource goes by the code of the resource.
      agree(done, !isTied && rail.isOpen(one.unit) && rail.isFree(one.unit, busy, booking.id))
      if (done.ok) keepBooking(done.value, 'shoot')
      return
    }
    case 'cancel': {
      const booking = of(upcoming, one.nth)
      if (booking === undefined) return
      await manager.bookings.cancel({ bookingId: booking.id, reason: 'changed' })
      rail.bookings = rail.bookings.filter(({ id }) => id !== booking.id)
      return
    }
    case 'rent': {
      const [from, to] = [one.start, one.start + one.hours * 60]
      const line = { item: 'gown', serial: one.unit }
      const rented = await manager.rentals.reserve.attempt({ from: instantOf(from), to: instantOf(to), lines: [line] })
      agree(rented, rail.canRent(one.unit, from, to))
      if (!rented.ok) return
      const [told] = rented.value.items
      if (told === undefined) throw new Error('nothing was reserved')
      const rental = { id: told.id, unit: one.unit, state: 'reserved' as const, from, to, busyFrom: from, busyTo: to }
      kept(rental, told)
      rail.rentals.push(rental)
      return
    }
    case 'cancelRental': {
      const rental = of(
        open.filter(({ state }) => state === 'reserved'),
        one.nth,
      )
      if (rental === undefined) return
      await manager.rentals.cancel({ rentals: [rental.id], reason: 'changed' })
      rental.state = 'over'
      return
    }
    case 'extend': {
      const rental = of(
        open.filter(({ state }) => state === 'reserved' || state === 'handedOut'),
        one.nth,
      )
      if (rental === undefined) return
      const to = rental.to + one.hours * 60
      if (to <= rental.from || to <= rail.now) return
      const changed = await manager.rentals.change.attempt({ rentalId: rental.id, to: instantOf(to) })
      const busy = { from: rental.busyFrom, to: to + rentalTerms.clean }
      agree(changed, rail.isOpen(rental.unit) && rail.isFree(rental.unit, busy, rental.id))
      if (changed.ok) kept(rental, changed.value)
      return
    }
    case 'otherUnit': {
      const rental = of(
        open.filter(({ state }) => state === 'reserved'),
        one.nth,
      )
      if (rental === undefined || rental.to <= rail.now) return
      const changed = await manager.rentals.change.attempt({ rentalId: rental.id, serial: one.unit })
      const busy = { from: rental.from - rentalTerms.prepare, to: rental.to + rentalTerms.clean }
      agree(changed, rail.isOpen(one.unit) && rail.isFree(one.unit, busy, rental.id))
      if (changed.ok) {
        rail.rentals.splice(rail.rentals.indexOf(rental), 1, { ...rental, unit: one.unit })
        const [after] = rail.rentals.filter(({ id }) => id === rental.id)
        if (after !== undefined) kept(after, changed.value)
      }
      return
    }
    case 'tie': {
      const resource = of(rail.resources, one.nth)
      if (resource === undefined) return
      const tied = await manager.resources.tie.attempt({ resourceId: resource.id, item: 'gown', serial: one.unit })
      agree(tied, rail.canTie(resource, one.unit))
      if (tied.ok) resource.unit = one.unit
      return
    }
    case 'untie': {
      const resource = of(rail.resources, one.nth)
      if (resource === undefined) return
      const parted = await manager.resources.untie.attempt({ resourceId: resource.id })
      agree(parted, resource.unit !== null)
      resource.unit = null
      return
    }
    case 'handOut': {
      const rental = of(
        open.filter(({ state }) => state === 'reserved'),
        one.nth,
      )
      if (rental === undefined) return
      const out = await manager.rentals.handOut.attempt({ rentals: [{ rentalId: rental.id }] })
      const isGone = rail.units.some(({ name, isGone: gone }) => gone && name === rental.unit)
      const isAway = open.some((other) => other.unit === rental.unit && other.state !== 'reserved')
      const early = { from: rail.now, to: rental.busyTo }
      const isFree = rental.busyFrom <= rail.now || rail.isFree(rental.unit, early, rental.id)
      agree(out, rental.to > rail.now && !isGone && !isAway && isFree)
      if (!out.ok) return
      rental.state = 'handedOut'
      const [told] = out.value.items
      if (told !== undefined) kept(rental, told)
      return
    }
    case 'care': {
      const rental = of(
        open.filter(({ state }) => state !== 'reserved'),
        one.nth,
      )
      if (rental === undefined) return
      const own = { rentalId: rental.id }
      if (rental.state === 'handedOut') {
        const [told] = (await manager.rentals.takeBack({ rentals: [own] })).items
        rental.state = 'returned'
        if (told !== undefined) kept(rental, told)
        return
      }
      if (rental.state === 'returned') {
        const isLost = one.lost === 0
        const outcome = isLost ? ('lost' as const) : ('damaged' as const)
        await manager.rentals.inspect({ rentals: [{ ...own, outcome }] })
        rental.state = isLost ? 'over' : 'inspected'
        if (isLost) for (const gone of rail.units) if (gone.name === rental.unit) gone.isGone = true
        return
      }
      if (rental.state === 'inspected') {
        const until = rail.now + one.hours * 60
        const [told] = (await manager.rentals.startRepair({ rentals: [rental.id], until: instantOf(until) })).items
        rental.state = 'repair'
        if (told !== undefined) kept(rental, told)
        return
      }
      await manager.rentals.makeReady({ rentals: [rental.id] })
      rental.state = 'over'
      return
    }
    case 'waste': {
      const lines = [{ item: 'gown', quantity: 1, serial: one.unit }]
      const wasted = await manager.inventory.waste.attempt({ lines, reason: 'torn' })
      if (wasted.ok) for (const gone of rail.units) if (gone.name === one.unit) gone.isGone = true
      return
    }
    case 'reserveForSale': {
      const reserved = await manager.inventory.reserve.attempt({
        lines: [{ item: 'gown', quantity: 1, serial: one.unit }],
      })
      if (reserved.ok) for (const unit of rail.units) if (unit.name === one.unit) unit.isReserved = true
      return
    }
    case 'pass':
      rail.now += one.hours * 60
      clock.now = instantOf(rail.now)
      return
  }
}

/** Every start of both days is free in the studio exactly where it is on paper; and nothing is promised twice. */
async function compare({ manager, rail }: Rail): Promise<void> {
  expect(rail.doubles()).toEqual([])
  for (const service of ['fitting', 'shoot'] as const) {
    const [from, to] = [instantOf(at(1, 0)), instantOf(at(3, 0))]
    const { items } = await manager.bookings.slots({ service, from, to, limit: 100 })
    const hours = [1, 2].flatMap((date) => Array.from({ length: 9 }, (_, hour) => at(date, 9 + hour)))
    const free = hours.filter((start) => rail.canBook(service, start))
    expect([service, ...items.map(({ startsAt }) => startsAt)]).toEqual([service, ...free.map(instantOf)])
  }
}

describe('a gown that is rented and booked', () => {
  it('is as on paper, after every step of any life', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 50, size: 'max' }), async (steps) => {
        const studio = await openRail()
        for (const one of steps) {
          await take(studio, one)
          await compare(studio)
        }
        await studio.engine.close()
      }),
      { numRuns: 12 },
    )
  })
})
