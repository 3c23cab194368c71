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
    expect(refusal(octets('<html>'))).toMatchObject({
      message: 'The calendar file must be an iCalendar file that begins with BEGIN:VCALENDAR, but is "<html>".',
    })
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

  it('ends with lists of dates that meet a million times', () => {
    const each = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at))
    const two = (number: number) => String(number).padStart(2, '0')
    const starts = each(60, (hour) =>
      each(60, (minute) => `202606${two(1 + (hour % 28))}T${two(hour % 24)}${two(minute)}00`).join(','),
    )
    const days = each(27_000, (at) => `20260${1 + (at % 5)}${two(1 + (at % 28))}`).join(',')
    const flood = event(
      'DTSTART;TZID=America/New_York:20260601T000000',
      'DURATION:PT1M',
      ...starts.map((list) => `RDATE;TZID=America/New_York:${list}`),
      ...each(15, () => `EXDATE;VALUE=DATE:${days}`),
    )
    const began = performance.now()
    expect(readBusy(file(...flood), window)).toMatchObject({
      skipped: [{ reason: 'occurrences-limit' }],
      spans: { length: 2000 },
    })
    expect(reasons(file(...event(...times, `EXDATE:${each(14_000, () => '20260601T090000Z').join(',')}`)))).toEqual([])
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  it('ends with times of all years, whose clocks cost more to ask than there is', () => {
    const years = Array.from({ length: 9_000 }, (_, at) => String(1 + ((at * 7919) % 9998)).padStart(4, '0'))
    const zone = 'TZID=America/New_York'
    const began = performance.now()
    for (const bytes of [
      file(
        ...event(
          ...local,
          ...[0, 1, 2].map(
            (part) =>
              `RDATE;VALUE=PERIOD;${zone}:${years
                .slice(part * 3000, (part + 1) * 3000)
                .map((year) => `20260602T000000/${year}0602T010000`)
                .join(',')}`,
          ),
        ),
      ),
      file(
        'BEGIN:VFREEBUSY',
        ...[0, 1, 2].map(
          (part) =>
            `FREEBUSY;${zone}:${years
              .slice(part * 3000, (part + 1) * 3000)
              .map((year) => `${year}0602T000000/99990602T010000`)
              .join(',')}`,
        ),
        'END:VFREEBUSY',
      ),
      file(
        ...years.flatMap((year, at) =>
          event(`UID:${at}`, `DTSTART;${zone}:20260602T000000`, `DTEND;${zone}:${year}0602T010000`),
        ),
      ),
      file(
        ...years.flatMap((year, at) =>
          event(`UID:${at}`, `DTSTART;${zone}:${year}0602T000000`, `DTEND;${zone}:99990602T010000`),
        ),
      ),
    ]) {
      expect(reasons(bytes, { work: 5_000 }).join()).toMatch(/work-limit \d+/)
    }
    // What is over or not yet there is not asked about.
    const over = years.flatMap((year, at) =>
      event(`UID:${at}`, `DTSTART;${zone}:${year}0602T000000`, `DTEND;${zone}:${year}0602T010000`),
    )
    expect(reasons(file(...over), { work: 100 })).toEqual([])
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  it('may last a century, and is busy all of the window', () => {
    const bytes = file(
      ...event('UID:a', 'DTSTART;TZID=America/New_York:19500101T000000', 'DTEND;TZID=America/New_York:20500101T000000'),
      ...event('UID:b', 'DTSTART;VALUE=DATE:19500101', 'DTEND;VALUE=DATE:20500101'),
      ...event('UID:c', 'DTSTART:19500101T000000Z', 'DURATION:P36000D'),
    )
    const read = readBusy(bytes, window)
    expect([read.spans.length, read.skipped]).toEqual([3, []])
    expect(read.merged).toEqual([{ from: window.from, to: window.to }])
  })

  it('lasts no time that is none', () => {
    const of = (...lines: string[]) => reasons(file(...event(...lines)))
    expect(of('DTSTART:20260601T090000Z', 'DURATION:-PT1H')).toEqual(['no-time 1'])
    expect(of('DTSTART;VALUE=DATE:20260601', 'DURATION:-P1D')).toEqual(['no-time 1'])
    expect(of('DTSTART;VALUE=DATE:20260602', 'DTEND;VALUE=DATE:20260601')).toEqual(['no-time 1'])
    expect(of('DTSTART:20260601T090000Z', 'DURATION:P99999W')).toEqual(['no-time 1'])
    expect(of(...times, 'RDATE;VALUE=PERIOD:20260602T090000Z/-PT1H')).toEqual(['date-invalid 1'])
    expect(of(...times, 'RDATE;VALUE=PERIOD:20260602T090000Z/20260602T080000Z')).toEqual(['date-invalid 1'])
  })

  it('describes ten thousand zones, or a few that nobody can search, and has its other events read', () => {
    const zone = (name: string, ...rules: string[]) => [
      'BEGIN:VTIMEZONE',
      `TZID:${name}`,
      ...rules.flatMap((rule) => [
        'BEGIN:STANDARD',
        'DTSTART:16010101T000000',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        `RRULE:${rule}`,
        'END:STANDARD',
      ]),
      'END:VTIMEZONE',
    ]
    const at = (name: string) => event(`UID:${name}`, `DTSTART;TZID=${name}:20260601T090000`, 'DURATION:PT1H')
    const names = Array.from({ length: 10_000 }, (_, number) => `zone-${number}`)
    const began = performance.now()
    const lines = [...names.flatMap((name) => zone(name, 'FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10')), ...names.flatMap(at)]
    const many = octets(['BEGIN:VCALENDAR', ...lines, ...event(...times), 'END:VCALENDAR', ''].join('\r\n'))
    expect(reasons(many)).toEqual(['zone-unknown 9950'])
    const slow = Array.from({ length: 50 }, () => 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')
    const few = file(
      ...names.slice(0, 50).flatMap((name) => zone(name, ...slow)),
      ...names.slice(0, 50).flatMap(at),
      ...event(...times),
    )
    expect(readBusy(few, { ...window, limits: { work: 5_000 } }).spans.length).toBeLessThan(20)
    expect(readBusy(few, { ...window, limits: { work: 5_000 } }).spans.at(-1)).toMatchObject({ uid: null })
    const date = (at: number) => `20260101T${String(at % 24).padStart(2, '0')}0000`
    const dates = Array.from({ length: 14_000 }, (_, at) => date(at)).join(',')
    const [begin = '', ...rest] = zone('long', 'FREQ=YEARLY;COUNT=1')
    rest.splice(-2, 0, ...Array.from({ length: 18 }, () => `RDATE:${dates}`))
    expect(reasons(file(begin, ...rest, ...at('long')))).toEqual(['zone-unknown 1'])
    expect(performance.now() - began).toBeLessThan(30_000)
  })

  it('changes one occurrence a thousand times, of which the last counts', () => {
    const changes = Array.from({ length: 1000 }, (_, at) =>
      event(
        'UID:a',
        'RECURRENCE-ID:20260602T090000Z',
        `SEQUENCE:${at % 500}`,
        `DTSTART:20260602T${String(10 + (at % 10))}0000Z`,
        'DURATION:PT1H',
      ),
    )
    const bytes = file(...event('UID:a', ...times, 'RRULE:FREQ=DAILY;COUNT=3'), ...changes.flat())
    const read = readBusy(bytes, window)
    expect(read.spans.map(({ from }) => from.slice(0, 13))).toEqual(['2026-06-01T09', '2026-06-02T19', '2026-06-03T09'])
    expect(read.skipped).toMatchObject([{ reason: 'superseded', count: 999 }])
  })

  it('is folded a hundred thousand times', () => {
    const folded = 'DESCRIPTION:'.concat(Array.from({ length: 100_000 }, () => 'x').join('\r\n '))
    expect(readBusy(file(...event(...times, folded)), window).spans.length).toBe(1)
    const start = [...'DTSTART:20260601T090000Z'].join('\r\n ')
    expect(readBusy(file(...event(start, 'DURATION:PT1H')), window).spans.length).toBe(1)
  })

  it('never ends in anything but busy times or a refusal, within its limits, however it is cut up', () => {
    const zone = (name: string) =>
      Buffer.from(
        writeCalendar({
          name: '影楼',
          productId: 'x',
          events: [
            {
              uid: 'z',
              sequence: 0,
              lastModified: window.from,
              summary: '拍摄',
              time: { kind: 'zoned', from: '2026-06-01T09:00:00.000Z', to: '2026-06-01T10:00:00.000Z', timeZone: name },
            },
          ],
        }),
      )
        .toString('utf8')
        .split('\r\n')
        .slice(0, -1)
    const valid = [
      ...zone('Europe/Dublin').slice(0, -1),
      ...event(
        'UID:a',
        ...local,
        'RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20270101T000000Z',
        'EXDATE;TZID=America/New_York:20260105T090000',
      ),
      ...event(
        'UID:a',
        'RECURRENCE-ID;TZID=America/New_York:20260112T090000',
        'DTSTART;TZID=China Standard Time:20260112T230000',
        'DTEND;TZID=China Standard Time:20260113T010000',
      ),
      ...event(
        'UID:b',
        'DTSTART;VALUE=DATE:20260301',
        'RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12',
        'RDATE;VALUE=DATE:20260401,20260402',
      ),
      ...event(
        'UID:c',
        'DTSTART:20260301T000000',
        'DURATION:P1DT2H',
        'RDATE;VALUE=PERIOD:20260401T000000/PT2H',
        'TRANSP:OPAQUE',
      ),
      'BEGIN:VFREEBUSY',
      'UID:d',
      'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260501T000000Z/PT3H,20260502T000000Z/20260502T010000Z',
      'END:VFREEBUSY',
      'END:VCALENDAR',
    ]
    const word = fc.oneof(
      fc.constantFrom(
        '99991231T235959',
        '00010101T000000',
        '-',
        '0',
        'P99999999999D',
        '-PT1H',
        'SECONDLY',
        'HOURLY',
        'COUNT=999999999',
        'INTERVAL=1',
        'BYDAY=-53MO',
        'Mars/Base',
        'UTC',
        'TZID=',
        '"',
        ';',
        ',',
        '\u0000',
        '\n',
        ':',
        '影',
      ),
      fc.string({ maxLength: 6 }),
      fc
        .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString().replaceAll(/[-:]|\.\d+/g, '')),
    )
    const at = fc.nat(valid.length - 1)
    const change = fc.oneof(
      fc.record({ kind: fc.constant('repeat'), at, times: fc.nat(40) }),
      fc.record({ kind: fc.constant('drop'), at, times: fc.constant(0) }),
      fc.record({ kind: fc.constant('swap'), at, times: at }),
      fc.record({ kind: fc.constant('write'), at, times: fc.nat(60), word, cut: fc.nat(12) }),
    )
    const limits = { occurrences: 300, occurrencesOfEvent: 200, work: 3_000, components: 200 }
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const lines = [...valid]
        for (const one of changes) {
          const line = lines[one.at] ?? ''
          if (one.kind === 'repeat') lines.splice(one.at, 0, ...Array.from({ length: one.times }, () => line))
          else if (one.kind === 'drop') lines.splice(one.at, 1)
          else if (one.kind === 'swap') [lines[one.at], lines[one.times]] = [lines[one.times] ?? '', line]
          else if ('word' in one) lines[one.at] = line.slice(0, one.times) + one.word + line.slice(one.times + one.cut)
        }
        const began = performance.now()
        try {
          const read = readBusy(octets(`${lines.join('\r\n')}\r\n`), { ...window, limits, titles: true })
          expect(read.spans.length).toBeLessThanOrEqual(limits.occurrences)
          for (const { from, to } of read.spans)
            expect([from < to, from < window.to, to > window.from]).toEqual([true, true, true])
          for (const [place, { from, to }] of read.merged.entries()) {
            expect(from < to && window.from <= from && to <= window.to).toBe(true)
            expect(place === 0 || (read.merged[place - 1]?.to ?? '') < from).toBe(true)
          }
          expect(read.skipped.every(({ count, uids }) => count > 0 && uids.length <= 5)).toBe(true)
        } catch (error) {
          if (!(error instanceof CalotypeError)) throw error
          expect(error.code).toBe('CALENDAR_FILE_REFUSED')
        }
        expect(performance.now() - began).toBeLessThan(10_000)
      }),
      { numRuns: 400 },
    )
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
