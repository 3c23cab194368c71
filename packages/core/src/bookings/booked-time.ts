/** When a booking begins: what the clocks of the place show, and the instant that follows from it. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { addMillis, type Instant, parseInstant } from '../values/instant.ts'
import { localTimeAt, localTimeToInstant, offsetWhereTwice } from '../values/local-time.ts'
import { calendarDateMalformed, calendarDateOutOfRange, instantOutOfRange } from '../values/errors-time.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'
import { runtimeZoneRules, type ZoneRules } from '../values/zone-rules.ts'
import { BookingTimeRefused } from './errors.ts'

/** A start as it is agreed and kept. */
export interface BookedTime {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly localDate: CalendarDate
  readonly localTime: TimeOfDay
  readonly timeZone: string
  /** The edition of the time zone data by which the instant was reckoned, such as `2026c`. */
  readonly zoneEdition: string
}

/** A start in words, as it was agreed; with the offset where the clocks show it twice. */
export const startText = ({
  startsAt,
  localDate,
  localTime,
  timeZone,
}: Pick<BookedTime, 'startsAt' | 'localDate' | 'localTime' | 'timeZone'>): string =>
  `${localDate} ${localTime}${offsetWhereTwice(startsAt, timeZone)}`

export interface StartGiven {
  readonly startsAt?: string | undefined
  readonly date?: string | undefined
  readonly time?: string | undefined
  readonly overlap?: 'earlier' | 'later' | undefined
}

const millisPerMinute = 60_000

/**
 * A local time that does not exist is refused, since nobody can come then; one that comes twice is the earlier unless told.
 *
 * @throws BOOKING_TIME_REFUSED, LOCAL_TIME_MISSING, TIME_ZONE_UNKNOWN, INSTANT_MALFORMED
 */
export function bookedTime(
  given: StartGiven,
  timeZone: string,
  minutes: number,
  rules: ZoneRules = runtimeZoneRules,
): BookedTime {
  try {
    return timeGiven(given, timeZone, minutes, rules)
  } catch (error) {
    // Beyond what a calendar has is beyond what is booked.
    if (!beyond.some((kind) => kind.is(error))) throw error
    const value = given.startsAt ?? `${given.date} ${given.time}`
    throw BookingTimeRefused.create({ field: 'startsAt', rule: bookedYears, value })
  }
}

/** The year 0 among them, which no calendar of the trade has. */
const beyond = [instantOutOfRange, calendarDateOutOfRange, calendarDateMalformed]

/** As an error tells it: nobody books, and nobody writes down, what is farther away. */
export const mostYears = 100
export const bookedYears = `be within ${mostYears} years from now`

function timeGiven(given: StartGiven, timeZone: string, minutes: number, rules: ZoneRules): BookedTime {
  const startsAt = startOf(given, timeZone, rules)
  const { date, time } = localTimeAt(startsAt, timeZone, rules)
  return {
    startsAt,
    endsAt: addMillis(startsAt, minutes * millisPerMinute),
    localDate: date,
    localTime: time,
    timeZone,
    zoneEdition: rules.edition,
  }
}

function startOf(
  { startsAt, date, time, overlap = 'earlier' }: StartGiven,
  timeZone: string,
  rules: ZoneRules,
): Instant {
  if (startsAt !== undefined) return parseInstant(startsAt)
  return localTimeToInstant(date ?? '', time ?? '', timeZone, { gap: 'error', overlap }, rules)
}
