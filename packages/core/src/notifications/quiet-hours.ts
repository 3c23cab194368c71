/** The hours in which nobody is disturbed, by the clocks of the branch. Pure. */
import { addDays, epochDayOf } from '../values/calendar-date.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { firstMomentReaching, localTimeAt } from '../values/local-time.ts'
import { minutesOfDay, type TimeOfDay } from '../values/time-of-day.ts'

/** From the one time of day until the other, over midnight where `to` is the earlier. */
export interface QuietHours {
  readonly from: TimeOfDay
  readonly to: TimeOfDay
}

const dayMs = 86_400_000

/**
 * The first moment from `at` on that is not quiet. The hours begin and end the first time that the clocks reach `from` and
 * `to`: where they jump over one it is the moment of the jump, and what they show a second time begins or ends nothing.
 */
export function afterQuietHours(at: Instant, hours: QuietHours | null, timeZone: string): Instant {
  if (hours === null) return at
  const asked = millisOf(at)
  const [from, to] = [minutesOfDay(hours.from) * 60_000, minutesOfDay(hours.to) * 60_000]
  const { date } = localTimeAt(at, timeZone)
  // Hours over midnight began on the day before.
  for (const day of [addDays(date, -1), date]) {
    const midnight = epochDayOf(day) * dayMs
    const begin = firstMomentReaching(midnight + from, timeZone)
    const end = firstMomentReaching(midnight + to + (to <= from ? dayMs : 0), timeZone)
    if (begin <= asked && asked < end) return instantFromMillis(end)
  }
  return at
}
