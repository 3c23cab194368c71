import type { CalendarDate } from './calendar-date.ts'
import { dateOfEpochDay, epochDayOf } from './calendar-date.ts'
import { millisPerDay } from './civil-day.ts'
import { businessDayMissing } from './errors-time.ts'
import type { Instant } from './instant.ts'
import { instantFromMillis, millisOf } from './instant.ts'
import { Interval } from './interval.ts'
import { firstMomentReaching } from './local-time.ts'
import type { TimeOfDay } from './time-of-day.ts'
import { minutesOfDay } from './time-of-day.ts'
import { offsetMillisAt, requireTimeZone } from './time-zone.ts'

/** The business days of a branch. Every instant is in exactly one; each starts where the one before ends. */
export interface BusinessDays {
  readonly timeZone: string
  readonly dayStartsAt: TimeOfDay
  /**
   * The business day that an instant belongs to.
   *
   * @throws INSTANT_MALFORMED, INSTANT_OUT_OF_RANGE
   */
  dateOf(instant: Instant): CalendarDate
  /**
   * The time of a business day: 23, 24 or 25 hours as the clocks change.
   *
   * @throws BUSINESS_DAY_MISSING when the zone skipped the date; CALENDAR_DATE_MALFORMED
   */
  intervalOf(date: CalendarDate): Interval
  /**
   * When a business day starts; for a date that the zone skipped, when the next one starts.
   *
   * @throws CALENDAR_DATE_MALFORMED
   */
  startOf(date: CalendarDate): Instant
}

interface Day {
  readonly date: CalendarDate
  readonly start: number
  readonly end: number
}

/** Days kept at once for each calendar: eleven years. */
const mostDays = 4096

/**
 * Business days by the wall clock of a zone, cut at `dayStartsAt`: with 04:00 the party of Saturday night belongs to
 * Saturday.
 *
 * A day starts the first time that the clocks of that date show the cut-off or a later time. So where they jump over
 * it, the day starts at the jump; where they show it twice, at the first time, and what they then show again still
 * belongs to the day that has begun. A date that a zone skipped (Apia, 2011-12-30) holds no time: no instant answers
 * with it and {@link BusinessDays.intervalOf} refuses it.
 *
 * @throws TIME_ZONE_UNKNOWN, TIME_OF_DAY_MALFORMED
 */
export function businessDays(options: { timeZone: string; dayStartsAt: TimeOfDay }): BusinessDays {
  const timeZone = requireTimeZone(options.timeZone)
  const { dayStartsAt } = options
  const cutOff = minutesOfDay(dayStartsAt) * 60_000
  const days = new Map<number, Day>()
  let latest: Day = { date: '', start: 0, end: 0 }

  const startOfDay = (epochDay: number): number => {
    const midnight = epochDay * millisPerDay
    const first = firstMomentReaching(midnight, timeZone)
    const skipped = first + offsetMillisAt(timeZone, first) >= midnight + millisPerDay
    return skipped ? startOfDay(epochDay + 1) : firstMomentReaching(midnight + cutOff, timeZone)
  }

  const dayAt = (epochDay: number): Day => {
    const known = days.get(epochDay)
    if (known !== undefined) return known
    const day = { date: dateOfEpochDay(epochDay), start: startOfDay(epochDay), end: startOfDay(epochDay + 1) }
    if (days.size >= mostDays) days.clear()
    days.set(epochDay, day)
    return day
  }

  return Object.freeze({
    timeZone,
    dayStartsAt,
    dateOf(instant: Instant): CalendarDate {
      const millis = millisOf(instant)
      if (millis >= latest.start && millis < latest.end) return latest.date
      // A guess by the wall clock; around a change of the clocks the right day may be a neighbour.
      let epochDay = Math.floor((millis + offsetMillisAt(timeZone, millis) - cutOff) / millisPerDay)
      let day = dayAt(epochDay)
      while (millis < day.start) day = dayAt(--epochDay)
      while (millis >= day.end) day = dayAt(++epochDay)
      latest = day
      return day.date
    },
    intervalOf(date: CalendarDate): Interval {
      const { start, end } = dayAt(epochDayOf(date))
      if (start === end) throw businessDayMissing.create({ date, timeZone })
      return Interval.of(instantFromMillis(start), instantFromMillis(end))
    },
    startOf(date: CalendarDate): Instant {
      return instantFromMillis(dayAt(epochDayOf(date)).start)
    },
  })
}
