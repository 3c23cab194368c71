import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as dates from '../../src/values/calendar-date.ts'
import { isTimeOfDay, minutesOfDay } from '../../src/values/time-of-day.ts'
import { thrown } from './thrown.ts'

const epochDay = fc.integer({ min: -719_162, max: 2_932_896 })

describe('a calendar date', () => {
  it('agrees with the proleptic Gregorian calendar of Date over all years', () => {
    fc.assert(
      fc.property(epochDay, fc.integer({ min: -500, max: 500 }), (day, step) => {
        const iso = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10)
        const date = dates.dateOfEpochDay(day)
        expect(date).toBe(iso(day))
        expect(dates.epochDayOf(date)).toBe(day)
        expect(dates.weekday(date) % 7).toBe(new Date(day * 86_400_000).getUTCDay())
        fc.pre(day + step >= -719_162 && day + step <= 2_932_896)
        expect(dates.addDays(date, step)).toBe(iso(day + step))
        expect(dates.daysBetween(date, dates.addDays(date, step))).toBe(step)
      }),
    )
  })

  it('adds months and stays on the last day of a shorter one', () => {
    expect(dates.addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(dates.addMonths('2024-02-29', 12)).toBe('2025-02-28')
    expect(dates.addMonths('2024-02-29', 48)).toBe('2028-02-29')
    expect(dates.addMonths('2026-03-15', -3)).toBe('2025-12-15')
  })

  it('knows its month', () => {
    expect(dates.monthOf('2026-11-22')).toBe('2026-11')
    expect(dates.lastDayOfMonth('2024-02')).toBe('2024-02-29')
    expect(dates.lastDayOfMonth('1900-02-10')).toBe('1900-02-28')
    expect(dates.lastDayOfMonth('2000-02')).toBe('2000-02-29')
    expect(dates.weekday('2026-11-22')).toBe(7)
  })

  it('refuses days that do not exist and other ways of writing', () => {
    for (const text of [
      '2026-02-30',
      '2026-2-3',
      '2026/02/03',
      '2026-00-01',
      '2026-11-31',
      '20261122',
      '2026-11-22T',
      '',
    ]) {
      expect(dates.isCalendarDate(text)).toBe(false)
      expect(thrown(() => dates.parseCalendarDate(text)).code).toBe('CALENDAR_DATE_MALFORMED')
    }
    expect(thrown(() => dates.addDays('9999-12-31', 1)).code).toBe('CALENDAR_DATE_OUT_OF_RANGE')
    expect(thrown(() => dates.addDays('2026-11-22', 0.5)).code).toBe('CALENDAR_DATE_OUT_OF_RANGE')
    expect(thrown(() => dates.addMonths('2026-11-22', Number.NaN)).code).toBe('CALENDAR_DATE_OUT_OF_RANGE')
    expect(thrown(() => dates.lastDayOfMonth('2026-13')).code).toBe('CALENDAR_DATE_MALFORMED')
  })
})

describe('a time of day', () => {
  it('is HH:mm', () => {
    expect(['00:00', '04:00', '23:59'].map(minutesOfDay)).toEqual([0, 240, 1439])
    for (const text of ['24:00', '4:00', '04:60', '0400', '04:00:00', '', ' 4:00', '-1:00']) {
      expect(isTimeOfDay(text)).toBe(false)
      expect(thrown(() => minutesOfDay(text)).code).toBe('TIME_OF_DAY_MALFORMED')
    }
  })
})
