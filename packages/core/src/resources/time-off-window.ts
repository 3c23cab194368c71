/** The time of a time off: by the day or by the hour. Pure. */
import type { Window } from '../claims/index.ts'
import { type CalendarDate, epochDayOf } from '../values/calendar-date.ts'
import { millisPerDay } from '../values/civil-day.ts'
import { addMillis, type Instant, instantFromMillis, millisOf, parseInstant } from '../values/instant.ts'
import { firstMomentReaching } from '../values/local-time.ts'
import { TimeOffPeriodInvalid } from './errors.ts'

const longestDays = 366
/** Sickness is often told when it is over. */
const latestDays = 92

/** By the day, both ends included; or by the hour, as [from, to). */
export interface TimeOffAsked {
  readonly firstDay?: CalendarDate | undefined
  readonly lastDay?: CalendarDate | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Days are those of the zone: 23, 24 or 25 hours long. @throws TIME_OFF_PERIOD_INVALID, INSTANT_OUT_OF_RANGE */
export function timeOffWindow(asked: TimeOffAsked, timeZone: string, now: Instant): Window {
  const { firstDay, lastDay = firstDay } = asked
  const byDay = firstDay !== undefined && lastDay !== undefined
  const window = byDay
    ? { from: midnight(epochDayOf(firstDay), timeZone), to: midnight(epochDayOf(lastDay) + 1, timeZone) }
    : { from: parseInstant(asked.from ?? ''), to: parseInstant(asked.to ?? '') }
  const { from, to } = window
  const [field, value] = byDay ? ['lastDay', lastDay] : ['to', to]
  const refuse = (rule: string): never => {
    throw TimeOffPeriodInvalid.create({ field, rule, value })
  }
  if (from >= to) {
    // A day may be none: the zone may have skipped it.
    refuse(
      byDay && firstDay <= lastDay
        ? `be a day that ${timeZone} has`
        : byDay
          ? `be ${firstDay} or later`
          : `be after ${from}`,
    )
  }
  if (millisOf(to) - millisOf(from) > longestDays * millisPerDay + 3_600_000) {
    refuse(`be at most ${longestDays} days after ${byDay ? firstDay : from}`)
  }
  const earliest = addMillis(now, -latestDays * millisPerDay)
  if (to <= earliest) refuse(`be after ${earliest}: what is over for longer is not entered`)
  return window
}

const midnight = (day: number, timeZone: string): Instant =>
  instantFromMillis(firstMomentReaching(day * millisPerDay, timeZone))
