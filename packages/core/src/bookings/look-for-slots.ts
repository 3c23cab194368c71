/** What a search for slots of a service needs, as of the view of the store. */
import { readMarks, readTaken, type Taken } from '../claims/index.ts'
import type { QueryContext } from '../engine/context.ts'
import {
  type BookResource,
  latestResourceBook,
  type ResourceBook,
  resourceBook,
  resourcesVersion,
} from '../resources/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import {
  areBusyTimesKept,
  type BusyResources,
  keepBusyTimes,
  readBusyOnce,
  readBusyTimes,
  type TimesWithin,
  timesWithin,
} from './busy-times.ts'
import type { StartKnown } from './explain-start.ts'
import { fullDays } from './full-days.ts'
import { instantOfMinute } from './minutes.ts'
import { travelBy } from './places.ts'
import { keptKnown, readKnown } from './known-of-stock.ts'
import { knownOf, type Pool, poolsOf, type Wanted } from './pools.ts'
import { hullOfWindows, readWithin } from './read-within.ts'
import { localDays, type MinuteWindow } from './search-times.ts'
import type { SlotQuery } from './search/query.ts'
import type { SearchResource } from './search/resource.ts'
import type { Service } from './services.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { reachOf, slotQueries } from './slot-query.ts'
import { readStanding } from './stock-in-pools.ts'
import { stockVersions, stockWanted } from './stock-lists.ts'
import { serviceResource } from './take-slot.ts'
import { weekAround } from './week-around.ts'

export interface SlotsToLookFor {
  readonly service: Service
  /** Who serves it and nobody in their place, by requirement. */
  readonly wanted: Wanted
  /** Who comes first. */
  readonly preferred: readonly string[]
  /** Whoever was asked for and does not do is told as such, and not refused. */
  readonly unfit?: 'refused' | 'told' | undefined
  /** The first local day that is asked about, where that may be long over. */
  readonly since?: CalendarDate | undefined
}

/** A search that knows whom to ask, and reads their times window by window. */
export interface SlotLook {
  readonly timeZone: string
  readonly book: ResourceBook
  /** The code of a resource. */
  codeOf(id: string): string
  /** Whether the times of a window are in memory, so that nothing needs to be read. */
  isKept(window: MinuteWindow): boolean
  /** What to ask the search for starts in a window. @throws HOLIDAYS_UNKNOWN when it is searched */
  queries(window: MinuteWindow): Promise<readonly SlotQuery[]>
  /** The same, where what is read is kept only for windows within it: for a look that is wider than most. */
  queriesOnce(window: MinuteWindow): Promise<readonly SlotQuery[]>
  /** What to ask about a start, judged by the loads of its local week: who serves it is whom a booking would take now. */
  queriesOfWeek(start: number): Promise<readonly SlotQuery[]>
  /** All that explains a start, as far as its local week. @throws HOLIDAYS_UNKNOWN when it is explained */
  knownOfWeek(start: number): Promise<StartKnown>
  /** The same, read together with what starts in another window need. Loads are not judged by that. @throws HOLIDAYS_UNKNOWN when it is explained */
  knownWith(start: number, also: MinuteWindow): Promise<StartKnown>
}

const minutesPerDay = 1440
/** Where days or weeks can be full, whole weeks are known around what is asked for. */
const limitedDays = 9

/**
 * Statements: the versions of the resources and of the pools, with one more where resources changed since the last search, and five to read them; then for each window
 * none where nothing changed since it was read, else one for claims, and one more for a service with limits. With units of the stock
 * those of readKnown and readStanding.
 *
 * @throws WANTED_REFUSED, HOLIDAYS_UNKNOWN
 */
export async function lookForSlots(context: QueryContext, given: SlotsToLookFor): Promise<SlotLook> {
  const { service, wanted, preferred, unfit } = given
  const { branch, now, store } = context
  const { definition, row } = service
  const settings = await context.settings<BookingsSettings>(bookingsSettings)
  const asked = latestResourceBook(context)
  const { requirements } = definition
  const { timeZone } = context.studio.days(branch)
  const guessed = asked === undefined ? undefined : keptKnown(context, asked, branch, requirements)
  const names = new Set([
    resourcesVersion,
    ...(guessed === undefined ? [] : namesOf(membersOf(poolsOf(guessed.known, branch, requirements)))),
    ...(guessed === undefined ? [] : guessed.wanted.flatMap(stockVersions)),
  ])
  const marks = await readMarks(context, [...names])
  const readMore = async (more: readonly string[]): Promise<void> => {
    const missing = more.filter((name) => !names.has(name))
    for (const [name, mark] of await readMarks(context, missing)) marks.set(name, mark)
    for (const name of missing) names.add(name)
  }
  const versionOf = (name: string): number => marks.get(name)?.stamp ?? 0
  const book = await resourceBook(context, { version: versionOf(resourcesVersion), from: given.since })
  await readMore(stockWanted(knownOf(book), branch, requirements).flatMap(stockVersions))
  const { known, stock: stockRead } = await readKnown(context, book, branch, requirements, { versionOf })
  const liked = new Set(preferred.map((one) => known.find(one)?.id))
  const pools = poolsOf(known, branch, requirements, { wanted, strict: true, unfit }).map((pool) => ({
    ...pool,
    wanted: new Set([...pool.wanted, ...pool.members.map(({ id }) => id).filter((id) => liked.has(id))]),
  }))
  const resources = membersOf(pools)
  await readMore(namesOf(resources))
  const stock = await readStanding(context, stockRead, resources)
  const busy: BusyResources = { book, resources, marks, stock }
  const { dailyLimit = null, weeklyLimit = null } = definition
  const limits = { dailyLimit, weeklyLimit }
  const isLimited = dailyLimit !== null || weeklyLimit !== null
  const reach = reachOf(definition, pools, settings)
  const margin = isLimited || resources.some(hasLimits) ? limitedDays * minutesPerDay : 0
  const around = ({ from, to }: MinuteWindow): MinuteWindow => ({
    from: from - reach.back - margin,
    to: to + reach.ahead + margin,
  })
  const weeks = new Map<string, TimesWithin>()
  const readOfService = readWithin(async (wide: MinuteWindow): Promise<readonly Taken[]> => {
    if (!isLimited) return []
    const window = { from: instantOfMinute(wide.from), to: instantOfMinute(wide.to) }
    return readTaken(store, [serviceResource(branch, row.id)], window, now)
  })
  const readOnce = readWithin((wide: MinuteWindow) => readBusyOnce(context, busy, wide))
  const asksOf = (window: MinuteWindow, ofService: readonly Taken[], timesOf: (id: string) => SearchResource) =>
    slotQueries({
      ...{ book, definition, pools, known, branch, timeZone, window, timesOf },
      travel: travelBy(settings),
      fullDays: fullDays(ofService, limits, localDays(timeZone)),
    })
  const weekOf = (start: number): MinuteWindow => {
    const startsAt = instantOfMinute(start)
    const endsAt = instantOfMinute(start + definition.duration)
    return weekAround({ startsAt, endsAt, timeZone }, requirements)
  }
  const knownOfStart = (start: number, ofService: readonly Taken[], { timesOf, takenOf }: TimesWithin): StartKnown => ({
    ...{ book, known, pools, branch, timeZone, limits, ofService, takenOf },
    queries: asksOf({ from: start, to: start + 1 }, ofService, timesOf),
  })
  const knownOfWeek = async (start: number): Promise<StartKnown> => {
    const wide = weekOf(start)
    const key = `${wide.from} ${wide.to}`
    const times = weeks.get(key) ?? timesWithin(context, busy, await keepBusyTimes(context, busy, wide), wide)
    weeks.set(key, times)
    return knownOfStart(start, await readOfService(wide), times)
  }
  return {
    timeZone,
    book,
    codeOf: (id) => known.find(id)?.code ?? id,
    isKept: (window) => areBusyTimesKept(context, busy, around(window)),
    async queries(window) {
      const wide = around(window)
      const ofService = await readOfService(wide)
      return asksOf(window, ofService, await readBusyTimes(context, busy, wide))
    },
    async queriesOnce(window) {
      const wide = around(window)
      const ofService = await readOfService(wide)
      return asksOf(window, ofService, timesWithin(context, busy, await readOnce(wide), wide).timesOf)
    },
    queriesOfWeek: async (start) => (await knownOfWeek(start)).queries,
    knownOfWeek,
    async knownWith(start, also) {
      const wide = weekOf(start)
      const read = hullOfWindows(wide, around(also))
      const ofService = await readOfService(read)
      const { takenOf } = timesWithin(context, busy, await keepBusyTimes(context, busy, read), wide)
      return knownOfStart(start, ofService, { takenOf, timesOf: await readBusyTimes(context, busy, read) })
    },
  }
}

const membersOf = (pools: readonly Pool[]): readonly BookResource[] => [
  ...new Set(pools.flatMap(({ members }) => members)),
]

const namesOf = (resources: readonly BookResource[]): readonly string[] => resources.map(({ claimName }) => claimName)

const hasLimits = ({ dailyLimit, weeklyLimit }: BookResource): boolean => dailyLimit !== null || weeklyLimit !== null
