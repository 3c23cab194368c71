/** The time whose claims decide about a booking. Pure. */
import { addDays, weekday } from '../values/calendar-date.ts'
import { addMillis } from '../values/instant.ts'
import type { BookedTime } from './booked-time.ts'
import { minuteAfter, minuteOf } from './minutes.ts'
import { localDays, type MinuteWindow } from './search-times.ts'
import type { ServiceDefinition } from './service-definition.ts'

/** How far around its local week claims matter: ways, buffers, and days of other zones. */
const marginDays = 2

/** The local week of the start, in which loads and limits are counted, and all that the booking itself touches. */
export function weekAround(
  { startsAt, endsAt, timeZone }: Pick<BookedTime, 'startsAt' | 'endsAt' | 'timeZone'>,
  requirements: ServiceDefinition['requirements'],
): MinuteWindow {
  const days = localDays(timeZone)
  const before = Math.max(0, ...requirements.map(({ from, before }) => before - Math.min(0, from.minutes)))
  const after = Math.max(0, ...requirements.map(({ to, after }) => after + Math.max(0, to.minutes)))
  const dayMinutes = 1440
  // Who works into another week is bound by its limit as well.
  const firstDay = days.dateOf(addMillis(startsAt, -before * 60_000))
  const monday = addDays(firstDay, 1 - weekday(firstDay) - marginDays)
  const lastDay = days.dateOf(addMillis(endsAt, after * 60_000 - 1))
  const nextMonday = addDays(lastDay, 8 - weekday(lastDay))
  return {
    from: Math.min(minuteOf(days.startOf(monday)), minuteOf(startsAt) - before - 2 * dayMinutes),
    to: Math.max(minuteOf(days.startOf(addDays(nextMonday, marginDays))), minuteAfter(endsAt) + after + 2 * dayMinutes),
  }
}
