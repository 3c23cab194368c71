import { describe, expect, it } from 'vitest'
import { readyRoster } from '../../src/resources/roster-rule.ts'
import { checkRecurrences, recurrenceOf } from '../../src/resources/recurrence.ts'
import { dateOfEpochDay, epochDayOf } from '../../src/values/calendar-date.ts'

function daysOf(rrule: string, startsOn: string, until: string): string[] {
  const recurs = recurrenceOf(rrule, startsOn)
  const days: string[] = []
  for (let day = epochDayOf(startsOn); day <= epochDayOf(until); day++) if (recurs(day)) days.push(dateOfEpochDay(day))
  return days
}

describe('a recurrence', () => {
  it.each<[string, string, string, string[]]>([
    ['FREQ=MONTHLY;BYDAY=1SA', '2026-01-01', '2026-03-31', ['2026-01-03', '2026-02-07', '2026-03-07']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-01-01', '2033-01-01', ['2028-02-29', '2032-02-29']],
    ['FREQ=WEEKLY;BYDAY=SU;COUNT=3', '2026-03-01', '2026-12-31', ['2026-03-01', '2026-03-08', '2026-03-15']],
    ['FREQ=DAILY;INTERVAL=10;UNTIL=20260121', '2026-01-01', '2026-12-31', ['2026-01-01', '2026-01-11', '2026-01-21']],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2026-01-31',
      '2026-04-30',
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=SU',
      '2026-12-28',
      '2027-01-12',
      ['2026-12-28', '2026-12-29', '2027-01-11', '2027-01-12'],
    ],
  ])('%s names the days that RFC 5545 says', (rrule, startsOn, until, days) => {
    expect(daysOf(rrule, startsOn, until)).toEqual(days)
  })

  it.each([
    ['FREQ=HOURLY', 'has "HOURLY" as its FREQ'],
    ['FREQ=DAILY;BYHOUR=9', 'has the part "BYHOUR"'],
    ['FREQ=DAILY;INTERVAL=0', 'has "0" as its INTERVAL'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20260401', 'has COUNT and UNTIL'],
    ['FREQ=DAILY;UNTIL=20260231', 'which is no date'],
    ['FREQ=DAILY;UNTIL=20260401T000000Z', 'as its UNTIL'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'has FREQ twice'],
    ['BYDAY=MO', 'has no FREQ'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'is none of RFC 5545'],
    ['FREQ=DAILY\nEXDATE:20260101', 'as its FREQ'],
    ['FREQ=DAILY;toString=1', 'has the part "toString"'],
  ])('%j is refused', (rrule, words) => {
    expect(() => checkRecurrences([{ kind: 'recurrence', rrule }], '2026-01-01')).toThrow(words)
  })

  it('is followed beside weekly rules, and both count from their first day', () => {
    const roster = readyRoster(
      [
        { kind: 'weekly', weekdays: [1], everyWeeks: 2, from: '09:00', to: '12:00', startsOn: '2026-01-14' },
        { kind: 'recurrence', rrule: 'FREQ=MONTHLY;BYMONTHDAY=26', from: '11:00', to: '14:00' },
      ],
      '2026-01-01',
    )
    const on = (date: string) => roster.on(epochDayOf(date))
    // The week of 14 January is the first: its Monday lies before the first day, the next one is two weeks later.
    expect(on('2026-01-12')).toEqual([])
    expect(on('2026-01-19')).toEqual([])
    expect(on('2026-01-26')).toEqual([540, 840])
    expect(on('2026-02-09')).toEqual([540, 720])
    expect(on('2026-02-26')).toEqual([660, 840])
  })
})
