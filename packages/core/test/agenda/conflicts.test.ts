import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { commitClaims, termsName } from '../../src/claims/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { everyDay, openBookedStudio, portrait } from '../bookings/studio.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const sunday = '2026-11-22'
const monday = '2026-11-23'
const tuesday = '2026-11-24'
const week = { from: sunday, to: '2026-11-28' }

/** Somebody's own calendar says that they are busy; nobody is asked. */
const importing = definePlugin({
  name: 'importing',
  version: '1.0.0',
  requires: { claims: '*' },
  operations: {
    busy: operation({
      name: 'importing.busy',
      summary: 'Busy elsewhere.',
      kind: 'command',
      input: z.strictObject({ resourceId: z.string(), from: z.string(), to: z.string() }),
      output: z.strictObject({}),
      run: (context, { resourceId, from, to }) =>
        commitClaims(context, {
          resources: [termsName(resourceId)],
          window: { from, to },
          decide: () => ({
            claims: [{ resource: termsName(resourceId), reference: 'event', kind: 'import', from, to }],
            result: {},
          }),
        }),
    }),
  },
  roles: { manager: ['*'] },
})

const nineToSix = { kind: 'weekly', weekdays: everyDay, from: '09:00', to: '18:00' } as const
const shoot = (at: number, who: object = {}) => ({
  service: 'portrait',
  startsAt: day(1, at),
  resources: { photographer: ['anna'], 'make-up': ['cleo'], room: ['white'], ...who },
})

async function open(options: Parameters<typeof openBookedStudio>[0] = {}) {
  const studio = await openBookedStudio({ plugins: [importing], ...options })
  const { manager } = studio
  const told = async (asked: object = {}) => (await manager.agenda.conflicts({ ...week, ...asked })).items
  const short = async (asked: object = {}) =>
    (await told(asked)).map(({ resource, breaks }) => [
      resource,
      ...breaks.map(({ rule, from, to }) => [rule, from, to]),
    ])
  return { ...studio, told, short }
}

describe('agenda.conflicts', () => {
  it('are none of what was just booked: cleaning after closing time is what the service allows', async () => {
    const { manager, told } = await open()
    await manager.bookings.book(shoot(17))
    await manager.bookings.hold({ ...shoot(10), resources: {} })
    expect(await told()).toEqual([])
  })

  it('are told after rosters, opening hours and shifts change, with who could take over', async () => {
    const { manager, ids, told, short } = await open()
    const booked = await manager.bookings.book(shoot(16))
    await manager.resources.setRoster({
      resourceId: ids.anna,
      validFrom: monday,
      rules: [{ ...nineToSix, to: '16:30' }],
    })
    expect(await told()).toEqual([
      {
        kind: 'booking',
        reference: booked.id,
        resourceId: ids.anna,
        resource: 'anna',
        resourceKind: 'person',
        requirement: 'photographer',
        ...{ from: day(1, 16), to: day(1, 17), busyFrom: day(1, 16), busyTo: day(1, 17) },
        breaks: [{ rule: 'outsideWorkingTime', from: day(1, 16, 30), to: day(1, 17), with: [] }],
        bookings: [
          expect.objectContaining({
            bookingId: booked.id,
            number: booked.number,
            branch: 'main',
            state: 'confirmed',
            service: 'portrait',
            ...{ startsAt: day(1, 16), endsAt: day(1, 17), allowed: null },
          }),
        ],
        alternatives: [{ resourceId: ids.ben, resource: 'ben' }],
        alternativesInAll: 1,
      },
    ])
    expect(await told({ skill: 'make-up' })).toEqual([])
    expect(await told({ kind: 'person' })).toHaveLength(1)
    const reason = 'anna goes home'
    await manager.bookings.reassign({ bookingId: booked.id, resources: { photographer: ['ben'] }, reason })
    expect(await told()).toEqual([])
    await manager.resources.setOpeningHours({ validFrom: monday, rules: [{ ...nineToSix, to: '15:00' }] })
    const closed = (who: string, from: number, to: number) => [who, ['outsideWorkingTime', day(1, from), day(1, to)]]
    expect(await short()).toEqual([closed('cleo', 15, 16), closed('ben', 16, 17), closed('white', 16, 17)])
    // Everybody else keeps the same hours.
    expect((await told()).map(({ alternativesInAll }) => alternativesInAll)).toEqual([0, 0, 0])
  })

  it('tell of holidays, time off, calendars of others, what was closed, and lost skills', async () => {
    const { manager, owner, ids, short, told, engine } = await open()
    await manager.bookings.book(shoot(11))
    const asked = { resourceId: ids.anna, kind: 'leave', from: day(1, 11, 30), to: day(1, 14) } as const
    const { timeOff } = await manager.resources.requestTimeOff(asked)
    await owner.resources.approveTimeOff({ timeOffId: timeOff.id, despiteBookings: true })
    expect(await short()).toEqual([['anna', ['timeOff', day(1, 11, 30), day(1, 12)]]])
    expect((await told())[0]?.breaks[0]?.with).toEqual([timeOff.id])
    await manager.resources.withdrawTimeOff({ timeOffId: timeOff.id })
    expect(await short()).toEqual([])
    const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'x', roles: ['manager'] } })
    const { importing: elsewhere } = desk as unknown as { importing: { busy(asked: object): Promise<unknown> } }
    // Only while the room is cleaned: whoever is busy elsewhere cannot do that either.
    await elsewhere.busy({ resourceId: ids.white, from: day(1, 12, 5), to: day(1, 14) })
    expect(await short()).toEqual([['white', ['busyElsewhere', day(1, 12, 5), day(1, 12, 15)]]])
    await manager.resources.update({ resourceId: ids.anna, skills: [] })
    await manager.resources.retire({ resourceId: ids.cleo, from: monday, reason: 'left' })
    expect(await short()).toEqual([
      ['cleo', ['resourceClosed', day(1, 10), day(1, 11)]],
      ['anna', ['skillLost', day(1, 11), day(1, 12)]],
      ['white', ['busyElsewhere', day(1, 12, 5), day(1, 12, 15)]],
    ])
    const room = { name: 'room', resources: ['grey'], after: 15 }
    const requirements = [...portrait.requirements.slice(0, 2), room]
    await manager.bookings.saveService({ ...portrait, requirements })
    expect((await short({ resourceIds: [ids.white] }))[0]?.slice(1)).toEqual([
      ['busyElsewhere', day(1, 12, 5), day(1, 12, 15)],
      ['notInPool', day(1, 11), day(1, 12)],
    ])
    const closedDays = [{ from: monday, to: monday }]
    const free = await open({ settings: { stages: { closedDays } } })
    await codeOf(free.manager.bookings.book({ ...shoot(11), overbook: true, reason: 'a wedding' }))
    expect((await free.short())[1]).toEqual(['anna', ['closedDay', day(1, 11), day(1, 12)]])
  })

  it('tell who was booked twice by override, and more than they take on a day', async () => {
    const { owner, manager, ids, told, short } = await open()
    const first = await manager.bookings.book(shoot(11))
    const second = await owner.bookings.book({
      ...shoot(11, { 'make-up': ['dora'], room: ['grey'] }),
      startsAt: day(1, 11, 30),
      overbook: true,
      reason: 'twins',
    })
    const double = ['anna', ['doubleBooked', day(1, 11, 30), day(1, 12)]]
    expect(await short()).toEqual([double, double])
    const [one, other] = await told()
    expect([one?.breaks[0]?.with, other?.breaks[0]?.with]).toEqual([[second.id], [first.id]])
    expect(other?.bookings[0]?.allowed).toBe('overbooked')
    await manager.resources.update({ resourceId: ids.anna, dailyLimit: 1 })
    expect((await short())[0]).toEqual([...double, ['dailyLimit', day(1, 11), day(1, 12)]])
    await manager.resources.update({ resourceId: ids.anna, dailyLimit: 2, weeklyLimit: 1 })
    expect((await short())[1]?.slice(1).map(([rule]) => rule)).toEqual(['doubleBooked', 'weeklyLimit'])
  })

  it('tell all who share a session once', async () => {
    const { manager, ids, told } = await open({ service: { seats: 3 } })
    const ones = [await manager.bookings.book(shoot(11)), await manager.bookings.book(shoot(11))]
    await manager.resources.update({ resourceId: ids.anna, skills: [] })
    const [only, ...others] = await told()
    expect(others).toEqual([])
    expect(only?.bookings.map(({ bookingId }) => bookingId)).toEqual(ones.map(({ id }) => id))
    expect(only).toMatchObject({ requirement: 'photographer', alternatives: [{ resource: 'ben' }] })
    const resources = { photographer: ['ben'] }
    await manager.bookings.reassign({ bookingId: ones[0]?.id ?? '', resources, reason: 'she cannot' })
    expect(await told()).toEqual([])
  })

  it('name whoever reassigning takes, and nobody else', async () => {
    const { manager, ids, told } = await open()
    const extra = { name: 'x', kind: 'person' as const, skills: [{ skill: 'photo', level: 5 }] }
    for (const code of ['emil', 'fay', 'gus']) await manager.resources.add({ ...extra, code })
    const { id: hal } = await manager.resources.add({ ...extra, code: 'hal', prepareMinutes: 30 })
    const booked = await manager.bookings.book(shoot(11))
    await manager.bookings.book(shoot(11, { photographer: ['ben'], 'make-up': ['dora'], room: ['grey'] }))
    // Emil is booked until the shoot begins; Hal, who has to prepare, as well.
    await manager.bookings.saveService({ ...portrait, code: 'quick', requirements: portrait.requirements.slice(0, 1) })
    for (const photographer of ['emil', 'hal']) {
      await manager.bookings.book({
        service: 'quick',
        startsAt: day(1, 10),
        resources: { photographer: [photographer] },
      })
    }
    await manager.resources.setShifts({ shifts: [{ resourceId: ids.anna, day: monday, spans: [] }] })
    const [item] = await told()
    const could = item?.alternatives.map(({ resource }) => resource)
    expect(could?.toSorted()).toEqual(['emil', 'fay', 'gus'])
    const reassign = (photographer: string) =>
      codeOf(
        manager.bookings.reassign({
          bookingId: booked.id,
          resources: { photographer: [photographer] },
          reason: 'anna is away',
        }),
      )
    for (const who of ['ben', hal]) expect(await reassign(who)).toBe('SLOT_TAKEN')
    for (const who of could ?? []) expect(await reassign(who)).toBe('done')
  })

  it('come page by page, in the order of time; what is over is left out', async () => {
    const { manager, ids, clock } = await open()
    for (const hour of [17, 11, 14]) await manager.bookings.book(shoot(hour))
    await manager.resources.setShifts({ shifts: [{ resourceId: ids.anna, day: monday, spans: [] }] })
    const pages = async () => {
      const seen: (string | undefined)[] = []
      let cursor: string | undefined
      do {
        const page = await manager.agenda.conflicts({ ...week, limit: 1, ...(cursor === undefined ? {} : { cursor }) })
        expect(page.items).toHaveLength(1)
        seen.push(page.items[0]?.from)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return seen
    }
    expect(await pages()).toEqual([day(1, 11), day(1, 14), day(1, 17)])
    expect((await manager.agenda.conflicts({ ...week, limit: 1 })).count).toBe(3)
    clock.now = day(1, 12)
    expect(await pages()).toEqual([day(1, 14), day(1, 17)])
    clock.now = day(9, 12)
    expect((await manager.agenda.conflicts(week)).items).toEqual([])
    expect(await codeOf(manager.agenda.conflicts({ ...week, cursor: 'nonsense' }))).toBe('CURSOR_INVALID')
  })

  it('name no booking of another branch, and tell a booking who of another branch is away without saying why', async () => {
    const { manager, owner, west, engine, ids, as } = await open()
    const requirements = [{ name: 'photographer', resources: ['anna'] }]
    await manager.bookings.saveService({ code: 'visit', name: '外拍', duration: 60, requirements })
    const visit = await west.bookings.book({ service: 'visit', startsAt: day(1, 11) })
    const asked = { resourceId: ids.anna, kind: 'leave', from: day(1, 11), to: day(1, 12) } as const
    const { timeOff } = await manager.resources.requestTimeOff(asked)
    await owner.resources.approveTimeOff({ timeOffId: timeOff.id, despiteBookings: true })
    const of = (branch: string) => {
      const actor = { id: 'li', roles: [{ role: 'reception', branches: [branch] }] }
      return engine.as({ tenant: 'rose', branch, actor }).agenda
    }
    const here = (await of('main').conflicts(week)).items
    expect(here).toMatchObject([{ resource: 'anna', requirement: null, bookings: [], alternatives: [] }])
    expect(here[0]?.breaks).toMatchObject([{ rule: 'timeOff' }])
    const there = (await of('west').conflicts(week)).items
    expect(there).toMatchObject([{ resource: 'anna', bookings: [{ bookingId: visit.id }] }])
    expect(there[0]?.breaks).toEqual([{ rule: 'busyElsewhere', from: day(1, 11), to: day(1, 12), with: [] }])
    expect(await codeOf(of('west').conflicts({ ...week, branch: 'main' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(of('west').conflicts({ ...week, resourceIds: [ids.anna] }))).toBe('RESOURCE_UNKNOWN')
    expect(await codeOf(as('photographer').agenda.conflicts(week))).toBe('PERMISSION_MISSING')
    expect(await codeOf(manager.agenda.conflicts({ from: monday, to: '2027-01-24' }))).toBe('AGENDA_PERIOD_INVALID')
    expect(await codeOf(manager.agenda.conflicts({ from: tuesday, to: monday }))).toBe('AGENDA_PERIOD_INVALID')
  })

  it('cost five statements, however many there are', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, ids } = await open({ storage: adapter })
    await manager.resources.setShifts({ shifts: [{ resourceId: ids.anna, day: monday, spans: [] }] })
    const own = async () => {
      await manager.agenda.conflicts(week)
      statements.length = 0
      await manager.agenda.conflicts(week)
      return [...statements]
    }
    expect(await own()).toEqual(['find claims_versions', 'find bookings_bookings', 'find claims'])
    const all = [
      'find claims_versions',
      'find bookings_bookings',
      'find bookings_assignments',
      'find bookings_services',
    ]
    await manager.bookings.book({ service: 'portrait', startsAt: day(1, 11) })
    expect(await own()).toEqual([...all, 'find claims'])
    for (const at of [13, 15]) await manager.bookings.book({ service: 'portrait', startsAt: day(2, at) })
    await manager.resources.setOpeningHours({ validFrom: monday, rules: [] })
    expect((await manager.agenda.conflicts(week)).count).toBe(9)
    expect(await own()).toEqual([...all, 'find claims'])
  })
})
