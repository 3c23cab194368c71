/** A zone whose rules change after bookings were made: what was agreed is the local time. */
import { describe, expect, it } from 'vitest'
import { openZoned, openZonedStudio, otherEdition } from './zoned-studio.ts'

const timeZone = 'America/Sao_Paulo'
const now = '2018-10-01T12:00:00.000Z'

/** As the law stood before: summer time from 21 October on. It began on 4 November. */
const earlierSummer = otherEdition('2017z', timeZone, (iso) =>
  iso >= '2018-10-21T03:00' && iso < '2019-02-17T02:00' ? -120 : -180,
)

const anna = { photographer: ['anna'] }
const visit = (date: string, time: string) => ({ service: 'visit', date, time, resources: anna })

/** Booked by the law as it stood, and opened again on the data of the runtime. */
async function changed(booked: readonly (readonly [date: string, time: string])[], service = {}) {
  const before = await openZonedStudio({ timeZone, now, rules: earlierSummer, service, hours: ['00:00', '00:00'] })
  const ids: string[] = []
  for (const [date, time] of booked) ids.push((await before.manager.bookings.book(visit(date, time))).id)
  const { storage } = before
  return { before, ids, after: await openZoned({ timeZone, now, storage }) }
}

describe('after a zone got other rules', () => {
  it('bookings and holds to come are told that fall on another instant; what stands, and what is over, is not', async () => {
    const { before, after, ids } = await changed([
      ['2018-10-20', '10:00'],
      ['2018-10-25', '10:00'],
      ['2018-12-01', '10:00'],
    ])
    const hold = await before.manager.bookings.hold({ ...visit('2018-10-26', '12:00'), minutes: 60 })
    await before.manager.bookings.hold({ ...visit('2018-10-27', '12:00'), minutes: 1 })
    const gone = await before.manager.bookings.book(visit('2018-10-28', '12:00'))
    await before.manager.bookings.cancel({ bookingId: gone.id })
    after.clock.now = '2018-10-01T12:05:00.000Z'
    const { items, edition, next } = await after.manager.bookings.movedInstants({})
    expect(edition).toBe(process.versions.tz)
    expect(items).toEqual([
      {
        ...{ kind: 'booking', id: ids[1], number: expect.any(String), resource: null, state: 'confirmed' },
        local: { date: '2018-10-25', time: '10:00', timeZone },
        ...{ startsAt: '2018-10-25T12:00:00.000Z', endsAt: '2018-10-25T13:00:00.000Z' },
        falls: { startsAt: '2018-10-25T13:00:00.000Z', endsAt: '2018-10-25T14:00:00.000Z' },
        zoneEdition: '2017z',
      },
      expect.objectContaining({ id: hold.id, state: 'held' }),
    ])
    // Then come days off.
    expect(await after.manager.bookings.movedInstants({ cursor: next ?? '' })).toMatchObject({ items: [], next: null })
    // By the data by which they were made nothing moved.
    expect((await before.manager.bookings.movedInstants({})).items).toEqual([])
  })

  it('all of them are found page by page', async () => {
    const { after, ids } = await changed(
      ['09:00', '10:00', '11:00', '12:00', '13:00'].map((time) => ['2018-10-25', time] as const),
    )
    const found: string[] = []
    let pages = 0
    for (let cursor: string | null | undefined; cursor !== null; pages++) {
      const page = await after.manager.bookings.movedInstants({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      expect(page.items.length).toBeLessThanOrEqual(2)
      found.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect(found).toEqual(ids)
    expect(pages).toBe(4)
  })

  it('they are kept at their local time with the same people, and make room for each other', async () => {
    const { after, ids } = await changed([
      ['2018-10-25', '10:00'],
      ['2018-10-25', '11:00'],
      ['2018-10-25', '12:00'],
    ])
    const { moved, left } = await after.manager.bookings.keepLocalTime({ bookingIds: ids })
    expect(left).toEqual([])
    expect(moved.map(({ id, startsAt }) => [id, startsAt])).toEqual([
      [ids[0], '2018-10-25T13:00:00.000Z'],
      [ids[1], '2018-10-25T14:00:00.000Z'],
      [ids[2], '2018-10-25T15:00:00.000Z'],
    ])
    const [bookingId = ''] = ids
    const told = await after.manager.bookings.booking({ bookingId })
    expect(told).toMatchObject({
      ...{ state: 'confirmed', moves: 0, startsAt: '2018-10-25T13:00:00.000Z', endsAt: '2018-10-25T14:00:00.000Z' },
      local: { date: '2018-10-25', time: '10:00' },
      resources: [{ code: 'anna', from: '2018-10-25T13:00:00.000Z', busyTo: '2018-10-25T14:00:00.000Z' }],
    })
    expect(told.events.map(({ kind }) => kind)).toEqual(['booked', 'zoneMoved'])
    await after.engine.settle()
    // Who shows calendars, or reminds of bookings, hears of it as of any move.
    expect(after.heard.filter(({ data }) => data.bookingId === bookingId).at(-1)?.data).toMatchObject({
      ...{ kind: 'zoneMoved', changes: 1 },
      ...{ movedFrom: '2018-10-25T12:00:00.000Z', startsAt: '2018-10-25T13:00:00.000Z' },
    })
    // The time before is free, and the new one is not.
    const free = await after.manager.bookings.slots({
      service: 'visit',
      date: '2018-10-25',
      resources: anna,
      limit: 100,
    })
    const times = free.items.map(({ local }) => local.time)
    expect([times.includes('09:00'), times.includes('12:30'), times.includes('13:00')]).toEqual([true, false, true])
    expect((await after.manager.bookings.movedInstants({})).items).toEqual([])
    const again = await after.manager.bookings.keepLocalTime({ bookingIds: [bookingId] })
    expect([again.moved, again.left.map(({ why }) => why)]).toEqual([[], ['stands']])
  })

  it('one that meets another stays and is told, and so does one that meets it where it stays', async () => {
    const { after, ids } = await changed([
      ['2018-10-25', '10:00'],
      ['2018-10-25', '11:00'],
    ])
    const [first = '', second = ''] = ids
    const alone = await after.manager.bookings.keepLocalTime({ bookingIds: [first] })
    expect(alone.moved).toEqual([])
    expect(alone.left).toEqual([
      {
        ...{ kind: 'booking', id: first, why: 'taken' },
        ...{ startsAt: '2018-10-25T12:00:00.000Z', endsAt: '2018-10-25T13:00:00.000Z' },
        taken: [{ resource: 'anna', from: '2018-10-25T13:00:00.000Z', to: '2018-10-25T14:00:00.000Z' }],
      },
    ])
    // What stays in the way keeps the one before it as well.
    await after.manager.bookings.book({ ...visit('2018-10-25', '12:00'), overbook: true, reason: 'the customer asks' })
    await after.manager.bookings.book({ ...visit('2018-10-25', '11:00'), overbook: true, reason: 'the customer asks' })
    const both = await after.manager.bookings.keepLocalTime({ bookingIds: ids })
    expect([both.moved, both.left.map(({ id, why }) => [id, why])]).toEqual([
      [],
      [
        [first, 'taken'],
        [second, 'taken'],
      ],
    ])
    expect((await after.manager.bookings.booking({ bookingId: first })).startsAt).toBe('2018-10-25T12:00:00.000Z')
  })

  it('a time that the clocks now jump over is left for a person', async () => {
    const { after, ids } = await changed([['2018-11-04', '00:30']])
    expect((await after.manager.bookings.movedInstants({})).items).toMatchObject([{ id: ids[0], falls: null }])
    const { moved, left } = await after.manager.bookings.keepLocalTime({ bookingIds: ids })
    expect([moved, left.map(({ why }) => why)]).toEqual([[], ['noSuchTime']])
  })

  it('a session moves with all who have seats in it', async () => {
    const { after, ids } = await changed(
      [
        ['2018-10-25', '10:00'],
        ['2018-10-25', '10:00'],
      ],
      { seats: 4, duration: 120 },
    )
    const { moved } = await after.manager.bookings.keepLocalTime({ bookingIds: ids.slice(0, 1) })
    expect(moved.map(({ id }) => id).sort()).toEqual([...ids].sort())
    const joined = await after.manager.bookings.book(visit('2018-10-25', '10:00'))
    const first = await after.manager.bookings.booking({ bookingId: ids[0] ?? '' })
    expect([joined.sessionId, joined.startsAt]).toEqual([first.sessionId, first.startsAt])
    const full = after.manager.bookings.book({ ...visit('2018-10-25', '10:00'), seats: 2 })
    await expect(full).rejects.toMatchObject({ code: 'SEATS_SHORT' })
  })

  it('days off are those of the clocks of today', async () => {
    const before = await openZonedStudio({ timeZone, now })
    const { resourceId, firstDay } = { resourceId: before.ids.anna, firstDay: '2018-10-25' }
    const asked = await before.manager.resources.requestTimeOff({ resourceId, kind: 'leave', firstDay })
    const timeOffId = asked.timeOff.id
    await before.owner.resources.approveTimeOff({ timeOffId })
    const byHour = { resourceId, kind: 'leave', from: '2018-11-20T12:00:00Z', to: '2018-11-20T15:00:00Z' } as const
    await before.manager.resources.requestTimeOff(byHour)
    const after = await openZoned({ timeZone, now, storage: before.storage, rules: earlierSummer })
    const { items } = await after.manager.bookings.movedInstants({ cursor: 'days:' })
    expect(items).toMatchObject([
      { kind: 'timeOff', id: timeOffId, resource: 'anna', falls: { startsAt: '2018-10-25T02:00:00.000Z' } },
    ])
    const { moved } = await after.manager.bookings.keepLocalTime({ timeOffIds: [timeOffId] })
    expect(moved).toEqual([
      { kind: 'timeOff', id: timeOffId, startsAt: '2018-10-25T02:00:00.000Z', endsAt: '2018-10-26T02:00:00.000Z' },
    ])
    // The last hour before midnight by the other rules is hers again.
    const booking = after.manager.bookings.book({ service: 'visit', startsAt: '2018-10-25T22:00:00Z', resources: anna })
    await expect(booking).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    expect((await after.manager.bookings.movedInstants({ cursor: 'days:' })).items).toEqual([])
  })

  it('a day off that meets a booking then stays, and nobody decides about that of another branch', async () => {
    const before = await openZonedStudio({ timeZone, now, hours: ['00:00', '00:00'] })
    const { anna: resourceId } = before.ids
    const asked = await before.manager.resources.requestTimeOff({ resourceId, kind: 'leave', firstDay: '2018-10-25' })
    await before.owner.resources.approveTimeOff({ timeOffId: asked.timeOff.id })
    await before.manager.bookings.book({ service: 'visit', startsAt: '2018-10-25T02:00:00Z', resources: anna })
    const after = await openZoned({ timeZone, now, storage: before.storage, rules: earlierSummer })
    const timeOffIds = [asked.timeOff.id]
    const { left } = await after.manager.bookings.keepLocalTime({ timeOffIds })
    expect(left).toMatchObject([{ why: 'taken', taken: [{ resource: 'anna' }] }])
    const cashier = after.as('cashier').bookings.keepLocalTime({ timeOffIds })
    await expect(cashier).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const unknown = after.manager.bookings.keepLocalTime({ timeOffIds: ['nobody'] })
    await expect(unknown).rejects.toMatchObject({ code: 'TIME_OFF_UNKNOWN' })
  })

  it('who acts in another branch changes none of it', async () => {
    const { after, ids } = await changed([['2018-10-25', '10:00']])
    const refused = after.as('manager', 'west').bookings.keepLocalTime({ bookingIds: ids })
    await expect(refused).rejects.toMatchObject({ code: 'BOOKING_OTHER_BRANCH' })
  })

  it('somebody is told every night until it is decided, and what stands is looked at once', async () => {
    const { after, ids } = await changed([
      ['2018-10-20', '10:00'],
      ['2018-10-25', '10:00'],
    ])
    const night = async (day: string) => {
      after.clock.now = `${day}T06:00:00.000Z`
      await after.engine.settle()
      return after.heard.filter(({ name }) => name === 'bookings.instantsMoved').map(({ data }) => data)
    }
    await after.engine.settle()
    const [told] = await night('2018-10-02')
    expect(told).toEqual({
      edition: process.versions.tz,
      items: [
        {
          ...{ kind: 'booking', id: ids[1] },
          ...{ startsAt: '2018-10-25T12:00:00.000Z', fallsAt: '2018-10-25T13:00:00.000Z' },
        },
      ],
    })
    expect(await night('2018-10-03')).toHaveLength(2)
    await after.manager.bookings.keepLocalTime({ bookingIds: ids.slice(1) })
    expect(await night('2018-10-04')).toHaveLength(2)
  })
})
