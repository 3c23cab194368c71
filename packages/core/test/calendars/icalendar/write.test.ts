import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarText, escapeText, foldLines, unescapeText } from '../../../src/calendars/icalendar/content-line.ts'
import type { CalendarEvent } from '../../../src/calendars/icalendar/event.ts'
import { readBusy } from '../../../src/calendars/icalendar/read-busy.ts'
import { writeCalendar } from '../../../src/calendars/icalendar/write-calendar.ts'
import { writeFreeBusy } from '../../../src/calendars/icalendar/write-free-busy.ts'
import { addDays, dateOfEpochDay } from '../../../src/values/calendar-date.ts'
import { instantFromMillis, millisOf } from '../../../src/values/instant.ts'
import { events, logicalLines, physicalLines, plain, textOf, thrown } from './naive-lines.ts'

const productId = '-//Calotype//Calendars//EN'
const lastModified = '2026-01-02T03:04:05.000Z'
const zones = Intl.supportedValuesOf('timeZone')
const restless = [
  'Africa/Casablanca',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Gaza',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Pacific/Apia',
]
const zone = fc.oneof(fc.constantFrom(...restless), fc.constantFrom(...zones))
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({
    unit: fc.constantFrom(
      '全',
      '家',
      '👨‍👩‍👧',
      'é',
      ',',
      ';',
      '\\',
      '\n',
      '\r\n',
      '\t',
      ' ',
      '"',
      ':',
      '\u0000',
      '\u2028',
    ),
    maxLength: 90,
  }),
)
const minutes = fc.integer({ min: Date.UTC(1972, 6, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 })

const shoot = (parts: Partial<CalendarEvent>): CalendarEvent => ({
  uid: 'shoot-1@studio',
  sequence: 0,
  lastModified,
  summary: '全家福',
  time: { kind: 'utc', from: '2026-03-08T04:00:00.000Z', to: '2026-03-08T08:00:00.000Z' },
  ...parts,
})
const written = (...list: CalendarEvent[]) => writeCalendar({ name: '影楼', productId, events: list })

describe('lines of a calendar', () => {
  it('are at most 75 octets, whole characters, and unfold to what was written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `SUMMARY:${escapeText(text)}`
        const folded = new TextEncoder().encode(foldLines([line]))
        const encoder = new TextEncoder()
        for (const each of physicalLines(folded)) expect(encoder.encode(each).length).toBeLessThanOrEqual(75)
        expect(logicalLines(folded)).toEqual([line])
      }),
      { numRuns: 500 },
    )
  })

  it('are folded as late as can be', () => {
    const lines = physicalLines(new TextEncoder().encode(foldLines([`SUMMARY:${'拍'.repeat(60)}`])))
    expect(lines.map((line) => new TextEncoder().encode(line).length)).toEqual([74, 73, 43])
  })

  it('hold any text, but for control characters and kinds of line breaks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unescapeText(escapeText(text))).toBe(calendarText(text))
        expect(plain(escapeText(text))).toBe(calendarText(text))
        expect(escapeText(text)).not.toMatch(/[^\P{Cc}\t\u0080-\u0084\u0086-\u009f]|\p{Zl}|\p{Zp}/u)
      }),
      { numRuns: 500 },
    )
    expect(calendarText('a\r\nb\rc\u2028d\u0000\u0007e\tf\ud800')).toBe('a\nb\nc\nde\tf\ufffd')
    expect(escapeText('妆,造;型\\\n2')).toBe('妆\\,造\\;型\\\\\\n2')
  })
})

describe('a calendar that is written', () => {
  it('tells every property of its events', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        anyText,
        fc.array(anyText, { minLength: 1, maxLength: 3 }),
        fc.nat(),
        (summary, description, location, categories, sequence) => {
          const [told] = events(written(shoot({ summary, description, location, categories, sequence })))
          expect(plain(told?.get('SUMMARY')?.slice(1))).toBe(calendarText(summary))
          expect(plain(told?.get('DESCRIPTION')?.slice(1))).toBe(calendarText(description))
          expect(plain(told?.get('LOCATION')?.slice(1))).toBe(calendarText(location))
          expect(
            told
              ?.get('CATEGORIES')
              ?.slice(1)
              .split(/(?<!(?<!\\)(?:\\\\)*\\),/)
              .map((each) => plain(each)),
          ).toEqual(categories.map(calendarText))
          expect(told?.get('SEQUENCE')).toBe(`:${sequence}`)
        },
      ),
    )
  })

  it('is read again as the same times, in any zone', () => {
    fc.assert(
      fc.property(zone, minutes, fc.integer({ min: 1, max: 4000 }), (timeZone, minute, length) => {
        const [from, to] = [instantFromMillis(minute * 60_000), instantFromMillis((minute + length) * 60_000)]
        const bytes = written(shoot({ time: { kind: 'zoned', from, to, timeZone } }))
        const read = readBusy(bytes, { from, to, timeZone: 'Asia/Tokyo' })
        expect(read).toMatchObject({ spans: [{ from, to, uid: 'shoot-1@studio' }], skipped: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('describes its zones as the runtime knows them: the description alone gives the same times', () => {
    fc.assert(
      fc.property(zone, minutes, fc.integer({ min: 1, max: 600_000 }), (timeZone, minute, length) => {
        const [from, to] = [instantFromMillis(minute * 60_000), instantFromMillis((minute + length) * 60_000)]
        const text = textOf(written(shoot({ time: { kind: 'zoned', from, to, timeZone } })))
        // A name that nobody knows, so that only the VTIMEZONE can tell.
        const renamed = text.replaceAll(new RegExp(`(TZID[=:])"?${timeZone.replaceAll('+', '\\+')}"?`, 'g'), '$1Studio')
        expect(renamed).not.toContain(`TZID=${timeZone}`)
        const window = { from: instantFromMillis(millisOf(to) - 60_000), to, timeZone: 'Asia/Tokyo' }
        const read = readBusy(new TextEncoder().encode(renamed), window)
        expect(read).toMatchObject({ spans: [{ from, to }], skipped: [] })
      }),
      { numRuns: 300 },
    )
  })

  it('writes times by the clocks of the zone, and in UTC what they show for the second time', () => {
    const told = (from: string, to: string, timeZone: string) => {
      const [event] = events(written(shoot({ time: { kind: 'zoned', from, to, timeZone } })))
      return [event?.get('DTSTART'), event?.get('DTEND')]
    }
    // 23:00 + 4 h over the jump ends at 04:00.
    expect(told('2026-03-08T04:00:00.000Z', '2026-03-08T08:00:00.000Z', 'America/New_York')).toEqual([
      ';TZID=America/New_York:20260307T230000',
      ';TZID=America/New_York:20260308T040000',
    ])
    expect(told('2026-11-01T05:30:00.000Z', '2026-11-01T07:30:00.000Z', 'America/New_York')).toEqual([
      ';TZID=America/New_York:20261101T013000',
      ';TZID=America/New_York:20261101T023000',
    ])
    expect(told('2026-11-01T06:30:00.000Z', '2026-11-01T07:30:00.000Z', 'America/New_York')).toEqual([
      ':20261101T063000Z',
      ':20261101T073000Z',
    ])
    expect(told('2026-04-04T14:45:00.000Z', '2026-04-04T16:00:00.000Z', 'Australia/Lord_Howe')).toEqual([
      ';TZID=Australia/Lord_Howe:20260405T014500',
      ';TZID=Australia/Lord_Howe:20260405T023000',
    ])
  })

  const observances = (timeZone: string, from: string, to: string) =>
    textOf(written(shoot({ time: { kind: 'zoned', from, to, timeZone } })))
      .split('BEGIN:')
      .filter((part) => /^(STANDARD|DAYLIGHT)/.test(part))
      .map((part) =>
        /^(\w+)\r\nDTSTART:(\w+)\r\nTZOFFSETFROM:(.+)\r\nTZOFFSETTO:(.+)\r\n/.exec(part)?.slice(1).join(' '),
      )

  it('defines the changes of its years: half an hour, below zero, none, and rules that change', () => {
    expect(observances('Australia/Lord_Howe', '2026-06-01T00:00:00.000Z', '2026-06-01T01:00:00.000Z')).toEqual(
      [
        'DAYLIGHT 20241006T020000 +1030 +1100',
        'STANDARD 20250406T020000 +1100 +1030',
        'DAYLIGHT 20251005T020000 +1030 +1100',
        'STANDARD 20260405T020000 +1100 +1030',
        'DAYLIGHT 20261004T020000 +1030 +1100',
      ].slice(2),
    )
    expect(observances('Europe/Dublin', '2026-06-01T00:00:00.000Z', '2026-06-01T01:00:00.000Z')).toEqual([
      'STANDARD 20251026T020000 +0100 +0000',
      'DAYLIGHT 20260329T010000 +0000 +0100',
      'STANDARD 20261025T020000 +0100 +0000',
    ])
    expect(observances('Asia/Shanghai', '2026-06-01T00:00:00.000Z', '2026-06-01T01:00:00.000Z')).toEqual([
      'STANDARD 20260101T000000 +0800 +0800',
    ])
    expect(observances('Asia/Shanghai', '1988-06-01T00:00:00.000Z', '1988-06-01T01:00:00.000Z')).toEqual([
      'STANDARD 19870913T020000 +0900 +0800',
      'DAYLIGHT 19880417T020000 +0800 +0900',
      'STANDARD 19880911T020000 +0900 +0800',
    ])
    // Istanbul left winter time for good in 2016; Apia left out a day in 2011.
    expect(observances('Europe/Istanbul', '2016-06-01T00:00:00.000Z', '2017-06-01T00:00:00.000Z')).toEqual([
      'STANDARD 20151108T040000 +0300 +0200',
      'STANDARD 20160327T030000 +0200 +0300',
    ])
    expect(observances('Pacific/Apia', '2011-12-29T00:00:00.000Z', '2011-12-31T00:00:00.000Z')).toContain(
      'DAYLIGHT 20111230T000000 -1000 +1400',
    )
  })

  it('has an exclusive end of whole days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 1, max: 40 }), (day, days) => {
        const from = dateOfEpochDay(day)
        const until = addDays(from, days)
        const [told] = events(written(shoot({ time: { kind: 'days', from, until } })))
        expect(told?.get('DTSTART')).toBe(`;VALUE=DATE:${from.replaceAll('-', '')}`)
        expect(told?.get('DTEND')).toBe(`;VALUE=DATE:${until.replaceAll('-', '')}`)
      }),
    )
  })

  it('says people, places, alarms and states', () => {
    const bytes = written(
      shoot({
        status: 'cancelled',
        busy: false,
        url: 'https://studio.example/b/1',
        geo: { latitude: 31.2304, longitude: -121.4737 },
        organizer: { email: 'hello@studio.example', name: 'Studio "Lily"; 上海: A^B' },
        attendees: [{ email: 'anna@example.com', answer: 'accepted' }],
        alarms: [{ minutesBefore: 30 }],
      }),
    )
    const lines = logicalLines(bytes)
    for (const line of [
      'STATUS:CANCELLED',
      'TRANSP:TRANSPARENT',
      'URL:https://studio.example/b/1',
      'GEO:31.230400;-121.473700',
      `ORGANIZER;CN="Studio ^'Lily^'; 上海: A^^B":mailto:hello@studio.example`,
      'ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.com',
      'TRIGGER:-PT30M',
      'DTSTAMP:20260102T030405Z',
      'LAST-MODIFIED:20260102T030405Z',
      'X-WR-CALNAME:影楼',
    ]) {
      expect(lines).toContain(line)
    }
  })

  it('refuses what no reader could keep, by field and rule', () => {
    const refusal = (parts: Partial<CalendarEvent>) => thrown(() => written(shoot(parts)))
    expect(refusal({ uid: 'a\nb' })).toMatchObject({ code: 'CALENDAR_EVENT_REFUSED', details: { field: 'uid' } })
    expect(refusal({ sequence: -1 }).details).toMatchObject({ field: 'sequence', value: '-1' })
    expect(refusal({ url: 'javascript alert' }).details).toMatchObject({ field: 'url' })
    expect(refusal({ geo: { latitude: 91, longitude: 0 } }).details).toMatchObject({ field: 'geo.latitude' })
    expect(refusal({ organizer: { email: 'a@b\r\nX:1' } }).details).toMatchObject({ field: 'organizer.email' })
    expect(refusal({ time: { kind: 'days', from: '2026-03-08', until: '2026-03-08' } }).details).toMatchObject({
      field: 'time.until',
      rule: 'be 2026-03-09 or later',
    })
    const time = { kind: 'zoned' as const, from: lastModified, to: '2026-02-01T00:00:00.000Z', timeZone: 'Mars/Base' }
    expect(refusal({ time }).code).toBe('TIME_ZONE_UNKNOWN')
  })
})

describe('free and busy times', () => {
  it('are written in UTC, in order, joined and cut, and read again', () => {
    const span = fc.tuple(fc.nat(5000), fc.nat(300)).map(([at, length]) => ({
      from: instantFromMillis(Date.UTC(2026, 0, 1) + at * 60_000),
      to: instantFromMillis(Date.UTC(2026, 0, 1) + (at + length) * 60_000),
    }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 20 }), (busy) => {
        const [from, to] = ['2026-01-01T10:00:00.000Z', '2026-01-03T10:00:00.000Z']
        const bytes = writeFreeBusy({ productId, uid: 'busy', lastModified, from, to, busy })
        const { merged, skipped } = readBusy(bytes, { from, to, timeZone: 'UTC' })
        const isBusy = (list: readonly { from: string; to: string }[], millis: number) =>
          list.some((each) => millisOf(each.from) <= millis && millis < millisOf(each.to))
        for (let at = millisOf(from); at < millisOf(to); at += 60_000) {
          if (isBusy(busy, at) !== isBusy(merged, at)) expect.fail(instantFromMillis(at))
        }
        for (const [index, each] of merged.entries()) expect(each.from > (merged[index - 1]?.to ?? '')).toBe(true)
        expect(skipped).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
