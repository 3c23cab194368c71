/** The times of resources as the search wants them: working time without full days, and what is claimed. Pure. */
import type { Taken } from '../claims/index.ts'
import { type BookResource, type ResourceBook, workingTime } from '../resources/index.ts'
import { businessDays } from '../values/business-day.ts'
import { fullDays, without } from './full-days.ts'
import { minuteAfter, minuteOf } from './minutes.ts'
import { type SearchResource, searchResource } from './search/resource.ts'

/** Minutes, half-open. */
export interface MinuteWindow {
  readonly from: number
  readonly to: number
}

/** What makes somebody's load: bookings and what is held, not time off. */
const countsAsLoad = (kind: string): boolean => kind === 'booking' || kind === 'hold'

/** Local days of a zone, from midnight to midnight. */
export const localDays = (timeZone: string) => businessDays({ timeZone, dayStartsAt: '00:00' })

/** `taken`: what claims the resource in the window, at least. */
export function searchTimes(
  book: ResourceBook,
  resource: BookResource,
  taken: readonly Taken[],
  window: MinuteWindow,
): SearchResource {
  const open = workingTime(book, resource, window.from, window.to)
  const full = fullDays(taken, resource, localDays(resource.timeZone))
  let load = 0
  let lastBookedAt: number | null = null
  const claims = taken.map(({ reference, from, to, quantity, place = null, kind }) => {
    const claim = { reference, from: minuteOf(from), to: minuteAfter(to), quantity, place }
    if (countsAsLoad(kind)) {
      load += claim.to - claim.from
      lastBookedAt = Math.max(lastBookedAt ?? claim.from, claim.from)
    }
    return claim
  })
  return searchResource({
    id: resource.id,
    capacity: resource.capacity,
    open: full.length === 0 ? open : without(open, full),
    claims,
    load,
    lastBookedAt,
  })
}
