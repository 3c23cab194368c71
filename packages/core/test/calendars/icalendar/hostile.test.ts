import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBusy } from '../../../src/calendars/icalendar/read-busy.ts'
import { writeCalendar } from '../../../src/calendars/icalendar/write-calendar.ts'
import { CalotypeError } from '../../../src/values/calotype-error.ts'
import { event, file, thrown } from './naive-lines.ts'

const window = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z', timeZone: 'America/New_York' }
const octets = (text: string) => new TextEncoder().encode(text)
const refusal = (bytes: Uint8Array, limits = {}) => thrown(() => readBusy(bytes, { ...window, limits }))
const times = ['DTSTART:20260601T090000Z', 'DURATION:PT1H']
const local = ['DTSTART;TZID=America/New_York:20200101T090000', 'DURATION:PT1H']
const reasons = (bytes: Uint8Array, limits = {}) =>
  readBusy(bytes, { ...window, limits }).skipped.map(({ reason, count }) => `${reason} ${count}`)
const sixty = Array.from({ length: 60 }, (_, number) => number).join(',')

describe('a hostile calendar', () => {
  it('is refused where it is no calendar, or not all of one', () => {
    for (const bytes of [
      octets(''),
      octets('<html><body>Sign in</body></html>'),
      octets('BEGIN:VEVENT\r\nEND:VEVENT\r\n'),
      octets('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n'),
      octets('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n'),
      octets('BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VCALENDAR\r\n'),
      file(...event('UID:a\u0000b', ...times)),
      new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
      new Uint8Array(200).fill(0x80),
    ]) {
      expect(refusal(bytes)).toMatchObject({ code: 'CALENDAR_FILE_REFUSED', status: 422 })
    }
  })

  it('is refused where it breaks a limit, which is named', () => {
    expect(refusal(new Uint8Array(10_000_000)).details).toMatchObject({
      field: 'size',
      rule: 'be at most 5000000 octets',
    })
    expect(refusal(octets('\r\n'.repeat(200_001))).details).toMatchObject({ rule: 'have at most 200000 lines' })
    const deep = octets(`BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(100_000)}`)
    expect(refusal(deep).details).toMatchObject({ rule: 'stand at most 8 deep' })
    expect(refusal(file(...event(`RDATE:${'20260601T090000Z,'.repeat(20_000)}`))).details).toMatchObject({
      field: 'RDATE',
    })
    expect(refusal(file(...event(...Array.from({ length: 5001 }, () => 'X:1')))).details).toMatchObject({
      field: 'a VEVENT',
      rule: 'have at most 5000 lines',
    })
    expect(
      refusal(file(...Array.from({ length: 11 }, () => event()).flat()), { components: 10 }).details,
    ).toMatchObject({
      rule: 'have at most 10 components',
    })
    expect(refusal(file(), { lines: 0 }).code).toBe('CALENDAR_WINDOW_INVALID')
    expect(thrown(() => readBusy(file(), { ...window, to: '2040-01-01T00:00:00.000Z' })).code).toBe(
      'CALENDAR_WINDOW_INVALID',
    )
  })

  it('has long texts and attachments that nobody reads', () => {
    const attached = event(
      ...times,
      `ATTACH;ENCODING=BASE64:${'A'.repeat(1_000_000)}`,
      `DESCRIPTION:${'说'.repeat(300_000)}`,
    )
    expect(readBusy(file(...attached), window)).toMatchObject({ spans: [{ uid: null }], skipped: [] })
  })

  it('is read in a charset of its own, lines folded inside characters and lines that are none', () => {
    const text = ['BEGIN:VCALENDAR', ...event('UID:\u00fcber', ...times), 'END:VCALENDAR', ''].join('\n')
    const latin = Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
    expect(readBusy(latin, window)).toMatchObject({
      spans: [{ from: '2026-06-01T09:00:00.000Z' }],
      skipped: [{ reason: 'charset' }],
    })
    const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    expect(readBusy(wide, window)).toMatchObject({ spans: [{ uid: 'über' }], skipped: [{ reason: 'charset' }] })
    expect(readBusy(octets(`\ufeff${text.replaceAll('\n', '\r')}`), window)).toMatchObject({
      spans: [{ uid: 'über' }],
      skipped: [],
    })
    const [before, after] = [
      Buffer.from(text).subarray(0, text.indexOf('\u00fc') + 1),
      Buffer.from(text).subarray(text.indexOf('\u00fc') + 1),
    ]
    const cut = new Uint8Array(Buffer.concat([before, Buffer.from('\r\n '), after]))
    expect(readBusy(cut, window)).toMatchObject({ spans: [{ uid: 'über' }], skipped: [] })
    expect(reasons(file(...event(...times, 'no property', 'a b:c')))).toEqual(['line-malformed 2'])
  })

  it('says what of an event cannot be read', () => {
    const of = (...lines: string[]) => reasons(file(...event(...lines)))
    expect(of('SUMMARY:nothing')).toEqual(['time-invalid 1'])
    expect(of('DTSTART:20260230T090000Z', 'DURATION:PT1H')).toEqual(['time-invalid 1'])
    expect(of('DTSTART:20260601T090000Z', 'DTEND:20260601T080000Z')).toEqual(['no-time 1'])
    expect(of('DTSTART:20260601T090000Z')).toEqual(['no-time 1'])
    expect(of('DTSTART:20260601T090000Z', 'DURATION:PT')).toEqual(['time-invalid 1'])
    expect(of('DTSTART:20260601T090000Z', 'DTEND;VALUE=DATE:20260602')).toEqual(['time-invalid 1'])
    expect(of('DTSTART;TZID=Mars/Base:20260601T090000', 'DURATION:PT1H')).toEqual(['zone-unknown 1'])
    for (const rule of [
      'FREQ=NEVER',
      'COUNT=2',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;COUNT=1;UNTIL=20260601',
      'FREQ=DAILY;BYHOUR=24',
      'FREQ=DAILY;BYDAY=1MO',
      'FREQ=DAILY;FREQ=DAILY',
      'FREQ=DAILY;BYMONTH',
      'FREQ=DAILY;NEW=1',
    ]) {
      expect([rule, of(...times, `RRULE:${rule}`)]).toEqual([rule, ['rule-invalid 1']])
    }
    expect(of(...times, 'RRULE:RSCALE=CHINESE;FREQ=YEARLY')).toEqual(['rule-unsupported 1'])
    expect(of(...times, 'EXDATE:tomorrow')).toEqual(['date-invalid 1'])
  })

  it('ends with rules that recur a billion times, or never', () => {
    const began = performance.now()
    for (const rule of [
      'FREQ=SECONDLY',
      'FREQ=SECONDLY;COUNT=999999999',
      'FREQ=MINUTELY;BYSECOND=1,2,3',
      'FREQ=HOURLY',
      `FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=${sixty};BYSECOND=${sixty}`,
      `FREQ=YEARLY;BYMINUTE=${sixty};BYSECOND=${sixty}`,
    ]) {
      expect([rule, reasons(file(...event(...local, `RRULE:${rule}`)))]).toEqual([rule, ['rule-too-dense 1']])
    }
    for (const freq of ['YEARLY', 'MONTHLY', 'DAILY']) {
      expect(reasons(file(...event(...local, `RRULE:FREQ=${freq};BYMONTH=2;BYMONTHDAY=30`)))).toEqual([])
    }
    for (const rule of [
      'FREQ=HOURLY;INTERVAL=10000;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=200;COUNT=2',
      'FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=10',
      'FREQ=DAILY;INTERVAL=999999999',
    ]) {
      expect(readBusy(file(...event(...local, `RRULE:${rule}`)), window).spans).toEqual([])
    }
    // Far more than it takes, far less than a rule without bounds would.
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  it('ends with many rules, and says which were left out', () => {
    const slow = 'RRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30'
    const events = Array.from({ length: 60 }, (_, number) =>
      event(`UID:${number}`, 'DTSTART;TZID=America/New_York:19000101T090000', 'DURATION:PT1H', slow),
    )
    const began = performance.now()
    const read = readBusy(file(...events.flat()), window)
    expect(read.spans).toEqual([])
    const found = Object.fromEntries(read.skipped.map(({ reason, count }) => [reason, count]))
    expect((found['rule-too-slow'] ?? 0) + (found['work-limit'] ?? 0)).toBe(60)
    expect(found['work-limit']).toBeGreaterThan(40)
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  it('has no more times than an event and a file may have, and says how many were left', () => {
    const daily = (uid: string) => event(`UID:${uid}`, ...times, 'RRULE:FREQ=DAILY;COUNT=50')
    const read = readBusy(file(...daily('a'), ...daily('b')), { ...window, limits: { occurrences: 70 } })
    expect(read.spans.length).toBe(70)
    expect(read.skipped).toEqual([{ reason: 'occurrences-limit', count: 30, uids: ['b'] }])
    const dates = Array.from({ length: 30 }, (_, day) => `202606${String(day + 1).padStart(2, '0')}T120000Z`)
    const listed = file(...event(...times, `RDATE:${dates.join(',')}`))
    expect(reasons(listed, { occurrencesOfEvent: 10 })).toEqual(['occurrences-limit 21'])
  })

  it('never ends in anything but busy times or a refusal', () => {
    const valid = Buffer.from(
      writeCalendar({
        name: '影楼',
        productId: 'x',
        events: [
          {
            uid: 'a',
            sequence: 0,
            lastModified: window.from,
            summary: '拍摄',
            time: {
              kind: 'zoned',
              from: '2026-06-01T09:00:00.000Z',
              to: '2026-06-01T10:00:00.000Z',
              timeZone: 'Europe/Dublin',
            },
          },
        ],
      }),
    )
      .toString('latin1')
      .replace('SEQUENCE:0', 'RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=9')
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('\r\n', 'BEGIN:', 'END:', ';', ':', '"', 'VEVENT', '-', '0', '99999999'),
    )
    fc.assert(
      fc.property(fc.nat(valid.length), fc.nat(30), piece, (at, length, put) => {
        const bytes = new Uint8Array(Buffer.from(valid.slice(0, at) + put + valid.slice(at + length), 'latin1'))
        try {
          expect(readBusy(bytes, window).components).toBeLessThan(3)
        } catch (error) {
          expect(error).toBeInstanceOf(CalotypeError)
          expect((error as CalotypeError).code).toBe('CALENDAR_FILE_REFUSED')
        }
      }),
      { numRuns: 500 },
    )
  })
})
