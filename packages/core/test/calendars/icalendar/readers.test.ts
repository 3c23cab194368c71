import { sync } from 'node-ical'
import { describe, expect, it } from 'vitest'
import type { CalendarEvent } from '../../../src/calendars/icalendar/event.ts'
import { writeCalendar } from '../../../src/calendars/icalendar/write-calendar.ts'
import { leftOut, programs, readBy } from './programs.ts'

const family = '全家福拍摄，外景；带宠物 👨‍👩‍👧‍👦🐕 — 请提前十五分钟到店, 谢谢; caf\u0065\u0301 \\ 影楼'
const zoned = (
  uid: string,
  timeZone: string,
  from: string,
  to: string,
  more: Partial<CalendarEvent> = {},
): CalendarEvent => ({
  uid,
  sequence: 2,
  lastModified: '2026-01-02T03:04:05.000Z',
  summary: uid,
  time: { kind: 'zoned', from, to, timeZone },
  ...more,
})
const days = (uid: string, from: string, until: string): CalendarEvent => ({
  ...zoned(uid, 'UTC', '2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z'),
  time: { kind: 'days', from, until },
})

const calendar = writeCalendar({
  name: '影楼 📷',
  productId: '-//Calotype//Calendars//EN',
  refreshMinutes: 60,
  method: 'PUBLISH',
  events: [
    zoned(family, 'America/New_York', '2026-02-02T15:00:00.000Z', '2026-02-02T17:00:00.000Z', {
      description: '第一行\n第二行',
      location: '上海市静安区',
      categories: ['婚纱', 'a,b'],
      alarms: [{ minutesBefore: 45 }],
    }),
    zoned('over the jump', 'America/New_York', '2026-03-08T04:00:00.000Z', '2026-03-08T08:00:00.000Z'),
    zoned('half an hour back', 'Australia/Lord_Howe', '2026-04-04T14:00:00.000Z', '2026-04-04T16:30:00.000Z'),
    days('one day', '2026-05-01', '2026-05-02'),
    zoned('外滩', 'Asia/Shanghai', '2026-06-01T01:00:00.000Z', '2026-06-01T03:30:00.000Z'),
    zoned('ahead in summer', 'Europe/Dublin', '2026-07-01T09:00:00.000Z', '2026-07-01T10:00:00.000Z'),
    zoned('called off', 'America/New_York', '2026-08-01T14:00:00.000Z', '2026-08-01T15:00:00.000Z', {
      status: 'cancelled',
    }),
    zoned('half past one, first', 'America/New_York', '2026-11-01T05:30:00.000Z', '2026-11-01T05:45:00.000Z'),
    zoned('half past one, again', 'America/New_York', '2026-11-01T06:30:00.000Z', '2026-11-01T08:00:00.000Z'),
    days('three days', '2026-12-01', '2026-12-04'),
  ],
})

/** What everybody must read, by the clocks of New York. */
const expected = [
  [family, '2026-02-02 10:00', '2026-02-02 12:00'],
  ['over the jump', '2026-03-07 23:00', '2026-03-08 04:00'],
  ['half an hour back', '2026-04-04 10:00', '2026-04-04 12:30'],
  ['one day', '2026-05-01', '2026-05-02'],
  ['外滩', '2026-05-31 21:00', '2026-05-31 23:30'],
  ['ahead in summer', '2026-07-01 05:00', '2026-07-01 06:00'],
  ['called off', '2026-08-01 10:00', '2026-08-01 11:00'],
  ['half past one, first', '2026-11-01 01:30', '2026-11-01 01:45'],
  ['half past one, again', '2026-11-01 01:30', '2026-11-01 03:00'],
  ['three days', '2026-12-01', '2026-12-04'],
]
const byBeginning = [...expected].sort(([one, from], [other, later]) =>
  `${from} ${one}` < `${later} ${other}` ? -1 : 1,
)

describe('a calendar of a studio is read alike by', () => {
  for (const program of programs) {
    it.skipIf(leftOut(program))(program, async () => {
      const read = await readBy(program, calendar)
      const told = read.map(({ summary, from, to }) => [summary, from, to])
      expect(told).toEqual(byBeginning)
      const ringing = read.filter(({ alarms }) => alarms.length > 0)
      expect(ringing.map(({ summary }) => summary)).toEqual([family])
      // calcurse keeps no state.
      if (program !== 'calcurse') {
        const states = new Map(read.map(({ summary, status }) => [summary, status]))
        expect(states.get('called off')).toBe('CANCELLED')
        expect([...states.values()].filter((status) => status === 'CONFIRMED').length).toBe(9)
      }
      if (program === 'icalendar') expect(ringing[0]?.alarms).toEqual([45])
    })
  }

  it('node-ical', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    const read = Object.values(sync.parseICS(new TextDecoder().decode(calendar))).filter(
      (each) => each?.type === 'VEVENT',
    )
    const told = read.map((each) => {
      const whole = each.datetype === 'date'
      // node-ical tells whole days at midnight of the machine.
      const local = (date: Date) => {
        const two = (part: number) => String(part).padStart(2, '0')
        return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
      }
      const at = (date: Date | undefined) => (date === undefined ? '' : whole ? local(date) : clock.format(date))
      return [String(each.summary), at(each.start), at(each.end)]
    })
    expect(told).toEqual(expected)
    const [first] = read
    expect(first).toMatchObject({ location: '上海市静安区', description: '第一行\n第二行', status: 'CONFIRMED' })
    expect(read.find(({ summary }) => summary === 'called off')?.status).toBe('CANCELLED')
  })
})
