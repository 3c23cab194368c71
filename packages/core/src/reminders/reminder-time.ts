/** When a reminder goes out: so many days before by the calendar, so many hours before by the clock. Pure. */
import { addDays, addMonths, type CalendarDate } from '../values/calendar-date.ts'
import { addMillis, type Instant } from '../values/instant.ts'
import { localTimeToInstant } from '../values/local-time.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'

/** ISO 8601 (ISO 8601-1:2019, 5.5.2): `P1D`, `PT24H`, `P1W`, `P1DT2H30M`. Whole numbers, no years and no seconds. */
export const durationShape =
  /^P(?=\d|T\d)(?:(\d{1,2})M)?(?:(\d{1,2})W)?(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/

const millisPerMinute = 60_000

/** The start of a booking as it was agreed. */
export interface AgreedStart {
  readonly startsAt: Instant
  readonly localDate: CalendarDate
  readonly localTime: TimeOfDay
  readonly timeZone: string
}

/**
 * `P1D` before ten on Sunday is ten on Saturday by the clocks of the place, `PT24H` is 24 hours before: they differ where the clocks are changed in between. A local time that
 * does not exist is moved forward, one that comes twice is the earlier.
 */
export function reminderTime({ startsAt, localDate, localTime, timeZone }: AgreedStart, duration: string): Instant {
  const [, months = '0', weeks = '0', days = '0', hours = '0', minutes = '0'] = durationShape.exec(duration) ?? []
  const calendarDays = Number(weeks) * 7 + Number(days)
  const exact = (Number(hours) * 60 + Number(minutes)) * millisPerMinute
  if (calendarDays === 0 && Number(months) === 0) return addMillis(startsAt, -exact)
  const date = addDays(addMonths(localDate, -Number(months)), -calendarDays)
  return addMillis(localTimeToInstant(date, localTime, timeZone), -exact)
}
