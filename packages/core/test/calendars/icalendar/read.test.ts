import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBusy } from '../../../src/calendars/icalendar/read-busy.ts'
import { windowsZones } from '../../../src/calendars/icalendar/windows-zones.ts'
import { dateOfEpochDay, weekday } from '../../../src/values/calendar-date.ts'
import { isTimeZone } from '../../../src/values/time-zone.ts'
import { event, file } from './naive-lines.ts'

const year2026 = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z', timeZone: 'America/New_York' }
const short = (instant: string) => instant.replace(':00.000Z', 'Z')
/** Busy times of one event, as `from/to` in minutes. */
const busy = (lines: string[], window = year2026) =>
  readBusy(file(...event('UID:a', ...lines)), window).spans.map(({ from, to }) => `${short(from)}/${short(to)}`)
const reasons = (bytes: Uint8Array, window = year2026) =>
  readBusy(bytes, window).skipped.map(({ reason, count }) => `${reason} ${count}`)
const newYork = ';TZID=America/New_York:'

describe('times of an outside calendar', () => {
  it('follow the clocks of their zone', () => {
    expect(busy([`DTSTART${newYork}20260307T230000`, 'DURATION:PT4H'])).toEqual(['2026-03-08T04:00Z/2026-03-08T08:00Z'])
    expect(busy([`DTSTART${newYork}20260308T023000`, 'DURATION:PT1H'])).toEqual(['2026-03-08T07:30Z/2026-03-08T08:30Z'])
    expect(busy([`DTSTART${newYork}20261101T013000`, 'DURATION:PT1H'])).toEqual(['2026-11-01T05:30Z/2026-11-01T06:30Z'])
    // A day by the clocks and 24 hours are not the same over a change.
    expect(busy([`DTSTART${newYork}20260307T120000`, 'DURATION:P1D'])).toEqual(['2026-03-07T17:00Z/2026-03-08T16:00Z'])
    expect(busy([`DTSTART${newYork}20260307T120000`, 'DURATION:PT24H'])).toEqual([
      '2026-03-07T17:00Z/2026-03-08T17:00Z',
    ])
    const lordHowe = ';TZID=Australia/Lord_Howe:'
    expect(busy([`DTSTART${lordHowe}20260405T010000`, `DTEND${lordHowe}20260405T030000`])).toEqual([
      '2026-04-04T14:00Z/2026-04-04T16:30Z',
    ])
    const shanghai = { from: '1988-01-01T00:00:00.000Z', to: '1989-01-01T00:00:00.000Z', timeZone: 'UTC' }
    expect(busy(['DTSTART;TZID=Asia/Shanghai:19880701T090000', 'DURATION:PT1H'], shanghai)).toEqual([
      '1988-07-01T00:00Z/1988-07-01T01:00Z',
    ])
  })

  it('are whole days by the zone: 23 hours, 25 hours, from one o’clock, or none', () => {
    expect(busy(['DTSTART;VALUE=DATE:20260308'])).toEqual(['2026-03-08T05:00Z/2026-03-09T04:00Z'])
    expect(busy(['DTSTART;VALUE=DATE:20261101', 'DTEND;VALUE=DATE:20261102'])).toEqual([
      '2026-11-01T04:00Z/2026-11-02T05:00Z',
    ])
    expect(busy(['DTSTART;VALUE=DATE:20260308', 'DTEND;VALUE=DATE:20260308'])).toEqual([
      '2026-03-08T05:00Z/2026-03-09T04:00Z',
    ])
    const saoPaulo = { from: '2018-01-01T00:00:00.000Z', to: '2019-01-01T00:00:00.000Z', timeZone: 'America/Sao_Paulo' }
    expect(busy(['DTSTART;VALUE=DATE:20181104'], saoPaulo)).toEqual(['2018-11-04T03:00Z/2018-11-05T02:00Z'])
    const apia = { from: '2011-01-01T00:00:00.000Z', to: '2012-01-01T00:00:00.000Z', timeZone: 'Pacific/Apia' }
    // The day that Apia left out takes no time; the days around it touch.
    expect(busy(['DTSTART;VALUE=DATE:20111229'], apia)).toEqual(['2011-12-29T10:00Z/2011-12-30T10:00Z'])
    expect(busy(['DTSTART;VALUE=DATE:20111230'], apia)).toEqual([])
    expect(busy(['DTSTART;VALUE=DATE:20111230', 'DTEND;VALUE=DATE:20120101'], apia)).toEqual([
      '2011-12-30T10:00Z/2011-12-31T10:00Z',
    ])
    expect(busy(['DTSTART;VALUE=DATE:20111231'], apia)).toEqual(['2011-12-30T10:00Z/2011-12-31T10:00Z'])
  })

  it('without a zone are in the zone of the file, or in the one that is given', () => {
    const lines = event('DTSTART:20260601T090000', 'DTEND:20260601T100000')
    expect(readBusy(file(...lines), year2026)).toMatchObject({
      timeZone: 'America/New_York',
      spans: [{ from: '2026-06-01T13:00:00.000Z', uid: null }],
    })
    expect(readBusy(file('X-WR-TIMEZONE:Asia/Shanghai', ...lines), year2026)).toMatchObject({
      timeZone: 'Asia/Shanghai',
      spans: [{ from: '2026-06-01T01:00:00.000Z' }],
    })
    expect(reasons(file('X-WR-TIMEZONE:Mars', ...lines))).toEqual(['calendar-zone-unknown 1'])
  })

  it('may be in zones by names of Windows, with prefixes, quoted, or described by the file alone', () => {
    const at = (tzid: string) => busy([`DTSTART;TZID=${tzid}:20260701T090000`, 'DURATION:PT1H'])[0]
    expect(at('China Standard Time')).toBe('2026-07-01T01:00Z/2026-07-01T02:00Z')
    expect(at('"W. Europe Standard Time"')).toBe('2026-07-01T07:00Z/2026-07-01T08:00Z')
    expect(at('/mozilla.org/20050126_1/America/Argentina/Buenos_Aires')).toBe('2026-07-01T12:00Z/2026-07-01T13:00Z')
    expect(at('/freeassociation.sourceforge.net/Europe/Berlin')).toBe('2026-07-01T07:00Z/2026-07-01T08:00Z')
    expect(at('Nowhere')).toBeUndefined()
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ]
    const daily = event('DTSTART;TZID=Customized:20260327T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=4')
    expect(readBusy(file(...zone, ...daily), year2026).spans.map(({ from }) => from)).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ])
    const inGap = event('DTSTART;TZID=Customized:20260322T023000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3')
    expect(readBusy(file(...inGap, ...zone), year2026).spans.map(({ from }) => from)).toEqual([
      '2026-03-22T01:30:00.000Z',
      '2026-04-05T00:30:00.000Z',
      '2026-04-12T00:30:00.000Z',
    ])
  })

  it('know the zones of Windows by zones that the runtime knows', () => {
    expect([...windowsZones.values()].filter((zone) => !isTimeZone(zone))).toEqual([])
    expect(windowsZones.size).toBe(139)
  })

  it('keep the offset that Windows gives a zone, where the city that once stood for it left it', () => {
    const at = (tzid: string) => busy([`DTSTART;TZID=${tzid}:20260701T090000`, 'DURATION:PT1H'])[0]
    expect(at('Central Asia Standard Time')).toBe('2026-07-01T03:00Z/2026-07-01T04:00Z')
    expect(at('Mountain Standard Time (Mexico)')).toBe('2026-07-01T16:00Z/2026-07-01T17:00Z')
  })

  it('are told with titles only where these are asked for, and not where they are private', () => {
    const lines = (uid: string, ...more: string[]) => event(`UID:${uid}`, 'DTSTART;VALUE=DATE:20260601', ...more)
    const bytes = file(
      ...lines('a', 'SUMMARY:Lunch\\, long\\n\\nin the park'),
      ...lines('b', 'SUMMARY:Doctor', 'CLASS:confidential'),
      ...lines('c', 'SUMMARY:'),
      ...lines('d', 'SUMMARY:Fair', 'CLASS:PUBLIC'),
      ...lines('e', `SUMMARY:${'x'.repeat(300_000)}`),
    )
    const titles = (titles?: boolean) =>
      readBusy(bytes, titles === undefined ? year2026 : { ...year2026, titles }).spans.map(({ title }) =>
        title?.slice(0, 30),
      )
    expect(titles()).toEqual(Array(5).fill(undefined))
    expect(titles(true)).toEqual(['Lunch, long in the park', undefined, undefined, 'Fair', 'x'.repeat(30)])
    expect(readBusy(bytes, year2026).spans.every(({ wholeDay }) => wholeDay)).toBe(true)
  })

  it('are not busy where they are cancelled or transparent, and it is said', () => {
    const times = ['DTSTART:20260601T090000Z', 'DTEND:20260601T100000Z']
    const bytes = file(
      ...event('UID:a', 'STATUS:CANCELLED', ...times),
      ...event('UID:b', 'TRANSP:TRANSPARENT', ...times),
      ...event('UID:c', 'STATUS:TENTATIVE', ...times),
    )
    const read = readBusy(bytes, year2026)
    expect(read.spans).toEqual([
      {
        from: '2026-06-01T09:00:00.000Z',
        to: '2026-06-01T10:00:00.000Z',
        uid: 'c',
        tentative: true,
        wholeDay: false,
        title: null,
      },
    ])
    expect(read.skipped).toEqual([
      { reason: 'cancelled', count: 1, uids: ['a'] },
      { reason: 'transparent', count: 1, uids: ['b'] },
    ])
  })

  it('come from VFREEBUSY too, and alarms say nothing', () => {
    const bytes = file(
      'BEGIN:VFREEBUSY',
      'FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260601T090000Z/PT1H,20260601T100000Z/20260601T113000Z',
      'FREEBUSY;FBTYPE=FREE:20260601T120000Z/PT1H',
      'FREEBUSY:nonsense',
      'END:VFREEBUSY',
      ...event('DTSTART:20260602T090000Z', 'DURATION:PT1H', 'BEGIN:VALARM', 'DURATION:PT9H', 'END:VALARM'),
    )
    const read = readBusy(bytes, year2026)
    expect(read.merged).toEqual([
      { from: '2026-06-01T09:00:00.000Z', to: '2026-06-01T11:30:00.000Z' },
      { from: '2026-06-02T09:00:00.000Z', to: '2026-06-02T10:00:00.000Z' },
    ])
    expect(read.skipped).toEqual([{ reason: 'date-invalid', count: 1, uids: [] }])
  })
})

describe('recurring events', () => {
  const starts = (lines: string[], window = year2026) =>
    busy(['DURATION:PT1H', ...lines], window).map((span) => span.split('/')[0])

  it('leave out times that the clocks jump over, and do not count them', () => {
    expect(starts([`DTSTART${newYork}20260301T023000`, 'RRULE:FREQ=WEEKLY;COUNT=3'])).toEqual([
      '2026-03-01T07:30Z',
      '2026-03-15T06:30Z',
      '2026-03-22T06:30Z',
    ])
    // A first time in the jump is moved; the others are as it was written.
    expect(starts([`DTSTART${newYork}20260308T023000`, 'RRULE:FREQ=WEEKLY;UNTIL=20260322T235959Z'])).toEqual([
      '2026-03-08T07:30Z',
      '2026-03-15T06:30Z',
      '2026-03-22T06:30Z',
    ])
  })

  it('keep to days that exist', () => {
    const long = { from: '2026-01-01T00:00:00.000Z', to: '2030-12-31T00:00:00.000Z', timeZone: 'UTC' }
    expect(starts(['DTSTART:20240229T100000Z', 'RRULE:FREQ=YEARLY'], long)).toEqual(['2028-02-29T10:00Z'])
    const later = { from: '2031-01-01T00:00:00.000Z', to: '2033-01-01T00:00:00.000Z', timeZone: 'UTC' }
    expect(starts(['DTSTART:20240229T100000Z', 'RRULE:FREQ=YEARLY'], later)).toEqual(['2032-02-29T10:00Z'])
    expect(starts(['DTSTART:20260131T100000Z', 'RRULE:FREQ=MONTHLY;COUNT=3'])).toEqual([
      '2026-01-31T10:00Z',
      '2026-03-31T10:00Z',
      '2026-05-31T10:00Z',
    ])
  })

  it('are those of a list kept by hand, on weekdays of every so many weeks', () => {
    const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
    fc.assert(
      fc.property(
        fc.integer({ min: 20_000, max: 20_700 }),
        fc.integer({ min: 1, max: 4 }),
        fc.subarray(days, { minLength: 1 }),
        fc.option(fc.integer({ min: 1, max: 40 })),
        (first, interval, byDay, count) => {
          const window = { from: '2026-02-01T00:00:00.000Z', to: '2026-08-01T00:00:00.000Z', timeZone: 'UTC' }
          const dayName = (day: number) => days[weekday(dateOfEpochDay(day)) - 1] ?? ''
          const week = (day: number) => Math.floor((day + 3) / 7)
          const expected: string[] = []
          let counted = 0
          for (let day = first; day < 21_000; day++) {
            const inRule = byDay.includes(dayName(day)) && (week(day) - week(first)) % interval === 0
            if (inRule && (count === null || counted < count)) counted++
            else if (day !== first) continue
            const date = dateOfEpochDay(day)
            if (date >= '2026-02-01' && date < '2026-08-01') expected.push(`${date}T10:00Z`)
          }
          const start = `DTSTART:${dateOfEpochDay(first).replaceAll('-', '')}T100000Z`
          const rule = `RRULE:FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${byDay.join(',')}${count === null ? '' : `;COUNT=${count}`}`
          expect(starts([start, rule], window)).toEqual(expected)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('have dates more and less, and changed ones', () => {
    const bytes = file(
      ...event(
        'UID:a',
        `DTSTART${newYork}20260601T090000`,
        `DTEND${newYork}20260601T100000`,
        'RRULE:FREQ=DAILY;COUNT=6',
        `EXDATE${newYork}20260602T090000`,
        'EXDATE;VALUE=DATE:20260603',
        `RDATE${newYork}20260620T150000`,
        'RDATE;VALUE=PERIOD:20260621T150000Z/PT3H',
      ),
      ...event('UID:a', `RECURRENCE-ID${newYork}20260604T090000`, `DTSTART${newYork}20260604T140000`, 'DURATION:PT2H'),
      ...event(
        'UID:a',
        'RECURRENCE-ID:20260605T130000Z',
        'STATUS:CANCELLED',
        'DTSTART:20260605T130000Z',
        'DURATION:PT1H',
      ),
    )
    const read = readBusy(bytes, year2026)
    expect(read.spans.map(({ from, to }) => `${short(from)}/${short(to)}`)).toEqual([
      '2026-06-01T13:00Z/2026-06-01T14:00Z',
      '2026-06-04T18:00Z/2026-06-04T20:00Z',
      '2026-06-06T13:00Z/2026-06-06T14:00Z',
      '2026-06-20T19:00Z/2026-06-20T20:00Z',
      '2026-06-21T15:00Z/2026-06-21T18:00Z',
    ])
    expect(read.skipped).toEqual([{ reason: 'cancelled', count: 1, uids: ['a'] }])
  })

  it('of whole days change with the clocks, and last until the day that they say', () => {
    const lines = ['DTSTART;VALUE=DATE:20260306', 'RRULE:FREQ=DAILY;UNTIL=20260309', 'EXDATE;VALUE=DATE:20260307']
    expect(busy(lines)).toEqual([
      '2026-03-06T05:00Z/2026-03-07T05:00Z',
      '2026-03-08T05:00Z/2026-03-09T04:00Z',
      '2026-03-09T04:00Z/2026-03-10T04:00Z',
    ])
  })

  it('that began before the window are met where they last into it', () => {
    const window = { from: '2026-06-03T12:00:00.000Z', to: '2026-06-05T00:00:00.000Z', timeZone: 'UTC' }
    expect(busy(['DTSTART:20200101T110000Z', 'DURATION:PT2H', 'RRULE:FREQ=DAILY'], window)).toEqual([
      '2026-06-03T11:00Z/2026-06-03T13:00Z',
      '2026-06-04T11:00Z/2026-06-04T13:00Z',
    ])
  })

  it('count the newest version of what a file has twice', () => {
    const version = (sequence: number, hour: string) =>
      event('UID:a', `SEQUENCE:${sequence}`, `DTSTART:20260601T${hour}0000Z`, 'DURATION:PT1H')
    const bytes = file(...version(2, '12'), ...version(1, '09'))
    expect(readBusy(bytes, year2026).spans.map(({ from }) => from)).toEqual(['2026-06-01T12:00:00.000Z'])
    expect(reasons(bytes)).toEqual(['superseded 1'])
  })
})
