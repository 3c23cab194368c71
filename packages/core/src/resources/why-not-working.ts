/** Why a resource does not work at a time, by what decided about each of its days. */
import { businessDays } from '../values/business-day.ts'
import { addDays, epochDayOf } from '../values/calendar-date.ts'
import { instantFromMillis, millisOf } from '../values/instant.ts'
import type { DayReason } from './planned-day.ts'
import type { BookResource, ResourceBook } from './resource-book.ts'
import { outside } from './spans.ts'
import { plannedOn, workingTime } from './working-time.ts'

const millisPerMinute = 60_000

/** A part of a local day, or of several of one reason, in whole minutes since 1970-01-01T00:00Z. */
export interface NotWorking {
  readonly from: number
  readonly to: number
  /** `closedDay` is a holiday; by any other it has other hours on that day, or none. */
  readonly why: DayReason
}

/**
 * The parts of [from, to) in which a resource does not work, in the order of time. Time off is none of them: it is a claim. What a day before would have
 * gone on into is told as of the day on which it would have been.
 *
 * @throws HOLIDAYS_UNKNOWN; RESOURCE_TIME_UNREAD before the first day that the book knows
 */
export function whyNotWorking(book: ResourceBook, resource: BookResource, from: number, to: number): NotWorking[] {
  const left = outside(workingTime(book, resource, from, to), from, to)
  const days = businessDays({ timeZone: resource.timeZone, dayStartsAt: '00:00' })
  const parts: NotWorking[] = []
  for (let place = 0; place < left.length; place += 2) {
    const end = left[place + 1] ?? 0
    for (let at = left[place] ?? 0; at < end; ) {
      const date = days.dateOf(instantFromMillis(at * millisPerMinute))
      const next = Math.ceil(millisOf(days.startOf(addDays(date, 1))) / millisPerMinute)
      const until = Math.min(end, Math.max(at + 1, next))
      const { why } = plannedOn(book, resource, epochDayOf(date))
      const last = parts.at(-1)
      if (last?.to === at && last.why === why) parts[parts.length - 1] = { ...last, to: until }
      else parts.push({ from: at, to: until, why })
      at = until
    }
  }
  return parts
}
