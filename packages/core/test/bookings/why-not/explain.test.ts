import { describe, expect, it } from 'vitest'
import { createEngine } from '../../../src/create-engine.ts'
import { clockToken, provide } from '../../../src/engine/tokens.ts'
import { holidayCalendarToken } from '../../../src/stages/index.ts'
import { memory } from '../../../src/storage/memory/memory.ts'
import { counting } from '../../orders/studio.ts'
import { codeOf, day, stock } from '../../rentals/studio.ts'
import { openBookedStudio } from '../studio.ts'
import { openZonedStudio } from '../zoned-studio.ts'

const photographer = { name: 'photographer', skill: { name: 'photo', level: 3 } }

type Studio = Awaited<ReturnType<typeof openBookedStudio>>
type Explain = Parameters<Studio['manager']['bookings']['explain']>[0]

/** `anna is booked 2026-11-24 11:00 to 12:00`, of everybody who is not free. */
const saidBy = async (desk: Studio['manager'], asked: Explain) =>
  (await desk.bookings.explain(asked)).requirements.flatMap(({ members }) =>
    members.flatMap(({ code, reasons }) => reasons.map(({ text }) => `${code} ${text}`)),
  )

async function leave({ owner, manager }: Studio, resourceId: string, firstDay: string, lastDay = firstDay) {
  const { timeOff } = await owner.resources.requestTimeOff({ resourceId, kind: 'training', firstDay, lastDay })
  await manager.resources.approveTimeOff({ timeOffId: timeOff.id })
}

describe('why somebody is away', () => {
  it('is told to who may see time off of others, and to whoever is away', async () => {
    const studio = await openBookedStudio({ service: { requirements: [photographer] } })
    const { manager, as, ids } = studio
    await manager.resources.update({ resourceId: ids.anna, personId: 'the-anna' })
    await leave(studio, ids.anna, '2026-11-24', '2026-11-26')
    await leave(studio, ids.ben, '2026-11-24')
    const asked = { service: 'portrait', startsAt: day(2, 11) }
    const [anna, ben] = ['anna is away (training) 2026-11-24 to 2026-11-26', 'ben is away (training) 2026-11-24']
    expect(await saidBy(manager, asked)).toEqual([anna, ben])
    expect(await saidBy(as('cashier'), asked)).toEqual([anna, ben].map((text) => text.replace(' (training)', '')))
    const own = as('cashier', { id: 'the-anna' })
    expect(await saidBy(own, asked)).toEqual([anna, 'ben is away 2026-11-24'])
    // A refusal says no more than that.
    await expect(own.bookings.book(asked)).rejects.toMatchObject({
      code: 'SLOT_TAKEN',
      message: expect.stringContaining(`${anna}; ben is away 2026-11-24)`),
      details: { short: [{ members: [{ reasons: [{ because: 'training' }] }, { reasons: [{ because: null }] }] }] },
    })
  })
})

describe('who would not do', () => {
  it('is told where somebody asks for them, and refused elsewhere with the same words', async () => {
    const { manager, ids } = await openBookedStudio({ service: { requirements: [photographer] } })
    const { id: far } = await manager.resources.add({
      ...{ code: 'far', name: 'far', kind: 'person', branch: 'west', skills: [{ skill: 'photo', level: 2 }] },
    })
    const asked = { service: 'portrait', startsAt: day(2, 11) }
    const whom = (resource: string) => ({ ...asked, resources: { photographer: [resource] } })
    const others = ['anna was not asked for', 'ben was not asked for']
    expect(await saidBy(manager, whom('cleo'))).toEqual([...others, 'cleo has no skill photo'])
    expect(await saidBy(manager, whom(ids.white))).toEqual([...others, 'white has no skill photo'])
    const unfit = ['is of branch west', 'has photo at level 2, and 3 is needed']
    expect(await saidBy(manager, whom(far))).toEqual([...others, ...unfit.map((text) => `far ${text}`)])
    await expect(manager.bookings.book(whom('far'))).rejects.toMatchObject({
      code: 'WANTED_REFUSED',
      details: { rule: `be a resource that does for it (this one ${unfit.join(', ')})` },
    })
    const told = await manager.bookings.explain(whom('far'))
    expect(told).toMatchObject({ free: false, requirements: [{ needed: 1, free: 0, enough: false }] })
    expect(told.nearest).toEqual({ before: null, after: null, withinDays: 31 })
    expect(await codeOf(manager.bookings.explain(whom('nobody')))).toBe('WANTED_REFUSED')
  })

  it('is nobody who does, also where some are asked for and any others', async () => {
    const two = { ...photographer, count: 2 }
    const { manager } = await openBookedStudio({ service: { requirements: [two] } })
    const asked = { service: 'portrait', startsAt: day(2, 11), resources: { photographer: ['ben'] } }
    const { free, requirements } = await manager.bookings.explain(asked)
    expect(free).toBe(true)
    const all = requirements.flatMap(({ members }) => members)
    expect(
      all
        .filter(({ inPool, free }) => inPool && free)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['anna', 'ben'])
    expect(all.filter(({ inPool }) => !inPool)).toEqual([])
  })

  it('is told of the list of the service, of another kind, and of what is too small', async () => {
    const { manager } = await openBookedStudio()
    const listed = { name: 'helper', kind: 'person' as const, resources: ['anna', 'white'] }
    const rooms = { name: 'rooms', kind: 'room', quantity: 2 } as const
    await manager.bookings.saveService({ code: 'help', name: '助理', duration: 60, requirements: [listed, rooms] })
    expect(await saidBy(manager, { service: 'help', startsAt: day(2, 11), resources: { helper: ['ben'] } })).toEqual([
      ...['anna was not asked for', 'ben is not on the list of the service'],
      'white is of the kind room, and person is needed',
      ...['grey has 1 in all, and 2 are needed', 'white has 1 in all, and 2 are needed'],
    ])
  })
})

describe('a service that takes place elsewhere', () => {
  it('is explained at the place that comes nearest, with what the other places lack', async () => {
    const { manager } = await openBookedStudio()
    const place = { name: 'place', resources: ['garden', 'tower'], isPlace: true }
    for (const code of place.resources) await manager.resources.add({ code, name: code, kind: 'place' })
    await manager.bookings.saveService({
      code: 'outdoors',
      name: '外景',
      duration: 60,
      requirements: [photographer, place],
    })
    const at = (hour: number, minute = 0) => ({ service: 'outdoors', startsAt: day(2, hour, minute) })
    // Anna is in the garden, and Ben in the studio.
    await manager.bookings.book({ ...at(11), resources: { photographer: ['anna'], place: ['garden'] } })
    await manager.bookings.book({ service: 'portrait', startsAt: day(2, 11), resources: { photographer: ['ben'] } })
    const told = await manager.bookings.explain(at(12))
    expect(told.free).toBe(true)
    expect(told.requirements[1]?.members).toMatchObject([
      { code: 'garden', free: true },
      { code: 'tower', free: false, reasons: [{ kind: 'shortWithIt', because: 'photographer' }] },
    ])
    const apart = await manager.bookings.explain({ ...at(12), resources: { place: ['tower'] } })
    expect(apart.requirements[0]?.members.map(({ reasons }) => reasons.map(({ kind }) => kind))).toEqual([
      ['travelling'],
      ['travelling'],
    ])
    expect(apart.nearest.after?.local.time).toBe('12:30')
  })

  it('is short of a place where there is none', async () => {
    const { manager } = await openBookedStudio()
    const place = { name: 'place', kind: 'place', isPlace: true } as const
    await manager.bookings.saveService({
      code: 'outdoors',
      name: '外景',
      duration: 60,
      requirements: [photographer, place],
    })
    const told = await manager.bookings.explain({ service: 'outdoors', startsAt: day(2, 11) })
    expect(told).toMatchObject({
      free: false,
      requirements: [
        { free: 2, enough: true },
        { free: 0, enough: false, members: [] },
      ],
    })
    await expect(manager.bookings.book({ service: 'outdoors', startsAt: day(2, 11) })).rejects.toThrow(
      'place: 0 of 1 (nobody and nothing would do)',
    )
  })
})

describe('what belongs to the stock', () => {
  it('is told as rented and as gone', async () => {
    const studio = await openBookedStudio()
    const { manager } = studio
    await stock(studio)
    const gown = { name: 'gown', stock: { item: 'gown' }, count: 3 }
    await manager.bookings.saveService({ code: 'fitting', name: '试纱', duration: 60, requirements: [gown] })
    await manager.rentals.reserve({ from: day(2, 9), to: day(2, 13), lines: [{ item: 'gown', serial: 'G-1' }] })
    await manager.inventory.reserve({ lines: [{ item: 'gown', quantity: 1, serial: 'G-2' }] })
    const told = await manager.bookings.explain({ service: 'fitting', startsAt: day(2, 11) })
    expect(
      told.requirements[0]?.members.map(({ code, reasons }) => [code, ...reasons.map(({ kind }) => kind)]),
    ).toEqual([['gown/G-1', 'rented'], ['gown/G-2', 'gone'], ['gown/G-3']])
  })
})

describe('the nearest times', () => {
  it('are looked for in the 31 days before and after, from where booking begins', async () => {
    const studio = await openBookedStudio({ service: { requirements: [photographer], horizon: 200 } })
    const { manager, ids } = studio
    const nearest = async (startsAt: string) => {
      const { before, after } = (await manager.bookings.explain({ service: 'portrait', startsAt })).nearest
      return [before?.startsAt ?? null, after?.startsAt ?? null]
    }
    // Both are away for seventy days, but for the first two hours of the third.
    for (const who of [ids.anna, ids.ben]) await leave(studio, who, day(3).slice(0, 10), day(72).slice(0, 10))
    expect(await nearest(day(10, 11))).toEqual([day(2, 17), null])
    expect(await nearest(day(33, 17))).toEqual([day(2, 17), null])
    expect(await nearest(day(33, 17, 1))).toEqual([null, null])
    expect(await nearest(day(42, 9))).toEqual([null, day(73, 9)])
    expect(await nearest(day(42, 8, 59))).toEqual([null, null])
    // What is over, and what is too far ahead.
    expect(await nearest(day(-300, 11))).toEqual([null, day(0, 12)])
    expect(await nearest(day(400, 11))).toEqual([day(200, 12), null])
    expect(await codeOf(nearest('2130-01-01T00:00:00Z'))).toBe('BOOKING_TIME_REFUSED')
    expect(await codeOf(nearest('1926-10-01T00:00:00Z'))).toBe('BOOKING_TIME_REFUSED')
  })

  it('are told as far as the holiday calendar knows, however often one asks, and later searches do not suffer', async () => {
    const engine = await createEngine({
      storage: memory(),
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
      background: false,
      provide: [
        provide(clockToken, { useValue: { now: () => day(-12, 12) } }),
        provide(holidayCalendarToken, {
          useValue: {
            isHoliday(date) {
              if (date >= '2026-12-01') throw new Error('the year to come is not settled yet')
              return date === '2026-11-23'
            },
          },
        }),
      ],
    })
    const manager = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'zhang-wei', roles: ['manager'] } })
    await manager.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4], from: '09:00', to: '18:00' }],
    })
    await manager.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills: [{ skill: 'photo', level: 5 }] })
    await manager.bookings.saveService({ code: 'portrait', name: '写真', duration: 60, requirements: [photographer] })
    // The last hour of Thursday, 19 November; on Fridays nobody works, and the 23rd is a holiday.
    const asked = { service: 'portrait', startsAt: day(-3, 17) }
    await manager.bookings.book(asked)
    for (const _ of [1, 2]) {
      const told = await manager.bookings.explain(asked)
      expect(told.nearest).toMatchObject({ before: { startsAt: day(-3, 16) }, after: { startsAt: day(2, 9) } })
    }
    const { items } = await manager.bookings.slots({ service: 'portrait', date: '2026-11-18' })
    expect(items).toHaveLength(17)
    const holiday = await manager.bookings.explain({ service: 'portrait', startsAt: day(-4, 17, 30) })
    expect(holiday.requirements[0]?.members[0]?.reasons).toMatchObject([
      { kind: 'notWorking', because: 'openingHours' },
    ])
    expect(await codeOf(manager.bookings.explain({ ...asked, startsAt: day(10, 11) }))).toBe('HOLIDAYS_UNKNOWN')
    await engine.close()
  })
})

describe('a time between two minutes', () => {
  it('is refused to everybody, and told so', async () => {
    const { manager } = await openBookedStudio({ service: { requirements: [photographer] } })
    const startsAt = new Date(Date.parse(day(2, 11)) + 30_000).toISOString()
    const { free, reasons, nearest } = await manager.bookings.explain({ service: 'portrait', startsAt })
    expect([free, reasons]).toEqual([
      false,
      [{ kind: 'noMinute', because: null, text: 'must be a whole minute', binds: true }],
    ])
    expect(nearest).toMatchObject({ before: { startsAt: day(2, 11) }, after: { startsAt: day(2, 11, 30) } })
  })
})

describe('a series over days off', () => {
  it('says of all its days at once which are not free, and why', async () => {
    const studio = await openBookedStudio({ service: { requirements: [photographer], dailyLimit: 1 } })
    const { manager, ids } = studio
    await leave(studio, ids.anna, '2026-11-25')
    await leave(studio, ids.ben, '2026-11-25')
    await manager.bookings.book({ service: 'portrait', startsAt: day(4, 15) })
    const series = {
      ...{ service: 'portrait', date: '2026-11-24', time: '11:00' },
      repeats: { unit: 'days' as const, count: 4 },
    }
    const taken = [
      { date: '2026-11-25', why: 'taken', full: [], short: [{ name: 'photographer', needed: 1, free: 0 }] },
      { date: '2026-11-26', why: 'full', full: [{ because: 'day', date: '2026-11-26' }], short: [] },
    ]
    await expect(manager.bookings.bookSeries(series)).rejects.toMatchObject({
      code: 'SERIES_TAKEN',
      details: { service: 'portrait', of: 4, taken },
      message:
        'portrait cannot be booked on 2 of 4 days: 2026-11-25 (photographer: 0 of 1 (anna is away (training) 2026-11-25; ben is away (training) 2026-11-25)); 2026-11-26 (the service has 1 booking on 2026-11-26 and takes 1 a day).',
    })
    expect((await manager.bookings.list({})).items).toHaveLength(1)
    const { items, skipped } = await manager.bookings.bookSeries({ ...series, skipTaken: true })
    expect(items.map(({ local }) => local.date)).toEqual(['2026-11-24', '2026-11-27'])
    expect(skipped).toMatchObject(taken)
    await expect(
      manager.bookings.bookSeries({ ...series, repeats: { unit: 'days', count: 2 }, skipTaken: true }),
    ).rejects.toThrow(
      'repeats must leave a day that is free, got 2 that are not: 2026-11-24 (the service has 1 booking',
    )
  })
})

describe('sessions', () => {
  it('are listed where they begin on the grid and are served by whoever is asked for', async () => {
    const { manager, as } = await openBookedStudio({ service: { requirements: [photographer], seats: 3, grid: 60 } })
    await manager.bookings.book({ service: 'portrait', startsAt: day(2, 11), resources: { photographer: ['anna'] } })
    await manager.bookings.book({
      service: 'portrait',
      startsAt: day(2, 13, 30),
      resources: { photographer: ['anna'] },
    })
    const by = (who: string) => ({ service: 'portrait', resources: { photographer: [who] } })
    const listed = async (who: string) =>
      (await manager.bookings.slots({ ...by(who), date: '2026-11-24' })).items.map(({ local }) => local.time)
    expect(await listed('anna')).toEqual(['09:00', '10:00', '11:00', '12:00', '15:00', '16:00', '17:00'])
    expect(await listed('ben')).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
      '15:00',
      '16:00',
      '17:00',
    ])
    const { sessions } = await manager.bookings.explain({ ...by('anna'), startsAt: day(2, 12) })
    expect(sessions).toEqual([
      { startsAt: day(2, 11), local: { date: '2026-11-24', time: '11:00' }, seatsLeft: 2, canJoin: true },
      { startsAt: day(2, 13, 30), local: { date: '2026-11-24', time: '13:30' }, seatsLeft: 2, canJoin: false },
    ])
    const refused = as('cashier').bookings.book({ service: 'portrait', startsAt: day(2, 13, 30) })
    expect(await codeOf(refused)).toBe('BOOKING_TIME_REFUSED')
    expect(await codeOf(manager.bookings.book({ service: 'portrait', startsAt: day(2, 13, 30) }))).toBe('done')
  })
})

describe('the statements of an explanation', () => {
  it('are those of a day of slots and at most five more, however many resources there are', async () => {
    const counted = async (people: number) => {
      const { adapter, statements } = counting(memory())
      const studio = await openBookedStudio({
        storage: adapter,
        service: { seats: 2, dailyLimit: 50, requirements: [photographer] },
      })
      const { manager, as, ids } = studio
      for (let at = 0; at < people; at++) {
        const skills = [{ skill: 'photo', level: 5 }]
        const { id } = await manager.resources.add({ code: `more-${at}`, name: 'more', kind: 'person', skills })
        await leave(studio, id, '2026-11-20', '2026-12-30')
      }
      for (const who of [ids.anna, ids.ben]) await leave(studio, who, '2026-11-23', '2026-12-30')
      const own = async (work: () => Promise<unknown>): Promise<string[]> => {
        statements.length = 0
        await work()
        return statements.filter((one) => !/^(begin|commit)$/.test(one))
      }
      const { bookings } = manager
      const asked = (date: number) => ({ service: 'portrait', startsAt: day(date, 11) })
      await bookings.slots({ service: 'portrait', date: '2027-06-01' })
      return {
        // Of days at which nobody looked yet.
        slots: await own(() => bookings.slots({ service: 'portrait', date: '2027-02-01' })),
        free: await own(() => bookings.explain(asked(120))),
        away: await own(() => bookings.explain(asked(10))),
        // Once more, and by somebody who is not told why they are away.
        again: await own(() => bookings.explain(asked(10))),
        blind: await own(() => as('cashier').bookings.explain(asked(10))),
      }
    }
    const few = await counted(1)
    expect(await counted(12)).toEqual(few)
    const { slots, free, away, again, blind } = few
    // A service with limits and sessions; some were claimed for more than a week.
    const read = ['find claims', 'find claims', 'find claims', 'find bookings_bookings']
    expect([...slots].sort()).toEqual(['find bookings_services', 'find claims_versions', ...read].sort())
    expect([...free].sort()).toEqual([...slots].sort())
    // Nobody is there for weeks: a month is looked through.
    expect([...away].sort()).toEqual([...slots, ...read, 'find resources_time_off'].sort())
    expect(away.length - again.length).toBe(2)
    expect(again.filter((one) => !blind.includes(one))).toEqual(['find resources_time_off'])
  })
})

describe('times of an hour that comes twice', () => {
  it('are told with their offsets', async () => {
    const { manager } = await openZonedStudio({
      ...{ timeZone: 'America/New_York', now: '2026-10-30T12:00:00.000Z', hours: ['00:00', '08:00'] },
    })
    const anna = { photographer: ['anna'] }
    const asked = { service: 'visit', date: '2026-11-01', time: '01:30', resources: anna }
    await manager.bookings.book(asked)
    const again = { ...asked, startsAt: '2026-11-01T06:00:00Z', date: undefined, time: undefined }
    expect(await saidBy(manager, again)).toEqual([
      'anna is booked 2026-11-01 01:30-04:00 to 01:30-05:00',
      'ben was not asked for',
    ])
    await expect(manager.bookings.book(again)).rejects.toThrow('visit cannot begin at 2026-11-01 01:00-05:00: ')
    await expect(manager.bookings.book({ ...asked, seats: 2 })).rejects.toMatchObject({
      ...{ code: 'SEATS_SHORT', details: { local: '2026-11-01 01:30-04:00' } },
    })
    // The times around it are told as ever.
    await manager.bookings.book({ ...asked, time: '03:00' })
    expect(await saidBy(manager, { ...asked, time: '03:30' })).toContain('anna is booked 2026-11-01 03:00 to 04:00')
  })

  it('make a day whole from the first midnight on, where midnight comes twice', async () => {
    const { manager, owner, ids } = await openZonedStudio({
      ...{ timeZone: 'America/Havana', now: '2026-10-30T12:00:00.000Z', hours: ['00:00', '08:00'] },
    })
    const away = async (resourceId: string, time: { firstDay: string } | { from: string; to: string }) => {
      const { timeOff } = await owner.resources.requestTimeOff({ resourceId, kind: 'leave', ...time })
      await manager.resources.approveTimeOff({ timeOffId: timeOff.id })
    }
    await away(ids.anna, { firstDay: '2026-11-01' })
    await away(ids.ben, { from: '2026-11-01T05:00:00Z', to: '2026-11-02T05:00:00Z' })
    expect(await saidBy(manager, { service: 'visit', date: '2026-11-01', time: '03:00' })).toEqual([
      'anna is away (leave) 2026-11-01',
      'ben is away (leave) 2026-11-01 00:00-05:00 to 2026-11-02 00:00',
    ])
  })
})
