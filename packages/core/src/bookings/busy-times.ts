/** What is taken of resources, kept in memory and read again where it changed: for looking, never for deciding. */
import {
  type ClaimSeen,
  claims,
  findClaims,
  isOver,
  type ResourceMark,
  seenColumns,
  type Taken,
} from '../claims/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { KeptOfStudios } from '../engine/kept-of-studios.ts'
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { type BookResource, knownTime, type ResourceBook } from '../resources/index.ts'
import type { Instant } from '../values/instant.ts'
import { instantOfMinute } from './minutes.ts'
import { type MinuteWindow, searchTimes, type StockStanding } from './search-times.ts'
import { laterMade, type SearchResource } from './search/resource.ts'

interface Kept {
  /** The version that it was read at. */
  readonly stamp: number
  readonly window: MinuteWindow
  readonly rows: readonly ClaimSeen[]
  /** The arrays made of it, for one book, and until when: the end of the first hold. */
  made:
    | {
        readonly book: ResourceBook
        readonly resource: BookResource
        readonly until: Instant | null
        readonly times: SearchResource
      }
    | undefined
}

/** By the names of claims. */
export type BusyTimes = KeptOfStudios<Kept>

export const busyTimesToken: Token<BusyTimes> = token<BusyTimes>('calotype.bookings.busy-times')

/** One for each engine, which ends with it. */
export const emptyBusyTimes: Provision = provide(busyTimesToken, {
  useFactory: (): BusyTimes => new KeptOfStudios({ studios: 200, each: 5000 }),
})

/** What is known of resources as of the view of the store. */
export interface BusyResources {
  readonly book: ResourceBook
  readonly resources: readonly BookResource[]
  /** By the names of claims. */
  readonly marks: ReadonlyMap<string, ResourceMark>
  /** How units of the stock stand, by the ids of their resources. */
  readonly stock: ReadonlyMap<string, StockStanding>
}

/** Whether the times of all of them are in memory for the window, as they are now. */
export function areBusyTimesKept(
  context: QueryContext,
  { resources, marks }: BusyResources,
  window: MinuteWindow,
): boolean {
  const kept = keptOf(context)
  return resources.every(({ claimName }) => isFresh(kept, marks, claimName, window))
}

/**
 * The times of resources in a window, made when they are first asked for. Statements: none where nothing changed since it was read; else one for all that changed or was
 * not read for the window, and one more where some of these were ever claimed for very long.
 */
export async function readBusyTimes(
  context: QueryContext,
  busy: BusyResources,
  window: MinuteWindow,
): Promise<(id: string) => SearchResource> {
  const { book, resources, stock } = busy
  const kept = await keepBusyTimes(context, busy, window)
  const byId = new Map(resources.map((one) => [one.id, one]))
  return (id) => timesOf({ kept, book, now: context.now, stock: stock.get(id) }, byId.get(id) as BookResource)
}

/** The times of resources in one window and no other. */
export interface TimesWithin {
  timesOf(id: string): SearchResource
  /** What claims a resource, by the name of its claims. */
  takenOf(claimName: string): readonly Taken[]
}

/** What claims resources, by the names of their claims, of one window or more. */
export type BusyRows = ReadonlyMap<string, { readonly rows: readonly ClaimSeen[] }>

/** As readBusyTimes, of nothing but what meets the window: loads are judged by that, and no day outside of it needs to be known. Pure. */
export function timesWithin(
  { now }: QueryContext,
  { book, resources, stock }: BusyResources,
  read: BusyRows,
  window: MinuteWindow,
): TimesWithin {
  const [from, to] = [instantOfMinute(window.from), instantOfMinute(window.to)]
  // What is kept may be let go before the times are made.
  const rowsOf = new Map(resources.map(({ claimName }) => [claimName, read.get(claimName)?.rows ?? []]))
  const takenOf = (claimName: string): readonly Taken[] => {
    const rows = (rowsOf.get(claimName) ?? []).filter(({ startsAt, endsAt }) => endsAt > from && startsAt < to)
    return standing(rows, now)
  }
  const times = resources.map((one): [string, SearchResource] => {
    const own = stock.get(one.id)
    const { id, capacity } = { ...one, capacity: own?.capacity ?? one.capacity }
    return [id, laterMade({ id, capacity }, () => searchTimes(book, one, takenOf(one.claimName), window, own))]
  })
  const byId = new Map(times)
  return { timesOf: (id) => byId.get(id) as SearchResource, takenOf }
}

/** Of a window that is wider than most, without keeping it: else later searches of few days have to do with many. Statements: as keepBusyTimes. */
export async function readBusyOnce(
  context: QueryContext,
  busy: BusyResources,
  window: MinuteWindow,
): Promise<BusyRows> {
  if (areBusyTimesKept(context, busy, window)) return ofAll(keptOf(context), busy)
  const names = busy.resources.map((one) => one.claimName)
  const byName = rowsByName(await readRows(context, busy, { names, window }))
  return new Map(names.map((name) => [name, { rows: byName.get(name) ?? [] }]))
}

const readRows = (
  { store }: QueryContext,
  { marks }: BusyResources,
  { names, window }: { readonly names: readonly string[]; readonly window: MinuteWindow },
): Promise<readonly ClaimSeen[]> =>
  findClaims<ClaimSeen>(
    (where) => store.findColumns(claims, seenColumns, { where, orderBy: ['resource', 'startsAt'], limit: 'all' }),
    { names, marks, window: { from: instantOfMinute(window.from), to: instantOfMinute(window.to) } },
  )

/** By the names of claims, of these resources whatever others let go meanwhile. Statements: as readBusyTimes. */
export async function keepBusyTimes(
  context: QueryContext,
  busy: BusyResources,
  window: MinuteWindow,
): Promise<ReadonlyMap<string, Kept>> {
  const { resources, marks } = busy
  const kept = keptOf(context)
  const fresh = ofAll(kept, busy)
  const names = resources.map((one) => one.claimName).filter((name) => !isFresh(kept, marks, name, window))
  if (names.length === 0) return fresh
  const wide = names.reduce((most, name) => joined(most, kept.get(name)?.window), window)
  const byName = rowsByName(await readRows(context, busy, { names, window: wide }))
  const read = names.map((name): [string, Kept] => {
    const stamp = marks.get(name)?.stamp ?? 0
    return [name, { stamp, window: wide, rows: byName.get(name) ?? [], made: undefined }]
  })
  context.resolve(busyTimesToken).keep(context.tenant, read)
  return new Map([...fresh, ...read])
}

/** What is kept of these resources, also when it is let go. */
function ofAll(kept: ReadonlyMap<string, Kept>, { resources }: BusyResources): ReadonlyMap<string, Kept> {
  const own = new Map<string, Kept>()
  for (const { claimName } of resources) {
    const known = kept.get(claimName)
    if (known !== undefined) own.set(claimName, known)
  }
  return own
}

function isFresh(
  kept: ReadonlyMap<string, Kept>,
  marks: ReadonlyMap<string, ResourceMark>,
  name: string,
  { from, to }: MinuteWindow,
): boolean {
  const known = kept.get(name)
  return (
    known !== undefined &&
    known.stamp === (marks.get(name)?.stamp ?? 0) &&
    known.window.from <= from &&
    known.window.to >= to
  )
}

/** What was read before is read again with what is asked for now, unless there is too much between them. */
function joined(asked: MinuteWindow, before: MinuteWindow | undefined): MinuteWindow {
  if (before === undefined) return asked
  const both = { from: Math.min(asked.from, before.from), to: Math.max(asked.to, before.to) }
  const minutes = ({ from, to }: MinuteWindow): number => to - from
  return minutes(both) <= 2 * (minutes(asked) + minutes(before)) ? both : asked
}

/** Rows come in the order of their resources. */
function rowsByName(rows: readonly ClaimSeen[]): ReadonlyMap<string, readonly ClaimSeen[]> {
  const byName = new Map<string, ClaimSeen[]>()
  let list: ClaimSeen[] = []
  let name = ''
  for (const row of rows) {
    if (row.resource !== name) {
      name = row.resource
      list = []
      byName.set(name, list)
    }
    list.push(row)
  }
  return byName
}

const keptOf = (context: QueryContext): ReadonlyMap<string, Kept> => context.resolve(busyTimesToken).of(context.tenant)

interface TimesWanted {
  readonly kept: ReadonlyMap<string, Kept>
  readonly book: ResourceBook
  readonly now: Instant
  /** Of a unit of the stock, or counted stock. */
  readonly stock: StockStanding | undefined
}

function timesOf({ kept, book, now, stock }: TimesWanted, resource: BookResource): SearchResource {
  const known = kept.get(resource.claimName)
  if (known === undefined) return searchTimes(book, resource, [], { from: 0, to: 0 }, stock)
  const { made } = known
  const isUsual = stock === undefined || (stock.closed === null && stock.uses.length === 0 && stock.capacity === 1)
  const holds = made !== undefined && made.book === book && made.resource === resource
  if (isUsual && holds && (made.until === null || now < made.until)) return made.times
  const { id, capacity } = { ...resource, capacity: stock?.capacity ?? resource.capacity }
  const { from, to } = known.window
  const times = laterMade({ id, capacity }, () => {
    // What is not known yet may be announced: it is made anew each time.
    if (known.made?.times === times && !knownTime(book, resource, from, to).isWhole) known.made = undefined
    return searchTimes(book, resource, standing(known.rows, now), known.window, stock)
  })
  if (!isUsual) return times
  let until: Instant | null = null
  for (const { expiresAt } of known.rows) {
    if (expiresAt !== null && expiresAt > now && (until === null || expiresAt < until)) until = expiresAt
  }
  known.made = { book, resource, until, times }
  return times
}

/** Claims that stand, as a search takes them. */
function standing(rows: readonly ClaimSeen[], now: Instant): readonly Taken[] {
  const taken: Taken[] = []
  for (const row of rows) {
    if (isOver(row, now)) continue
    const { resource, reference, kind, quantity, place, expiresAt, startsAt: from, endsAt: to } = row
    taken.push({ resource, reference, kind, quantity, place, expiresAt, from, to })
  }
  return taken
}
