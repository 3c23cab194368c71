/** The times of resources as the search wants them: working time without full days, and what is claimed. Pure. */
import { beyondClaims, type Taken, unitsTaken } from '../claims/index.ts'
import { type BookResource, knownTime, type ResourceBook } from '../resources/index.ts'
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

/** How much of a unit or of counted stock can be had. */
export interface StockStanding {
  readonly capacity: number
  /** Why none of it can be had, in words; null where it can. */
  readonly closed: string | null
  /** What is in use, by whom it may: what runs over a claim of the same reference counts beside it. */
  readonly uses: readonly Taken[]
}

/** `taken`: what claims the resource in the window, at least. Where its holidays are not known it does not work: the query says where that is. */
export function searchTimes(
  book: ResourceBook,
  resource: BookResource,
  taken: readonly Taken[],
  window: MinuteWindow,
  stock?: StockStanding,
): SearchResource {
  const { capacity } = stock ?? resource
  const open = knownTime(book, resource, window.from, window.to).spans
  const full = fullDays(taken, resource, localDays(resource.timeZone))
  let load = 0
  let lastBookedAt: number | null = null
  const all = stock === undefined ? taken : [...taken, ...beyondClaims(stock.uses, taken)]
  const claims = all.map((one) => {
    const { reference, from, to, place = null, kind } = one
    const quantity = unitsTaken(one, capacity)
    const claim = { reference, from: minuteOf(from), to: minuteAfter(to), quantity, place, kind }
    if (countsAsLoad(kind)) {
      load += claim.to - claim.from
      lastBookedAt = Math.max(lastBookedAt ?? claim.from, claim.from)
    }
    return claim
  })
  return searchResource({
    id: resource.id,
    capacity,
    closed: stock?.closed ?? null,
    open: full.length === 0 ? open : without(open, full),
    claims,
    load,
    lastBookedAt,
  })
}
