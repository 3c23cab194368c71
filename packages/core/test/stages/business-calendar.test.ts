import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addBusinessDays, businessCalendar, businessDaysAfter } from '../../src/stages/business-calendar.ts'
import { dueDate } from '../../src/stages/due-date.ts'
import { addDays, dateOfEpochDay, epochDayOf, weekday } from '../../src/values/calendar-date.ts'

const open = { weekdays: [], days: [], openDays: [], isHoliday: () => false }
/** Closed on Mondays and over the National Day holidays, of which the last is worked. */
const studio = businessCalendar({
  ...open,
  weekdays: [1],
  days: [{ from: '2026-10-01', to: '2026-10-07' }],
  openDays: ['2026-10-07'],
})

describe('business days', () => {
  it.each([
    ['2026-09-25', 0, '2026-09-25'],
    // 28 September is a Monday.
    ['2026-09-28', 0, '2026-09-29'],
    ['2026-09-25', 1, '2026-09-26'],
    ['2026-09-27', 1, '2026-09-29'],
    ['2026-09-30', 1, '2026-10-07'],
    ['2026-09-30', 2, '2026-10-08'],
    ['2026-10-08', -1, '2026-10-07'],
    ['2026-10-08', -2, '2026-09-30'],
    ['2026-09-29', -1, '2026-09-27'],
  ])('from %s, %i of them lead to %s', (from, days, to) => {
    expect(addBusinessDays(studio, from, days)).toBe(to)
  })

  it.each([
    ['2026-09-30', '2026-09-30', 0],
    ['2026-09-30', '2026-09-29', 0],
    ['2026-09-30', '2026-10-06', 0],
    ['2026-09-30', '2026-10-08', 2],
    ['2026-09-27', '2026-09-29', 1],
  ])('after %s up to %s there are %i', (from, to, count) => {
    expect(businessDaysAfter(studio, from, to)).toBe(count)
  })

  it('are those that the host makes up for holidays, whatever else closes them', () => {
    const calendar = businessCalendar({
      ...open,
      weekdays: [7],
      days: [{ from: '2026-10-04', to: '2026-10-11' }],
      isHoliday: (date) => date === '2026-10-04',
      isMakeUpWorkday: (date) => date === '2026-10-04',
    })
    expect(['2026-10-04', '2026-10-05', '2026-10-11'].map((date) => calendar.isOpen(date))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('that never come are an error, not a loop without end', () => {
    const never = businessCalendar({ ...open, isHoliday: () => true })
    expect(() => addBusinessDays(never, '2026-01-01', 1)).toThrow(
      expect.objectContaining({
        code: 'CALENDAR_CLOSED',
        message: 'There is no business day within 366 days of 2026-01-01.',
      }),
    )
  })

  const calendars = fc
    .record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
      from: fc.integer({ min: 20_000, max: 20_100 }),
      length: fc.integer({ min: 0, max: 20 }),
      worked: fc.array(fc.integer({ min: 20_000, max: 20_120 }), { maxLength: 5 }),
    })
    .map(({ weekdays, from, length, worked }) =>
      businessCalendar({
        ...open,
        weekdays,
        days: [{ from: dateOfEpochDay(from), to: dateOfEpochDay(from + length) }],
        openDays: worked.map(dateOfEpochDay),
      }),
    )
  const dates = fc.integer({ min: 19_950, max: 20_150 }).map(dateOfEpochDay)

  it('lead to a day that is open, and counting them finds as many', () => {
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: 1, max: 60 }), (calendar, date, days) => {
        const to = addBusinessDays(calendar, date, days)
        expect(calendar.isOpen(to)).toBe(true)
        expect(businessDaysAfter(calendar, date, to)).toBe(days)
        expect(businessDaysAfter(calendar, date, addDays(to, -1))).toBe(days - 1)
      }),
    )
  })

  it('lead back to where they came from, from an open day', () => {
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: 1, max: 60 }), (calendar, date, days) => {
        fc.pre(calendar.isOpen(date))
        expect(addBusinessDays(calendar, addBusinessDays(calendar, date, days), -days)).toBe(date)
      }),
    )
  })

  it('without closed days are the days of the calendar', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -60, max: 60 }), (date, days) => {
        const always = businessCalendar(open)
        expect(addBusinessDays(always, date, days)).toBe(addDays(date, days))
        expect(weekday(date)).toBe(weekday(addDays(date, 7)))
        expect(epochDayOf(addBusinessDays(always, date, days)) - epochDayOf(date)).toBe(days)
      }),
    )
  })
})

describe('when a stage is due', () => {
  const days = { entered: '2026-09-27', shoot: '2026-10-09', promised: '2026-10-20' }
  it.each([
    [null, null],
    [{ from: 'previous', days: 2 }, '2026-09-30'],
    [{ from: 'shoot', days: 0 }, '2026-10-09'],
    [{ from: 'shoot', days: -1 }, '2026-10-08'],
    [{ from: 'shoot', days: 3 }, '2026-10-13'],
    [{ from: 'promise', days: -5 }, '2026-10-14'],
  ] as const)('by %j is %s', (lead, due) => {
    expect(dueDate(lead, days, studio)).toBe(due)
  })

  it.each([[{ from: 'shoot', days: 0 }], [{ from: 'promise', days: 0 }]] as const)(
    'by %j is not known while that day is not',
    (lead) => {
      expect(dueDate(lead, { ...days, shoot: null, promised: null }, studio)).toBeNull()
    },
  )
})
