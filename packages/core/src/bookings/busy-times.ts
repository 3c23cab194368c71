/** What is taken of resources, kept in memory and read again where it changed: for looking, never for deciding. */
import { claims, namedResource, readVersions, type Taken } from '../claims/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import type { BookResource, ResourceBook } from '../resources/index.ts'
import type { Instant } from '../values/instant.ts'
import { instantOfMinute, minuteOf } from './minutes.ts'
import { type MinuteWindow, searchTimes } from './search-times.ts'
import type { SearchResource } from './search/resource.ts'

interface Kept {
  readonly changes: number
  readonly window: MinuteWindow
  readonly taken: readonly Taken[]
  /** The arrays made of it, for one book, and until when: the end of the first hold. */
  made: { readonly book: ResourceBook; readonly until: Instant | null; readonly times: SearchResource } | undefined
}

/** By studio and resource. */
export interface BusyTimes {
  readonly byTenant: Map<string, Map<string, Kept>>
}

export const busyTimesToken: Token<BusyTimes> = token<BusyTimes>('calotype.bookings.busy-times')

/** One for each engine, which ends with it. */
export const emptyBusyTimes: Provision = provide(busyTimesToken, {
  useFactory: (): BusyTimes => ({ byTenant: new Map() }),
})

/** Studios and resources of each that are kept at once. */
const mostTenants = 200
const mostResources = 5000
const minutesPerDay = 1440
/** What is read is read for so long: the next search asks for other days. */
const usualDays = { back: 10, ahead: 100 }

/**
 * The times of resources in a window as of the view of the store. Statements: the versions; where any resource changed since it was read, or was not
 * read for the window, one more for all of these.
 */
export async function readBusyTimes(
  context: QueryContext,
  book: ResourceBook,
  resources: readonly BookResource[],
  window: MinuteWindow,
): Promise<(id: string) => SearchResource> {
  const { store, now } = context
  const names = resources.map(({ id }) => namedResource(id))
  const versions = await readVersions(context as Parameters<typeof readVersions>[0], names)
  const kept = keptOf(context)
  const isFresh = (name: string): boolean => {
    const known = kept.get(name)
    return (
      known !== undefined &&
      known.changes === (versions.get(name) ?? 0) &&
      known.window.from <= window.from &&
      known.window.to >= window.to
    )
  }
  const stale = names.filter((name) => !isFresh(name))
  if (stale.length > 0) {
    const today = minuteOf(now)
    const wide = {
      from: Math.min(window.from, today - usualDays.back * minutesPerDay),
      to: Math.max(window.to, today + usualDays.ahead * minutesPerDay),
    }
    const rows = await store.find(claims, {
      where: {
        resource: { in: stale },
        endsAt: { gt: instantOfMinute(wide.from) },
        startsAt: { lt: instantOfMinute(wide.to) },
      },
      orderBy: ['resource', 'startsAt', 'id'],
      limit: 'all',
    })
    const byName = new Map<string, Taken[]>(stale.map((name) => [name, []]))
    for (const row of rows) {
      const { resource, reference, kind, quantity, startsAt: from, endsAt: to, place, expiresAt } = row
      byName.get(resource)?.push({ resource, reference, kind, quantity, from, to, place, expiresAt })
    }
    if (kept.size + stale.length > mostResources) kept.clear()
    for (const [name, taken] of byName) {
      kept.set(name, { changes: versions.get(name) ?? 0, window: wide, taken, made: undefined })
    }
  }
  const byId = new Map(resources.map((one) => [one.id, one]))
  return (id) => timesOf(kept, book, byId.get(id) as BookResource, now)
}

function keptOf(context: QueryContext): Map<string, Kept> {
  const { byTenant } = context.resolve(busyTimesToken)
  let kept = byTenant.get(context.tenant)
  if (kept === undefined) {
    if (byTenant.size >= mostTenants) byTenant.delete(byTenant.keys().next().value ?? '')
    kept = new Map()
    byTenant.set(context.tenant, kept)
  }
  return kept
}

function timesOf(kept: Map<string, Kept>, book: ResourceBook, resource: BookResource, now: Instant): SearchResource {
  const known = kept.get(namedResource(resource.id))
  if (known === undefined) return searchTimes(book, resource, [], { from: 0, to: 0 })
  const { made } = known
  if (made !== undefined && made.book === book && (made.until === null || now < made.until)) return made.times
  const standing = known.taken.filter(({ expiresAt = null }) => expiresAt === null || expiresAt > now)
  const ends = standing.flatMap(({ expiresAt = null }) => (expiresAt === null ? [] : [expiresAt])).sort()
  const times = searchTimes(book, resource, standing, known.window)
  known.made = { book, until: ends[0] ?? null, times }
  return times
}
