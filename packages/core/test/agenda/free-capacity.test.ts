import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { everyDay, openBookedStudio, portrait } from '../bookings/studio.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const monday = '2026-11-23'
const tuesday = '2026-11-24'

type Studio = Awaited<ReturnType<typeof openBookedStudio>>

/** Books at the earliest time that is left until none is; how often that went. */
async function bookAll({ manager }: Studio, service: string, date: string): Promise<number> {
  for (let booked = 0; ; booked++) {
    const { items } = await manager.bookings.slots({ service, date, limit: 1 })
    const [first] = items
    if (first === undefined) return booked
    await manager.bookings.book({ service, startsAt: first.startsAt })
  }
}

const dayOf = async ({ manager }: Studio, service: string, date: string) => {
  const answer = await manager.agenda.freeCapacity({ from: date, to: date, services: [service] })
  const [first] = answer.services[0]?.days ?? []
  if (first === undefined) throw new Error('a day is told')
  return first
}

describe('agenda.freeCapacity', () => {
  it('tells as many bookings as can be booked, and the starts that bookings.slots tells, whatever stands already', async () => {
    const hour = fc.integer({ min: 18, max: 34 }).map((halves) => halves / 2)
    const any = fc.record({
      booked: fc.array(hour, { maxLength: 4 }),
      away: fc.option(fc.record({ who: fc.constantFrom('anna', 'cleo', 'white' as const), from: hour }), {
        nil: undefined,
      }),
      dailyLimit: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined, freq: 2 }),
      weeklyLimit: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 4 }),
      ownLimit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 2 }),
      seats: fc.constantFrom(1, 1, 3),
      grid: fc.constantFrom(30, 60, 45),
      now: fc.constantFrom(day(0, 12), day(1, 10, 20)),
    })
    const met = { booked: 0, limited: 0, shared: 0 }
    await fc.assert(
      fc.asyncProperty(any, async ({ booked, away, dailyLimit, weeklyLimit, ownLimit, seats, grid, now }) => {
        const limits = {
          ...(dailyLimit === undefined ? {} : { dailyLimit }),
          ...(weeklyLimit === undefined ? {} : { weeklyLimit }),
        }
        const studio = await openBookedStudio({ service: { grid, seats, ...limits } })
        const { manager, owner, ids, clock } = studio
        if (ownLimit !== undefined) await manager.resources.update({ resourceId: ids.ben, dailyLimit: ownLimit })
        for (const at of booked) {
          await codeOf(manager.bookings.book({ service: 'portrait', startsAt: day(1, at) }))
        }
        if (away !== undefined) {
          const [from, to] = [day(1, away.from), day(1, away.from + 2)]
          const asked = { resourceId: ids[away.who], kind: 'leave', from, to } as const
          const { timeOff } = await manager.resources.requestTimeOff(asked)
          await codeOf(owner.resources.approveTimeOff({ timeOffId: timeOff.id }))
        }
        clock.now = now
        const told = await dayOf(studio, 'portrait', monday)
        const { items } = await manager.bookings.slots({ service: 'portrait', date: monday, limit: 3000 })
        expect(told.starts).toEqual(items.map(({ startsAt, local }) => ({ startsAt, time: local.time })))
        expect(told.orMore).toBe(false)
        expect(await bookAll(studio, 'portrait', monday)).toBe(told.bookings)
        const after = await dayOf(studio, 'portrait', monday)
        expect(after).toEqual({ date: monday, starts: [], bookings: 0, orMore: false })
        met.booked += told.bookings
        if (dailyLimit !== undefined && told.bookings > 0) met.limited++
        if (seats > 1 && told.bookings > 0) met.shared++
      }),
      { numRuns: 25 },
    )
    expect(met.booked).toBeGreaterThan(20)
    expect(met.limited).toBeGreaterThan(0)
    expect(met.shared).toBeGreaterThan(0)
  }, 120_000)

  it('tells the minutes of resources, pools, kinds and skills by day and hour, from now on', async () => {
    const { manager, ids, clock } = await openBookedStudio()
    await manager.bookings.book({ service: 'portrait', startsAt: day(1, 11), resources: { room: ['white'] } })
    await manager.resources.update({ resourceId: ids.anna, dailyLimit: 1 })
    await manager.bookings.book({ service: 'portrait', startsAt: day(2, 12), resources: { photographer: ['anna'] } })
    clock.now = day(1, 12)
    const asked = { from: '2026-11-22', to: tuesday, hours: true }
    const free = await manager.agenda.freeCapacity(asked)
    const white = free.resources.find(({ resource }) => resource === 'white')
    // What is over is not free, and was cleaned for a quarter of an hour.
    expect(white?.days).toEqual([
      { date: '2026-11-22', working: 0, taken: 0, closed: 0, free: 0 },
      { date: monday, working: 360, taken: 15, closed: 0, free: 345 },
      expect.objectContaining({ date: tuesday, working: 540 }),
    ])
    expect(white?.hours.find(({ date, hour }) => date === monday && hour === '12:00')).toEqual({
      ...{ date: monday, hour: '12:00', from: day(1, 12), working: 60, taken: 15, closed: 0, free: 45 },
    })
    const anna = free.resources.find(({ resource }) => resource === 'anna')
    expect(anna?.days[2]).toEqual({ date: tuesday, working: 540, taken: 60, closed: 480, free: 0 })
    const pool = free.pools.find(({ requirement }) => requirement === 'photographer')
    expect(pool).toMatchObject({ service: 'portrait', resources: 2, working: 1800, taken: 60, closed: 840, free: 900 })
    const [photo] = free.skills.filter(({ skill }) => skill === 'photo')
    expect(photo).toMatchObject({ working: 1800, free: 900 })
    expect(free.kinds.map(({ kind }) => kind)).toEqual(['dress', 'person', 'room'])
    expect(free.kinds.find(({ kind }) => kind === 'room')?.hours).toHaveLength(72)
    const some = await manager.agenda.freeCapacity({ ...asked, services: [], skill: 'make-up' })
    expect(some.services).toEqual([])
    expect(some.resources.map(({ resource }) => resource)).toEqual(['cleo', 'dora'])
  })

  it('tells no end of what needs nobody, and every day of its own', async () => {
    const studio = await openBookedStudio()
    const { manager } = studio
    // The resources have to be read anew, as far back as loads and limits go.
    await manager.resources.add({ code: 'wes', name: 'Wes', kind: 'person' })
    expect(await dayOf(studio, 'portrait', '2026-12-21')).toMatchObject({ bookings: 10 })
    await manager.bookings.saveService({ code: 'call', name: '电话', duration: 30, grid: 60, requirements: [] })
    expect(await dayOf(studio, 'call', monday)).toMatchObject({ bookings: 500, orMore: true })
    await manager.bookings.saveService({ ...portrait, weeklyLimit: 2 })
    const { services } = await manager.agenda.freeCapacity({ from: monday, to: tuesday, services: ['portrait'] })
    // Two in the week: both of these days may have both, though not at once.
    expect(services[0]?.days.map(({ bookings }) => bookings)).toEqual([2, 2])
  })

  it('asks for the permission, in the branch, and for no more than it can tell', async () => {
    const { manager, as, west, ids, engine } = await openBookedStudio()
    const asked = { from: monday, to: monday }
    const code = async (desk: Studio['manager'], more: object) =>
      codeOf(desk.agenda.freeCapacity({ ...asked, ...more }))
    expect(await code(as('photographer'), {})).toBe('PERMISSION_MISSING')
    expect(await code(manager, { branch: 'north' })).toBe('BRANCH_UNKNOWN')
    expect(await code(manager, { services: ['wedding'] })).toBe('SERVICE_UNKNOWN')
    expect(await code(manager, { to: '2027-01-24' })).toBe('AGENDA_PERIOD_INVALID')
    expect(await code(manager, { to: '2027-01-23' })).toBe('done')
    for (let at = 0; at < 10; at++) {
      await manager.bookings.saveService({ code: `call ${at}`, name: '电话', duration: 30, requirements: [] })
    }
    await expect(manager.agenda.freeCapacity({ ...asked, to: '2027-01-23' })).rejects.toMatchObject({
      message: 'to must leave at most 124 days of services to be told (there are 11 services), but is 2027-01-23.',
    })
    await west.resources.add({ code: 'wes', name: 'Wes', kind: 'person' })
    expect((await west.agenda.freeCapacity(asked)).resources.map(({ resource }) => resource)).toEqual(['wes'])
    const actor = { id: 'li', roles: [{ role: 'cashier', branches: ['west'] }] }
    const cashier = engine.as({ tenant: 'rose', branch: 'west', actor })
    expect(await codeOf(cashier.agenda.freeCapacity({ ...asked, branch: 'main' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(cashier.agenda.freeCapacity({ ...asked, resourceIds: [ids.anna] }))).toBe('RESOURCE_UNKNOWN')
    expect(
      (await cashier.agenda.freeCapacity({ ...asked, services: [] })).resources.map(({ resource }) => resource),
    ).toEqual(['wes'])
  })

  it('costs three statements, and one more for services that are shared', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, ids } = await openBookedStudio({ storage: adapter })
    await manager.resources.setRoster({
      resourceId: ids.anna,
      validFrom: monday,
      rules: [{ kind: 'weekly', weekdays: everyDay, from: '10:00', to: '18:00' }],
    })
    const own = async () => {
      await manager.agenda.freeCapacity({ from: monday, to: tuesday })
      statements.length = 0
      await manager.agenda.freeCapacity({ from: monday, to: '2026-12-20', hours: true })
      return [...statements]
    }
    const three = ['find claims_versions', 'find bookings_services', 'find claims']
    expect(await own()).toEqual(three)
    for (const hour of [11, 13, 15]) await manager.bookings.book({ service: 'portrait', startsAt: day(1, hour) })
    await manager.bookings.saveService({ ...portrait, code: 'portrait 2', dailyLimit: 3 })
    expect(await own()).toEqual(three)
    for (const code of ['lesson', 'lesson 2']) {
      await manager.bookings.saveService({
        code,
        name: '课',
        duration: 60,
        seats: 3,
        requirements: portrait.requirements,
      })
    }
    expect(await own()).toEqual([...three, 'find bookings_bookings'])
  })
})
