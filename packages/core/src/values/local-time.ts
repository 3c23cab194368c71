import type { CalendarDate } from './calendar-date.ts'
import { dateOfEpochDay, epochDayOf } from './calendar-date.ts'
import { inTwoDigits, millisPerDay } from './civil-day.ts'
import { localTimeMissing } from './errors-time.ts'
import type { Instant } from './instant.ts'
import { instantFromMillis, millisOf } from './instant.ts'
import type { TimeOfDay } from './time-of-day.ts'
import { minutesOfDay } from './time-of-day.ts'
import type { OffsetStretch } from './zone-offsets.ts'
import { runtimeZoneRules, type ZoneRules } from './zone-rules.ts'

/** More than any offset that a zone has ever had (Manila was 15:56 behind Greenwich, Metlakatla 15:14 ahead). */
const furthestOffset = 17 * 3_600_000

/** What to do with a wall-clock time that does not exist once. */
export interface LocalTimePolicy {
  /** The clocks jump over it: move it forward by the length of the jump (default), or fail. */
  readonly gap?: 'forward' | 'error'
  /** The clocks show it twice: take the earlier (default) or the later one. */
  readonly overlap?: 'earlier' | 'later'
}

/**
 * The instant at which the clocks of a zone show this date and time.
 * New York, 2026-03-08 02:30 does not exist and becomes 03:30; 2026-11-01 01:30 comes twice.
 *
 * @throws LOCAL_TIME_MISSING when the time does not exist and `gap` is 'error'
 * @throws TIME_ZONE_UNKNOWN, CALENDAR_DATE_MALFORMED, TIME_OF_DAY_MALFORMED
 */
export function localTimeToInstant(
  date: CalendarDate,
  time: TimeOfDay,
  timeZone: string,
  policy: LocalTimePolicy = {},
  rules: ZoneRules = runtimeZoneRules,
): Instant {
  const local = epochDayOf(date) * millisPerDay + minutesOfDay(time) * 60_000
  const stretches = rules.offsetsOf(timeZone).between(local - furthestOffset, local + furthestOffset)
  const hits = stretches
    .filter(({ from, to, offset }) => from <= local - offset && local - offset < to)
    .map(({ offset }) => local - offset)
  const hit = policy.overlap === 'later' ? hits.at(-1) : hits[0]
  if (hit !== undefined) return instantFromMillis(hit)
  if (policy.gap === 'error') throw localTimeMissing.create({ date, time, timeZone })
  return instantFromMillis(local - offsetBeforeGap(stretches, local))
}

/**
 * What the clocks of a zone show at an instant. Seconds are kept; use `time` for people and the instant for arithmetic.
 */
export function localTimeAt(
  instant: Instant,
  timeZone: string,
  rules: ZoneRules = runtimeZoneRules,
): { readonly date: CalendarDate; readonly time: TimeOfDay; readonly second: number } {
  const millis = millisOf(instant)
  const local = millis + rules.offsetsOf(timeZone).at(millis)
  const epochDay = Math.floor(local / millisPerDay)
  const seconds = Math.floor((local - epochDay * millisPerDay) / 1000)
  return {
    date: dateOfEpochDay(epochDay),
    time: `${inTwoDigits(Math.floor(seconds / 3600))}:${inTwoDigits(Math.floor(seconds / 60) % 60)}`,
    second: seconds % 60,
  }
}

/**
 * The offset of a zone at an instant whose local time its clocks show twice, such as `-04:00`: it tells which of both is meant. Empty where they show it once.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function offsetWhereTwice(instant: Instant, timeZone: string, rules: ZoneRules = runtimeZoneRules): string {
  const millis = millisOf(instant)
  const offsets = rules.offsetsOf(timeZone)
  const own = offsets.at(millis)
  const local = millis + own
  const shown = offsets
    .between(local - furthestOffset, local + furthestOffset)
    .filter(({ from, to, offset }) => from <= local - offset && local - offset < to)
  if (shown.length < 2) return ''
  const minutes = Math.round(Math.abs(own) / 60_000)
  return `${own < 0 ? '-' : '+'}${inTwoDigits(Math.floor(minutes / 60))}:${inTwoDigits(minutes % 60)}`
}

/** What the clocks of a zone show at an instant, in words: `2026-11-24 11:00`, and `2026-11-01 01:30-04:00` where they show it twice. */
export function localTextAt(instant: Instant, timeZone: string, rules: ZoneRules = runtimeZoneRules): string {
  const { date, time } = localTimeAt(instant, timeZone, rules)
  return `${date} ${time}${offsetWhereTwice(instant, timeZone, rules)}`
}

/**
 * The first moment at which the clocks of a zone show this local time or a later one. Both in milliseconds, the local
 * time as if it were UTC. Where the clocks jump over it, that is the moment of the jump.
 *
 * @throws TIME_ZONE_UNKNOWN
 */
export function firstMomentReaching(local: number, timeZone: string, rules: ZoneRules = runtimeZoneRules): number {
  const offsets = rules.offsetsOf(timeZone)
  const stretches = offsets.between(local - furthestOffset, local + furthestOffset)
  for (const { from, to, offset } of stretches) {
    if (local - offset < to) return Math.max(from, local - offset)
  }
  return local - offsets.at(local)
}

/** The gap lies where one stretch ends before this local time and the next one starts after it. */
function offsetBeforeGap(stretches: readonly OffsetStretch[], local: number): number {
  const after = stretches.findIndex(({ from, offset }) => from + offset > local)
  return stretches[after - 1]?.offset ?? 0
}
