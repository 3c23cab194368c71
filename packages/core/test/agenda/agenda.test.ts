import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { openBookedStudio } from '../bookings/studio.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const monday = '2026-11-23'

describe('agenda.calendar', () => {
  it('shows bookings, time off and busy times on every day that they touch', async () => {
    const { manager, owner, as, ids, customerId } = await openBookedStudio()
    const asked = { resourceId: ids.dora, kind: 'leave', firstDay: monday, lastDay: '2026-11-24' } as const
    const { timeOff } = await manager.resources.requestTimeOff(asked)
    const timeOffId = timeOff.id
    await owner.resources.approveTimeOff({ timeOffId })
    const booked = await manager.bookings.book({ service: 'portrait', startsAt: day(1, 11), customerId })
    const week = await owner.agenda.calendar({ view: 'week', date: monday })
    expect(week.days.map(({ date }) => date)).toHaveLength(7)
    const [first, second, third] = week.days
    const away = { kind: 'timeOff', timeOffId, timeOff: 'leave', resource: 'dora', allDay: true }
    expect(second?.entries).toMatchObject([{ ...away, continues: { before: true, after: false } }])
    expect(third?.entries).toEqual([])
    const seen = await as('photographer').agenda.calendar({ date: monday })
    expect(seen.days[0]?.entries[0]).toMatchObject({ timeOffId, timeOff: null })
    expect(first?.entries).toMatchObject([
      { ...away, continues: { before: false, after: true } },
      {
        kind: 'booking',
        bookingId: booked.id,
        state: 'confirmed',
        startsAt: day(1, 11),
        // Make-up begins an hour before.
        local: { from: { date: monday, time: '10:00' }, to: { date: monday, time: '12:00' } },
        allDay: false,
        continues: { before: false, after: false },
      },
    ])
    const people = booked.resources.map(({ resourceId }) => resourceId)
    const spare = Object.values(ids).filter((id) => !people.includes(id))
    const entriesOf = async (asked: object) =>
      (await manager.agenda.calendar({ date: monday, ...asked })).days.flatMap(({ entries }) => entries)
    expect(await entriesOf({ resourceIds: spare })).toMatchObject([{ kind: 'timeOff' }])
    expect(await entriesOf({ skill: 'make-up' })).toMatchObject([
      { kind: 'timeOff' },
      { kind: 'booking', local: { to: { time: '11:00' } } },
    ])
    expect(await entriesOf({ kind: 'dress' })).toEqual([])
    expect(await entriesOf({ customerId })).toMatchObject([{ bookingId: booked.id }])
    expect(await entriesOf({ customerId: 'somebody' })).toEqual([])
  })

  it('leaves out holds whose time is over, and what was cancelled unless asked', async () => {
    const { manager, clock } = await openBookedStudio()
    const held = await manager.bookings.hold({ service: 'portrait', startsAt: day(1, 11) })
    const other = await manager.bookings.book({ service: 'portrait', startsAt: day(1, 14) })
    await manager.bookings.cancel({ bookingId: other.id })
    const shown = async (asked: object = {}) =>
      (await manager.agenda.calendar({ date: monday, ...asked })).days.flatMap(({ entries }) =>
        entries.map((one) => (one.kind === 'booking' ? [one.bookingId, one.state] : one.kind)),
      )
    expect(await shown()).toEqual([[held.id, 'held']])
    expect(await shown({ states: ['cancelled'] })).toEqual([[other.id, 'cancelled']])
    expect((await manager.agenda.upcoming({})).items.map(({ bookingId }) => bookingId)).toEqual([held.id])
    clock.now = held.expiresAt ?? ''
    expect(await shown()).toEqual([])
    expect((await manager.agenda.upcoming({})).items).toEqual([])
  })

  it('shows what goes on over midnight twice, and a booking of another branch as busy alone', async () => {
    const { manager, west, ids, as } = await openBookedStudio()
    const requirements = [{ name: 'photographer', resources: ['anna'] }]
    await manager.bookings.saveService({ code: 'night', name: '夜景', duration: 240, requirements })
    await manager.resources.setRoster({
      resourceId: ids.anna,
      validFrom: '2026-11-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '20:00', to: '04:00' }],
    })
    const night = await west.bookings.book({ service: 'night', startsAt: day(1, 22) })
    const reception = as('reception')
    const days = async (asked: object) =>
      (await reception.agenda.calendar({ from: monday, to: '2026-11-24', ...asked })).days.map(({ entries }) =>
        entries.map((one) => [one.kind, one.continues]),
      )
    const flags = [
      { before: false, after: true },
      { before: true, after: false },
    ] as const
    expect(await days({})).toEqual([[['busy', flags[0]]], [['busy', flags[1]]]])
    expect(JSON.stringify(await reception.agenda.calendar({ date: monday }))).not.toContain(night.id)
    expect(await days({ resourceIds: [ids.anna] })).toEqual([[['booking', flags[0]]], [['booking', flags[1]]]])
  })
})

describe('agenda.upcoming', () => {
  it('gives what begins next, page by page, and of one resource', async () => {
    const { manager, ids } = await openBookedStudio()
    const starts = [day(3, 11), day(1, 11), day(2, 11)]
    for (const startsAt of starts) await manager.bookings.book({ service: 'portrait', startsAt })
    const first = await manager.agenda.upcoming({ limit: 2 })
    const second = await manager.agenda.upcoming({ limit: 2, cursor: first.next ?? '' })
    expect([...first.items, ...second.items].map(({ startsAt }) => startsAt)).toEqual([...starts].sort())
    expect(second.next).toBeNull()
    const own = await manager.agenda.upcoming({ resourceId: ids.anna })
    const all = [...first.items, ...second.items]
    expect(own.items).toEqual(all.filter((one) => one.resources.some(({ resource }) => resource === 'anna')))
    expect(own.items.length).toBeGreaterThan(0)
  })
})

describe('agenda.workload', () => {
  it('tells minutes, use and cost by resource, kind, skill, day and hour', async () => {
    const { manager, ids, as } = await openBookedStudio()
    await manager.resources.update({ resourceId: ids.anna, costPerHour: '90' })
    await manager.bookings.book({ service: 'portrait', startsAt: day(1, 11), resources: { photographer: ['anna'] } })
    const gone = await manager.bookings.book({ service: 'portrait', startsAt: day(2, 11) })
    await manager.bookings.cancel({ bookingId: gone.id })
    const asked = { from: monday, to: '2026-11-24', hours: true }
    const load = await manager.agenda.workload(asked)
    const anna = load.resources.find(({ resource }) => resource === 'anna')
    const once = { working: 540, timeOff: 0, booked: 60, busy: 60, bookings: 1, utilisation: 0.1111, cost: '90.00' }
    expect(anna).toMatchObject({ ...once, working: 1080, utilisation: 0.0556 })
    expect(anna?.days[0]).toEqual({ date: monday, ...once })
    expect(anna?.days[1]).toMatchObject({ booked: 0, bookings: 0, utilisation: 0 })
    expect(anna?.hours.filter(({ booked }) => booked > 0)).toMatchObject([{ hour: '11:00', utilisation: 1 }])
    expect(anna?.hours[0]).toMatchObject({ hour: '00:00', working: 0, utilisation: null })
    // The room is cleaned for a quarter of an hour.
    expect(load.kinds.find(({ kind }) => kind === 'room')).toMatchObject({ booked: 60, busy: 75, bookings: 1 })
    expect(load.kinds.find(({ kind }) => kind === 'person')).toMatchObject({ working: 4320, booked: 120, bookings: 1 })
    expect(load.skills.map(({ skill, booked }) => [skill, booked])).toEqual([
      ['make-up', 60],
      ['photo', 60],
    ])
    expect(load.total).toMatchObject({ booked: 180, bookings: 1, cost: '90.00' })
    expect((await as('cashier').agenda.workload(asked)).total.cost).toBeNull()
    expect(await codeOf(as('photographer').agenda.workload(asked))).toBe('PERMISSION_MISSING')
    expect(await codeOf(as('photographer').agenda.calendar({}))).toBe('done')
    expect(await codeOf(manager.agenda.workload({ ...asked, resourceIds: ['nobody'] }))).toBe('RESOURCE_UNKNOWN')
    expect(await codeOf(manager.agenda.workload({ ...asked, branch: 'north' }))).toBe('BRANCH_UNKNOWN')
  })
})

describe('the statements of the agenda', () => {
  it('are as many for one booking as for several', async () => {
    const { adapter, statements } = counting(memory())
    const { manager } = await openBookedStudio({ storage: adapter })
    const { agenda } = manager
    const own = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return [...statements]
    }
    for (const hour of [11, 13, 15]) {
      await manager.bookings.book({ service: 'portrait', startsAt: day(1, hour) })
      await agenda.calendar({ view: 'month' })
      const [versions, bookings, assignments] = ['claims_versions', 'bookings_bookings', 'bookings_assignments'].map(
        (name) => `find ${name}`,
      )
      const off = 'find resources_time_off'
      expect(await own(() => agenda.calendar({ view: 'month' }))).toEqual([
        ...[versions, bookings, assignments, off, 'find claims'],
      ])
      expect(await own(() => agenda.upcoming({}))).toEqual([bookings, assignments])
      expect(await own(() => agenda.workload({ from: monday, to: monday }))).toEqual([
        ...[versions, bookings, assignments, off, 'find resources'],
      ])
    }
  })
})
