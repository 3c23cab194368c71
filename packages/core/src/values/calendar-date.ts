import { dateOfDay, dateText, daysInMonth, firstDay, lastDay, readDay } from './civil-day.ts'
import { calendarDateMalformed, calendarDateOutOfRange } from './errors-time.ts'

/**
 * A day of the calendar as text, `YYYY-MM-DD`, years 0001 to 9999. Has no zone and no time; sorting the texts sorts the
 * days.
 */
export type CalendarDate = string

/** A month of the calendar as text, `YYYY-MM`. */
export type CalendarMonth = string

/** Whether the text is a real date written YYYY-MM-DD. */
export function isCalendarDate(text: string): text is CalendarDate {
  return typeof text === 'string' && text.length === 10 && !Number.isNaN(readDay(text))
}

/**
 * Answers the text when it is a date.
 *
 * @throws CALENDAR_DATE_MALFORMED also for days that do not exist, such as 2026-02-30
 */
export function parseCalendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw calendarDateMalformed.create({ value: text })
  return text
}

/**
 * Days since 1970-01-01, for arithmetic in whole numbers.
 *
 * @throws CALENDAR_DATE_MALFORMED
 */
export function epochDayOf(date: CalendarDate): number {
  const day = typeof date === 'string' && date.length === 10 ? readDay(date) : Number.NaN
  if (Number.isNaN(day)) throw calendarDateMalformed.create({ value: date })
  return day
}

/**
 * The date of a number of days since 1970-01-01.
 *
 * @throws CALENDAR_DATE_OUT_OF_RANGE
 */
export function dateOfEpochDay(epochDay: number): CalendarDate {
  if (!Number.isInteger(epochDay) || epochDay < firstDay || epochDay > lastDay) {
    throw calendarDateOutOfRange.create({ value: epochDay })
  }
  const { year, month, day } = dateOfDay(epochDay)
  return dateText(year, month, day)
}

/**
 * @param days a whole number, may be negative.
 * @throws CALENDAR_DATE_MALFORMED, CALENDAR_DATE_OUT_OF_RANGE
 */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfEpochDay(epochDayOf(date) + days)
}

/**
 * So many months later, on the same day of the month or on the last one of a shorter month: 2026-01-31 plus 1 is
 * 2026-02-28.
 *
 * @param months a whole number, may be negative
 * @throws CALENDAR_DATE_MALFORMED, CALENDAR_DATE_OUT_OF_RANGE
 */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = dateOfDay(epochDayOf(date))
  const total = year * 12 + month - 1 + months
  if (!Number.isInteger(total) || total < 0 || total >= 120_000) throw calendarDateOutOfRange.create({ value: months })
  const newYear = Math.floor(total / 12)
  const newMonth = (total % 12) + 1
  return dateText(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)))
}

/**
 * Days from one date to another; negative when `to` comes first.
 *
 * @throws CALENDAR_DATE_MALFORMED
 */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return epochDayOf(to) - epochDayOf(from)
}

/**
 * The month of a date, such as '2026-11'.
 *
 * @throws CALENDAR_DATE_MALFORMED
 */
export function monthOf(date: CalendarDate): CalendarMonth {
  return parseCalendarDate(date).slice(0, 7)
}

/**
 * The last day of a month, given as 'YYYY-MM' or as any date in it.
 *
 * @throws CALENDAR_DATE_MALFORMED
 */
export function lastDayOfMonth(month: CalendarMonth | CalendarDate): CalendarDate {
  const first = month.length === 7 ? `${month}-01` : month
  const { year, month: number } = dateOfDay(epochDayOf(first))
  return dateText(year, number, daysInMonth(year, number))
}

/**
 * Day of the week by ISO 8601: 1 is Monday, 7 is Sunday.
 *
 * @throws CALENDAR_DATE_MALFORMED
 */
export function weekday(date: CalendarDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  // Day 0, 1970-01-01, was a Thursday.
  const fromMonday = (((epochDayOf(date) + 3) % 7) + 7) % 7
  return (fromMonday + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** The earlier of two dates. */
export const earlierDate = (one: CalendarDate, other: CalendarDate): CalendarDate => [one, other].sort()[0] ?? one

/** The later of two dates. */
export const laterDate = (one: CalendarDate, other: CalendarDate): CalendarDate => [one, other].sort()[1] ?? one
