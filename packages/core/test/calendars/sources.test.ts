import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'
import { calendar, hours, openConnected } from './connected-studio.ts'

/** Eleven in the morning in Shanghai is three by UTC; the studio's today is 22 November. */
const eleven = { service: 'portrait', startsAt: day(2, 11) }
const withAnna = { ...eleven, resources: { photographer: ['anna'] } }

describe('a calendar of somebody else', () => {
  it('makes its resource busy: nobody is booked over it', async () => {
    const { manager, read, seen } = await openConnected()
    const done = await read(calendar(hours(24, 3, 4)))
    expect(done).toMatchObject({ outcome: 'changed', times: 1, conflicts: [], left: [] })
    expect((await seen()).times).toEqual(['2026-11-24T03:00/2026-11-24T04:00'])
    expect(await codeOf(manager.bookings.book(withAnna))).not.toBe('done')
    const { resources } = await manager.bookings.book(eleven)
    expect(JSON.stringify(resources)).toContain('ben')
    // What ends when she begins does not meet.
    expect(await codeOf(manager.bookings.book({ ...withAnna, startsAt: day(2, 12) }))).toBe('done')
    const busy = await manager.calendars.busyElsewhere({ resource: 'anna', from: day(0), to: day(9) })
    expect(busy.items).toMatchObject([{ from: '2026-11-24T03:00:00.000Z', source: 'Private', title: null }])
  })

  it('takes the place of what it said before', async () => {
    const { manager, read, seen } = await openConnected()
    await read(calendar(hours(24, 3, 4), hours(25, 3, 4)))
    expect(await read(calendar(hours(25, 3, 4), hours(26, 3, 5)))).toMatchObject({ outcome: 'changed', times: 2 })
    expect((await seen()).times).toEqual(['2026-11-25T03:00/2026-11-25T04:00', '2026-11-26T03:00/2026-11-26T05:00'])
    expect(await codeOf(manager.bookings.book(withAnna))).toBe('done')
    expect(await read(calendar())).toMatchObject({ outcome: 'changed', times: 0 })
    expect((await seen()).times).toEqual([])
  })

  it('raises no version where nothing is busy that was not, whatever else its file says now', async () => {
    const { read, seen, clock, source } = await openConnected()
    const text = (stamp: string) => calendar(hours(24, 3, 4, `DTSTAMP:${stamp}`), hours(24, 4, 6, `DTSTAMP:${stamp}`))
    await read(text('20261122T000000Z'))
    const { versions } = await seen()
    clock.now = '2026-11-22T05:00:00.000Z'
    expect(await read(text('20261122T000000Z'))).toMatchObject({ outcome: 'same', times: 1 })
    expect(await read(text('20261122T050000Z'))).toMatchObject({ outcome: 'same', times: 1 })
    clock.now = '2026-11-23T05:00:00.000Z'
    expect(await read(text('20261123T050000Z'))).toMatchObject({ outcome: 'same', times: 1 })
    expect((await seen()).versions).toBe(versions)
    expect(await source()).toMatchObject({ checkedAt: clock.now, changedAt: '2026-11-22T04:00:00.000Z' })
    await read(calendar(hours(24, 3, 5)))
    expect((await seen()).versions).not.toBe(versions)
  })

  it('moves and refuses no booking: they are told, once as an event', async () => {
    const { manager, engine, told, ids, read, seen, sourceId } = await openConnected()
    const booking = await manager.bookings.book(withAnna)
    const done = await read(calendar(hours(24, 2, 5), hours(24, 8, 9)))
    expect(done.conflicts).toEqual([
      { reference: booking.id, kind: 'booking', from: '2026-11-24T03:00:00.000Z', to: '2026-11-24T04:00:00.000Z' },
    ])
    expect(await manager.bookings.booking({ bookingId: booking.id })).toMatchObject({ state: 'confirmed' })
    expect((await seen()).times).toHaveLength(2)
    await read(calendar(hours(24, 2, 5), hours(24, 9, 10)))
    await engine.settle()
    const [claim] = done.conflicts
    expect(told).toEqual([
      ['calendars.sourceChanged', { sourceId, resourceId: ids.anna, kind: 'saved' }],
      ['resources.conflictsFound', { conflicts: [{ resourceId: ids.anna, ...claim }] }],
      ['calendars.imported', { sourceId, resourceId: ids.anna, times: 2, conflicts: 1, left: 0 }],
      ['calendars.imported', { sourceId, resourceId: ids.anna, times: 2, conflicts: 1, left: 0 }],
    ])
  })

  it('takes all of a resource, however many it has room for', async () => {
    const { manager, read, sourceId } = await openConnected()
    await manager.calendars.endSource({ sourceId })
    await manager.resources.add({ code: 'hall', name: 'Hall', kind: 'room', capacity: 5 })
    const hall = await manager.calendars.saveSource({ resource: 'hall', name: 'Landlord' })
    await manager.calendars.import({ sourceId: hall.sourceId, text: calendar(hours(24, 3, 4)) })
    const { body } = await manager.calendars.freeBusy({ resource: 'hall', from: day(0), to: day(9) })
    expect(body).toContain('FREEBUSY;FBTYPE=BUSY:20261124T030000Z/20261124T040000Z\r\n')
    expect(await codeOf(read(calendar()))).toBe('CALENDAR_SOURCE_UNKNOWN')
  })

  it('that holds a feed of this studio does not block itself, and one of another studio does', async () => {
    const { manager, as, read, seen } = await openConnected()
    await manager.bookings.book(withAnna)
    const { token } = await manager.calendars.openFeed({ of: 'resource', id: 'anna' })
    const { body } = await as('public').calendars.feed({ token })
    const done = await read(body ?? '')
    expect(done).toMatchObject({ times: 0, left: [{ reason: 'own', count: 1 }] })
    const free = await manager.calendars.freeBusy({ token, from: day(0), to: day(9) })
    expect(await read(free.body)).toMatchObject({ times: 0, left: [{ reason: 'own', count: 1 }] })
    const other = (body ?? '').replace(/UID:[\w-]+@/, 'UID:0199a0b1-0000-7000-8000-000000000000@')
    expect(await read(other)).toMatchObject({ times: 1, left: [] })
    expect((await seen()).times).toEqual(['2026-11-24T03:00/2026-11-24T04:00'])
  })

  it('is read until its horizon, and asks for its file again when that comes near', async () => {
    const { manager, read, source, seen, clock, sourceId } = await openConnected({ daysAhead: 10 })
    expect(await source()).toMatchObject({ due: true, etag: null, checkedAt: null })
    expect(await manager.calendars.import({ sourceId, notModified: true })).toMatchObject({ outcome: 'needed' })
    const weekly = calendar(hours(23, 3, 4, 'RRULE:FREQ=WEEKLY'))
    const given = { sourceId, text: weekly, etag: '"one"', lastModified: 'Sun, 22 Nov 2026 00:00:00 GMT' }
    // Ten days, a month more, and the day itself.
    expect(await manager.calendars.import(given)).toMatchObject({ times: 6, readUntil: '2027-01-03T00:00:00.000Z' })
    expect(await source()).toMatchObject({ due: false, etag: '"one"', lastModified: given.lastModified })
    clock.now = '2026-12-24T00:00:00.000Z'
    expect(await source()).toMatchObject({ due: false, etag: '"one"' })
    expect(await manager.calendars.import({ sourceId, notModified: true })).toMatchObject({ outcome: 'same', times: 6 })
    clock.now = '2026-12-24T00:00:00.001Z'
    expect(await source()).toMatchObject({ due: true, etag: null, lastModified: null })
    expect(await manager.calendars.import({ sourceId, notModified: true })).toMatchObject({ outcome: 'needed' })
    expect(await read(weekly)).toMatchObject({ outcome: 'changed', times: 6, readUntil: '2027-02-04T00:00:00.000Z' })
    expect((await seen()).times[0]).toBe('2026-12-28T03:00/2026-12-28T04:00')
  })

  it('counts what its terms say: tentative, whole days, and the zone of times without one', async () => {
    const { manager, read, seen, sourceId, source } = await openConnected({ tentative: false, wholeDays: false })
    const text = calendar(
      hours(24, 3, 4, 'STATUS:TENTATIVE'),
      ['DTSTART;VALUE=DATE:20261125'],
      ['DTSTART:20261126T110000', 'DURATION:PT1H'],
      hours(27, 3, 4, 'TRANSP:TRANSPARENT'),
      hours(28, 3, 4, 'STATUS:CANCELLED'),
    )
    const done = await read(text)
    expect(done.left.map(({ reason, count, uids }) => [reason, count, uids])).toEqual([
      ['transparent', 1, ['event-3']],
      ['cancelled', 1, ['event-4']],
      ['tentative', 1, ['event-0']],
      ['whole-day', 1, ['event-1']],
    ])
    expect((await seen()).times).toEqual(['2026-11-26T03:00/2026-11-26T04:00'])
    expect((await source())?.left).toContainEqual({ reason: 'whole-day', count: 1 })
    expect(await manager.calendars.saveSource({ sourceId, name: 'Hers', timeZone: 'America/New_York' })).toMatchObject({
      name: 'Hers',
      due: true,
      tentative: true,
    })
    await read(text)
    expect((await seen()).times).toEqual([
      '2026-11-24T03:00/2026-11-24T04:00',
      '2026-11-25T05:00/2026-11-26T05:00',
      '2026-11-26T16:00/2026-11-26T17:00',
    ])
  })

  it('is read by the zone that its resource has now', async () => {
    const { manager, ids, read, seen, source } = await openConnected()
    const text = calendar(['DTSTART:20261126T110000', 'DURATION:PT1H'])
    await read(text)
    await manager.resources.update({ resourceId: ids.anna, timeZone: 'Europe/Berlin' })
    expect(await source()).toMatchObject({ due: true })
    await read(text)
    expect((await seen()).times).toEqual(['2026-11-26T10:00/2026-11-26T11:00'])
  })

  it('leaves what is free alone where its file is refused, and keeps the rest where an event is broken', async () => {
    const { read, seen, sourceId, manager } = await openConnected()
    await read(calendar(hours(24, 3, 4)))
    for (const text of ['<html>Sign in</html>', '', 'BEGIN:VCALENDAR\r\n', calendar(['SUMMARY:a\u0000b'])]) {
      expect(await codeOf(read(text))).toBe('CALENDAR_FILE_REFUSED')
    }
    expect(await codeOf(read('x'.repeat(2_000_001)))).toBe('INPUT_INVALID')
    expect(await codeOf(manager.calendars.import({ sourceId }))).toBe('INPUT_INVALID')
    expect((await seen()).times).toHaveLength(1)
    const broken = calendar(['DTSTART:tomorrow'], hours(25, 3, 4), [
      'DTSTART;TZID=Mars:20261126T030000',
      'DURATION:PT1H',
    ])
    expect((await read(broken)).left).toEqual([
      { reason: 'time-invalid', count: 1, uids: ['event-0'] },
      { reason: 'zone-unknown', count: 1, uids: ['event-2'] },
    ])
    expect((await seen()).times).toEqual(['2026-11-25T03:00/2026-11-25T04:00'])
    const base64 = Buffer.from(calendar(hours(26, 3, 4))).toString('base64')
    await manager.calendars.import({ sourceId, base64 })
    expect((await seen()).times).toEqual(['2026-11-26T03:00/2026-11-26T04:00'])
  })

  it('frees what it made busy when it is ended, and is then unknown', async () => {
    const { manager, read, seen, sourceId } = await openConnected({ address: 'https://cal.example/anna.ics' })
    await read(calendar(hours(24, 3, 4)))
    expect(await manager.calendars.endSource({ sourceId })).toMatchObject({ address: null, times: 0, due: false })
    expect((await seen()).times).toEqual([])
    expect(await codeOf(manager.bookings.book(withAnna))).toBe('done')
    expect(await codeOf(read(calendar()))).toBe('CALENDAR_SOURCE_UNKNOWN')
    expect(await codeOf(manager.calendars.endSource({ sourceId }))).toBe('CALENDAR_SOURCE_UNKNOWN')
    expect((await manager.calendars.sources({})).items).toEqual([])
    expect((await manager.calendars.sources({ ended: true })).items).toMatchObject([
      { sourceId, endedAt: '2026-11-22T04:00:00.000Z' },
    ])
  })

  it('stands beside others of the same resource, each by itself', async () => {
    const { manager, read, seen, sourceId } = await openConnected()
    expect(await codeOf(manager.calendars.saveSource({ resource: 'anna', name: 'Private' }))).toBe(
      'CALENDAR_SOURCE_REFUSED',
    )
    const school = await manager.calendars.saveSource({ resource: 'anna', name: 'School' })
    await read(calendar(hours(24, 3, 5)))
    await manager.calendars.import({ sourceId: school.sourceId, text: calendar(hours(24, 4, 6)) })
    expect((await seen()).times).toHaveLength(2)
    await manager.calendars.endSource({ sourceId })
    expect((await seen()).times).toEqual(['2026-11-24T04:00/2026-11-24T06:00'])
    for (let more = 2; more <= 20; more++) await manager.calendars.saveSource({ resource: 'anna', name: `No. ${more}` })
    expect(await codeOf(manager.calendars.saveSource({ resource: 'anna', name: 'one more' }))).toBe(
      'CALENDAR_SOURCE_REFUSED',
    )
  })

  it('is for resources that are in use, and for whoever may in their branch', async () => {
    const { manager, engine, reception, ids, read, sourceId } = await openConnected()
    const west = engine.as({
      tenant: 'rose',
      branch: 'west',
      actor: { id: 'wu', roles: [{ role: 'manager', branches: ['west'] }] },
    })
    expect(await codeOf(west.calendars.saveSource({ resource: 'anna', name: 'x' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(west.calendars.import({ sourceId, text: calendar() }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(west.calendars.endSource({ sourceId }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(west.calendars.busyElsewhere({ resource: 'anna', from: day(0), to: day(1) }))).toBe(
      'PERMISSION_MISSING',
    )
    expect((await west.calendars.sources({})).items).toEqual([])
    expect((await west.calendars.sources({ resource: 'anna' })).items).toEqual([])
    expect(await codeOf(reception.calendars.sources({}))).toBe('PERMISSION_MISSING')
    await manager.resources.update({ resourceId: ids.anna, branch: 'west' })
    expect((await west.calendars.sources({})).items).toMatchObject([{ sourceId }])
    await manager.resources.retire({ resourceId: ids.anna })
    expect(await codeOf(read(calendar(hours(24, 3, 4))))).toBe('RESOURCE_RETIRED')
    expect(await codeOf(manager.calendars.saveSource({ resource: 'anna', name: 'x' }))).toBe('RESOURCE_RETIRED')
    expect(await codeOf(manager.calendars.endSource({ sourceId }))).toBe('done')
  })
})

describe('what a calendar of somebody else says beside its times', () => {
  const private24 = calendar(
    hours(24, 3, 4, 'SUMMARY:Dentist\\, Dr. Li'),
    hours(25, 3, 4, 'SUMMARY:Secret', 'CLASS:PRIVATE'),
    hours(26, 3, 4, `SUMMARY:${'说'.repeat(300)}`),
  )

  it('is not kept unless asked for, and never where it is private', async () => {
    const quiet = await openConnected()
    await quiet.read(private24)
    const titles = async ({ manager }: Pick<typeof quiet, 'manager'>) =>
      (await manager.calendars.busyElsewhere({ resource: 'anna', from: day(0), to: day(9) })).items.map(
        ({ title }) => title,
      )
    expect(await titles(quiet)).toEqual([null, null, null])
    const told = await openConnected({ keepsTitles: true })
    await told.read(private24)
    expect(await titles(told)).toEqual(['Dentist, Dr. Li', null, '说'.repeat(200)])
    await told.manager.calendars.saveSource({ sourceId: told.sourceId, name: 'Private' })
    expect(await titles(told)).toEqual([null, null, null])
  })

  it('goes with the person, and so do the times', async () => {
    const { manager, owner, ids, read, seen } = await openConnected({
      keepsTitles: true,
      address: 'https://cal.example/a',
    })
    await read(private24)
    await manager.bookings.book({ ...eleven, startsAt: day(6, 11) })
    await owner.people.erase({ kind: 'resource', id: ids.anna, reason: 'asked' })
    expect((await seen()).times).toEqual([])
    const [gone] = (await manager.calendars.sources({ ended: true })).items
    expect(gone).toMatchObject({ name: '', address: null, endedAt: '2026-11-22T04:00:00.000Z' })
    expect((await manager.calendars.busyElsewhere({ resource: 'anna', from: day(0), to: day(9) })).items).toEqual([])
    const audit = JSON.stringify(await owner.audit.commands())
    expect(audit).not.toContain('Dentist')
    expect(audit).not.toContain('cal.example')
  })
})

it('an import costs as many statements however many times it reads', async () => {
  const { adapter, statements } = counting(memory())
  const { read } = await openConnected({}, { storage: adapter })
  const cost = async (text: string) => {
    statements.length = 0
    await read(text)
    return statements.filter((one) => !/audit|outbox|events|jobs/.test(one))
  }
  const many = (from: number) => calendar(...Array.from({ length: 6 }, (_, at) => hours(23 + at, from, from + 1)))
  await cost(calendar(hours(24, 3, 4)))
  const few = await cost(calendar(hours(24, 3, 5)))
  expect(await cost(many(3))).toEqual(few)
  const same = ['begin', 'findForUpdate calendars_sources', 'find resources', 'find calendars_imports']
  const commit = ['find claims', 'find claims_versions', 'find claims', 'accumulate claims_versions', 'delete claims']
  expect(few).toEqual([...same, 'find claims', ...commit, 'update calendars_imports', 'insert claims', 'commit'])
  expect(await cost(many(3))).toEqual([...same, 'commit'])
  // The busy times are the same, and what is said of them is not.
  expect(await cost(many(3).replaceAll('UID', 'X-UID'))).toEqual([
    ...same,
    'find claims',
    'update calendars_imports',
    'commit',
  ])
})

it('of an import and a booking that come at once, the booking is refused or told as a conflict', async () => {
  for (let round = 0; round < 10; round++) {
    const { manager, read, seen } = await openConnected()
    const [imported, booked] = await Promise.all([
      read(calendar(hours(24, 3, 4))),
      codeOf(manager.bookings.book(withAnna)),
    ])
    expect(imported.conflicts.length).toBe(booked === 'done' ? 1 : 0)
    expect((await seen()).times).toHaveLength(1)
  }
})

it('whatever is read one after the other, what is claimed is what the last file says', async () => {
  const time = fc.tuple(
    fc.integer({ min: 23, max: 29 }),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 3 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(time, { maxLength: 6 }), { minLength: 1, maxLength: 5 }), async (files) => {
      const { manager, read, seen } = await openConnected()
      const booking = await manager.bookings.book(withAnna)
      for (const times of files) {
        const { conflicts, outcome } = await read(
          calendar(...times.map(([date, from, long]) => hours(date, from, from + long))),
        )
        const busy = new Set(
          times.flatMap(([date, from, long]) => Array.from({ length: long }, (_, at) => `${date} ${from + at}`)),
        )
        const claimed = new Set(
          (await seen()).times.flatMap((span) => {
            const [from = '', to = ''] = span.split('/')
            const found: string[] = []
            for (let at = Date.parse(`${from}Z`); at < Date.parse(`${to}Z`); at += 3_600_000) {
              const hour = new Date(at)
              found.push(`${hour.getUTCDate()} ${hour.getUTCHours()}`)
            }
            return found
          }),
        )
        expect([...claimed].sort()).toEqual([...busy].sort())
        const meets = busy.has('24 3')
        if (outcome === 'changed')
          expect(conflicts.map(({ reference }) => reference)).toEqual(meets ? [booking.id] : [])
      }
      expect(await manager.bookings.booking({ bookingId: booking.id })).toMatchObject({ state: 'confirmed' })
    }),
    { numRuns: 40 },
  )
})
