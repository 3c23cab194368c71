/** Two engines on one store: what a calendar of somebody else makes busy in one of them, and bookings in the other. */
import { clockToken, provide } from '@calotype/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, meetingPlaces, succeeded, twoEngines } from './two-engines.ts'

const now = '2026-11-22T04:00:00.000Z'
const at = (date: number, hour: number): string => new Date(Date.UTC(2026, 10, date, hour)).toISOString()

/** A calendar that is busy from an hour of days of November 2026 on, by UTC, for so many hours. */
const calendar = (hour: number, length: number, ...dates: readonly number[]): string =>
  [
    'BEGIN:VCALENDAR',
    ...dates.flatMap((date) => [
      'BEGIN:VEVENT',
      `UID:${date}`,
      `DTSTART:202611${date}T${String(hour).padStart(2, '0')}0000Z`,
      `DURATION:PT${length}H`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')

describe.each(meetingPlaces)('two engines on %s', (on) => {
  const { deskOf } = twoEngines({ on, provide: [provide(clockToken, { useValue: { now: () => now } })] })
  let sourceId = ''

  beforeEach(async () => {
    const desk = deskOf(0)
    await desk.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }],
    })
    await desk.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills: [{ skill: 'photo', level: 5 }] })
    const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
    await desk.bookings.saveService({
      code: 'lesson',
      name: '摄影课',
      duration: 60,
      grid: 60,
      requirements,
      price: '100',
    })
    sourceId = (await desk.calendars.saveSource({ resource: 'anna', name: 'Private', keepsTitles: true })).sourceId
  })

  const lesson = (date: number, hour: number) => ({ service: 'lesson', startsAt: at(date, hour) })

  it('book or are busy: who came second is refused, or told as a conflict', async () => {
    for (let round = 0; round < 6; round++) {
      const date = 24 + round
      const [read, booked] = await Promise.all([
        deskOf(round).calendars.import({ sourceId, text: calendar(3, 1, date) }),
        deskOf(round + 1).bookings.book.attempt(lesson(date, 3)),
      ])
      expect(read.conflicts.map(({ reference }) => reference)).toEqual(booked.ok ? [booked.value.id] : [])
      // The other engine remembers no free time that was made busy.
      expect(failed([await deskOf(round + 1).bookings.book.attempt(lesson(date, 3))])).toHaveLength(1)
      await deskOf(round).calendars.import({ sourceId, text: calendar(3, 1) })
      expect(succeeded([await deskOf(round + 1).bookings.book.attempt(lesson(date, 3))])).toBe(booked.ok ? 0 : 1)
    }
  })

  it('read two files of one source at once: the times are those of one of them', async () => {
    for (let round = 0; round < 4; round++) {
      const [one, other] = [calendar(1 + round, 1, 24, 25), calendar(2 + round, 2, 24, 26)]
      await Promise.all([
        deskOf(0).calendars.import({ sourceId, text: one }),
        deskOf(1).calendars.import({ sourceId, text: other }),
      ])
      const window = { from: at(22, 0), to: at(30, 0) }
      const { items } = await deskOf(0).calendars.busyElsewhere({ resource: 'anna', ...window })
      const of = (hour: number, ...dates: number[]) => dates.map((date) => at(date, hour))
      const starts = items.map(({ from }) => from)
      expect([of(1 + round, 24, 25), of(2 + round, 24, 26)]).toContainEqual(starts)
      expect((await deskOf(1).calendars.sources({})).items).toMatchObject([{ times: 2, due: false }])
    }
  })
})
