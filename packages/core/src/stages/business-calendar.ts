/** Business days: the days of the calendar without those on which the studio is closed. Pure. */
import { addDays, type CalendarDate, daysBetween, weekday } from '../values/calendar-date.ts'
import { CalendarClosed } from './errors.ts'

/** The days on which a branch is open. */
export interface BusinessCalendar {
  isOpen(date: CalendarDate): boolean
  /** True where no day is closed, so that none needs to be asked about. */
  readonly neverClosed?: boolean
}

/** So many closed days in a row are a mistake in the calendar. */
const mostClosed = 366

/** A span of closed days, both included. */
export interface ClosedDays {
  readonly from: CalendarDate
  readonly to: CalendarDate
}

/** Every day is a business day but for these. A day of `openDays` is one whatever the others say (调休). */
export function businessCalendar(closed: {
  readonly weekdays: readonly number[]
  readonly days: readonly ClosedDays[]
  readonly openDays: readonly CalendarDate[]
  /** A holiday calendar of the host's; null where it has none. */
  readonly isHoliday: ((date: CalendarDate) => boolean) | null
  /** Its make-up workdays, beside `openDays`. */
  readonly isMakeUpWorkday?: (date: CalendarDate) => boolean
}): BusinessCalendar {
  const openDays = new Set(closed.openDays)
  const { isHoliday, isMakeUpWorkday } = closed
  return {
    neverClosed: isHoliday === null && closed.weekdays.length === 0 && closed.days.length === 0,
    isOpen: (date) =>
      openDays.has(date) ||
      !(
        closed.weekdays.includes(weekday(date)) ||
        closed.days.some(({ from, to }) => from <= date && date <= to) ||
        isHoliday?.(date) === true
      ) ||
      isMakeUpWorkday?.(date) === true,
  }
}

/**
 * The business day so many business days after `date`; before it where `days` is below zero. With zero it is the day itself, or the
 * next business day where that is closed.
 *
 * @throws CALENDAR_CLOSED
 */
export function addBusinessDays(calendar: BusinessCalendar, date: CalendarDate, days: number): CalendarDate {
  if (calendar.neverClosed === true) return addDays(date, days)
  const step = days < 0 ? -1 : 1
  let day = days === 0 ? date : addDays(date, step)
  let left = Math.max(Math.abs(days), 1)
  for (let closed = 0; ; day = addDays(day, step)) {
    if (calendar.isOpen(day)) {
      left -= 1
      closed = 0
      if (left === 0) return day
    } else if (++closed > mostClosed) {
      throw CalendarClosed.create({ date, days: mostClosed })
    }
  }
}

/** The business days after `from` up to `to`, that included; none where `to` comes no later. */
export function businessDaysAfter(calendar: BusinessCalendar, from: CalendarDate, to: CalendarDate): number {
  if (calendar.neverClosed === true) return Math.max(daysBetween(from, to), 0)
  let count = 0
  for (let left = daysBetween(from, to), day = from; left > 0; left--) {
    day = addDays(day, 1)
    if (calendar.isOpen(day)) count++
  }
  return count
}
