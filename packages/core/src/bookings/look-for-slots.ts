/** What a search for slots of a service needs, as of the view of the store. */
import { readTaken } from '../claims/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { resourceBook } from '../resources/index.ts'
import { readBusyTimes } from './busy-times.ts'
import { fullDays } from './full-days.ts'
import { instantOfMinute } from './minutes.ts'
import { travelBy } from './places.ts'
import { knownOf, poolsOf, type Wanted } from './pools.ts'
import { localDays, type MinuteWindow } from './search-times.ts'
import type { SlotQuery } from './search/query.ts'
import type { Service } from './services.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { slotQueries } from './slot-query.ts'
import { serviceResource } from './take-slot.ts'

export interface SlotsToLookFor {
  readonly service: Service
  readonly window: MinuteWindow
  /** Who serves it and nobody in their place, by requirement. */
  readonly wanted: Wanted
  /** Who comes first. */
  readonly preferred: readonly string[]
}

export interface SlotsLookedFor {
  readonly queries: readonly SlotQuery[]
  readonly timeZone: string
  /** The code of a resource. */
  codeOf(id: string): string
}

const minutesPerDay = 1440
/** Weeks are known whole, since limits are counted by them. */
const marginDays = 9

/**
 * Statements: the version of the resources and those of the pools, none more where nothing changed since the last search; one for claims that changed; one more for a
 * service with limits.
 *
 * @throws WANTED_REFUSED, HOLIDAYS_UNKNOWN
 */
export async function lookForSlots(context: QueryContext, given: SlotsToLookFor): Promise<SlotsLookedFor> {
  const { service, window, wanted, preferred } = given
  const { branch, now } = context
  const { definition, row } = service
  const settings = await context.settings<BookingsSettings>(bookingsSettings)
  const book = await resourceBook(context)
  const known = knownOf(book)
  const liked = new Set(preferred.map((one) => known.find(one)?.id))
  const pools = poolsOf(known, branch, definition.requirements, { wanted, strict: true }).map((pool) => ({
    ...pool,
    wanted: new Set([...pool.wanted, ...pool.members.map(({ id }) => id).filter((id) => liked.has(id))]),
  }))
  const wide = {
    from: window.from - marginDays * minutesPerDay,
    to: window.to + marginDays * minutesPerDay + definition.duration,
  }
  const resources = [...new Set(pools.flatMap(({ members }) => members))]
  const timesOf = await readBusyTimes(context, book, resources, wide)
  const { timeZone } = context.studio.days(branch)
  const { dailyLimit = null, weeklyLimit = null } = definition
  const limited =
    dailyLimit === null && weeklyLimit === null
      ? []
      : await readTaken(
          context.store,
          [serviceResource(branch, row.id)],
          { from: instantOfMinute(wide.from), to: instantOfMinute(wide.to) },
          now,
        )
  const queries = slotQueries({
    ...{ definition, pools, known, branch, timeZone, window, timesOf },
    travel: travelBy(settings),
    fullDays: fullDays(limited, { dailyLimit, weeklyLimit }, localDays(timeZone)),
  })
  return { queries, timeZone, codeOf: (id) => book.byId.get(id)?.code ?? id }
}
