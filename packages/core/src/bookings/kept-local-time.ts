/** Whether what was agreed, the local time, still falls on the instant that is kept. Pure. */
import type { CalendarDate } from '../values/calendar-date.ts'
import { epochDayOf } from '../values/calendar-date.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { localTimeMissing } from '../values/errors-time.ts'
import { type Instant, instantFromMillis } from '../values/instant.ts'
import { firstMomentReaching, localTimeAt, localTimeToInstant } from '../values/local-time.ts'
import type { TimeOfDay } from '../values/time-of-day.ts'
import type { ZoneRules } from '../values/zone-rules.ts'

export interface AgreedTime {
  readonly startsAt: Instant
  readonly localDate: CalendarDate
  readonly localTime: TimeOfDay
  readonly timeZone: string
}

/**
 * The instant of the agreed time by these rules: the one that is kept where the clocks show the agreed time then, though it may come twice; else the
 * earlier one at which they do. Null where they jump over it: nobody can come then.
 */
export function keptStart({ startsAt, localDate, localTime, timeZone }: AgreedTime, rules: ZoneRules): Instant | null {
  const shown = localTimeAt(startsAt, timeZone, rules)
  if (shown.date === localDate && shown.time === localTime) return startsAt
  try {
    return localTimeToInstant(localDate, localTime, timeZone, { gap: 'error' }, rules)
  } catch (error) {
    if (localTimeMissing.is(error)) return null
    throw error
  }
}

/** Whole local days, both included; null where the zone has none of them. */
export function keptDays(
  { firstDay, lastDay }: { readonly firstDay: CalendarDate; readonly lastDay: CalendarDate },
  timeZone: string,
  rules: ZoneRules,
): { readonly from: Instant; readonly to: Instant } | null {
  const midnight = (day: number): Instant => instantFromMillis(firstMomentReaching(day * millisPerDay, timeZone, rules))
  const days = { from: midnight(epochDayOf(firstDay)), to: midnight(epochDayOf(lastDay) + 1) }
  return days.from < days.to ? days : null
}
