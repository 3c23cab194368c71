/** When a booking begins: what the clocks of the place show, and the instant that follows from it. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { addMillis, type Instant, parseInstant } from '../values/instant.ts'
import { localTimeAt, localTimeToInstant } from '../values/local-time.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'

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

export interface StartGiven {
  readonly startsAt?: string | undefined
  readonly date?: string | undefined
  readonly time?: string | undefined
  readonly overlap?: 'earlier' | 'later' | undefined
}

const millisPerMinute = 60_000

/** The edition of the time zone data of this runtime. */
export const zoneEdition = (): string => process.versions.tz ?? 'unknown'

/**
 * A local time that does not exist is refused, since nobody can come then; one that comes twice is the earlier unless told.
 *
 * @throws LOCAL_TIME_MISSING, TIME_ZONE_UNKNOWN, INSTANT_MALFORMED, INSTANT_OUT_OF_RANGE
 */
export function bookedTime(given: StartGiven, timeZone: string, minutes: number): BookedTime {
  const startsAt = startOf(given, timeZone)
  const { date, time } = localTimeAt(startsAt, timeZone)
  return {
    startsAt,
    endsAt: addMillis(startsAt, minutes * millisPerMinute),
    localDate: date,
    localTime: time,
    timeZone,
    zoneEdition: zoneEdition(),
  }
}

function startOf({ startsAt, date, time, overlap = 'earlier' }: StartGiven, timeZone: string): Instant {
  if (startsAt !== undefined) return parseInstant(startsAt)
  return localTimeToInstant(date ?? '', time ?? '', timeZone, { gap: 'error', overlap })
}
