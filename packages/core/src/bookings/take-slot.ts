/** Takes a time for a booking: everybody and everything that its service needs, or nothing. */
import {
  commitClaims,
  type Decision,
  hullOf,
  namedResource,
  type NewClaim,
  type StandingClaims,
  type Taken,
  type Window,
} from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type BookResource, type ResourceBook, resourceBook, resourcesVersion } from '../resources/index.ts'
import { VersionConflict } from '../storage/errors.ts'
import { addDays, weekday } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import type { BookedTime } from './booked-time.ts'
import { type Shortage, SlotTaken } from './errors.ts'
import { fullDays } from './full-days.ts'
import type { Assigned } from './keep-booking.ts'
import { instantOfMinute, minuteAfter, minuteOf } from './minutes.ts'
import { travelBy, travels } from './places.ts'
import { knownOf, type Pool, poolsOf, type Wanted } from './pools.ts'
import { bestOfQueries, forcedAssignment } from './choose-slot.ts'
import { localDays, type MinuteWindow, searchTimes } from './search-times.ts'
import type { SlotAssignment } from './search/slot-at.ts'
import type { Service } from './services.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { shortagesAt } from './shortages.ts'
import { limitRequirement, slotQueries } from './slot-query.ts'

export interface SlotToTake {
  readonly service: Service
  readonly branch: string
  readonly time: BookedTime
  /** Who is taken and nobody in his place, by requirement: codes or ids. */
  readonly wanted: Wanted
  /** Whom the customer likes best: taken first, others where they are not free. */
  readonly preferred: readonly string[]
  /** Whose claims they are: the booking, or its session. */
  readonly reference: string
  /** Until when it is held; null where it is booked. */
  readonly expiresAt: Instant | null
  /** References whose claims give way. */
  readonly replaces: readonly string[]
  /** Takes whoever was asked for, or would be first, although they are not free. */
  readonly overbook: boolean
}

export interface SlotTakenUp {
  readonly assigned: readonly Assigned[]
  readonly busy: Window
  /** The resource that gives the place; null in the branch. */
  readonly placeId: string | null
  /** Whether somebody was booked who is not free. */
  readonly overbooked: boolean
}

/** What a service with limits claims of itself, in a branch. */
export const serviceResource = (branch: string, serviceId: string): string => `service:${branch}:${serviceId}`

/** How far around its local week claims matter: ways, buffers, and days of other zones. */
const marginDays = 2

/**
 * Statements: the version of the resources, the versions of the pools, their claims and the raising of the versions; where resources changed since
 * they were read last, five more.
 *
 * @throws SLOT_TAKEN, WANTED_REFUSED, HOLIDAYS_UNKNOWN
 */
export async function takeSlot(context: CommandContext, wanted: SlotToTake): Promise<SlotTakenUp> {
  const settings = await context.settings<BookingsSettings>(bookingsSettings)
  const { service, branch } = wanted
  const { definition, row } = service
  const book = await resourceBook(context)
  const window = weekAround(wanted.time, definition.requirements)
  const pools = poolsFor(book, wanted)
  const limits = { dailyLimit: definition.dailyLimit ?? null, weeklyLimit: definition.weeklyLimit ?? null }
  const isLimited = limits.dailyLimit !== null || limits.weeklyLimit !== null
  const limiting = isLimited ? [serviceResource(branch, row.id)] : []
  const names = [...pools.flatMap(({ members }) => members.map(({ id }) => namedResource(id))), ...limiting]
  return commitClaims<SlotTakenUp>(context, {
    resources: names,
    reads: [resourcesVersion],
    window: { from: instantOfMinute(window.from), to: instantOfMinute(window.to) },
    replaces: wanted.replaces,
    async decide(standing) {
      const now = await currentBook(context, book, standing)
      const current = now === book ? pools : requireSame(pools, poolsFor(now, wanted), names)
      return decideSlot(wanted, {
        ...{ book: now, pools: current, window, settings },
        taken: takenByResource(standing.taken),
        fullDays: isLimited
          ? fullDays(
              standing.taken.filter(({ resource }) => resource === limiting[0]),
              limits,
              localDays(wanted.time.timeZone),
            )
          : [],
        limiting,
      })
    },
  })
}

/** The book as the versions say that it is. */
function currentBook(
  context: CommandContext,
  book: ResourceBook,
  standing: StandingClaims,
): Promise<ResourceBook> | ResourceBook {
  const changes = standing.changesOf(resourcesVersion)
  return changes === book.changes ? book : resourceBook(context, { changes })
}

/** Pools that changed under way may hold resources whose versions were not read: then the command begins anew. */
function requireSame(before: readonly Pool[], after: readonly Pool[], names: readonly string[]): readonly Pool[] {
  const known = new Set(names)
  const isNew = after.some(({ members }) => members.some(({ id }) => !known.has(namedResource(id))))
  if (!isNew && before.length === after.length) return after
  throw VersionConflict.create({ table: 'claims_versions', key: resourcesVersion, expected: 0 })
}

function poolsFor(book: ResourceBook, { service, branch, wanted, preferred }: SlotToTake): readonly Pool[] {
  const known = knownOf(book)
  const { requirements } = service.definition
  const pools = poolsOf(known, branch, requirements, { wanted, strict: true })
  const liked = new Set(preferred.map((one) => known.find(one)?.id))
  return pools.map((pool) => ({
    ...pool,
    wanted: new Set([...pool.wanted, ...pool.members.map(({ id }) => id).filter((id) => liked.has(id))]),
  }))
}

/** The local week of the start, in which loads and limits are counted, and all that the booking itself touches. */
function weekAround(
  { startsAt, endsAt, localDate, timeZone }: BookedTime,
  requirements: Service['definition']['requirements'],
): MinuteWindow {
  const days = localDays(timeZone)
  const monday = addDays(localDate, 1 - weekday(localDate) - marginDays)
  const before = Math.max(0, ...requirements.map(({ from, before }) => before - Math.min(0, from.minutes)))
  const after = Math.max(0, ...requirements.map(({ to, after }) => after + Math.max(0, to.minutes)))
  const dayMinutes = 1440
  return {
    from: Math.min(minuteOf(days.startOf(monday)), minuteOf(startsAt) - before - 2 * dayMinutes),
    to: Math.max(
      minuteOf(days.startOf(addDays(monday, 7 + 2 * marginDays))),
      minuteAfter(endsAt) + after + 2 * dayMinutes,
    ),
  }
}

function takenByResource(taken: readonly Taken[]): ReadonlyMap<string, readonly Taken[]> {
  const byResource = new Map<string, Taken[]>()
  for (const one of taken) {
    const list = byResource.get(one.resource)
    if (list === undefined) byResource.set(one.resource, [one])
    else list.push(one)
  }
  return byResource
}

interface Known {
  readonly book: ResourceBook
  readonly pools: readonly Pool[]
  readonly window: MinuteWindow
  readonly settings: BookingsSettings
  readonly taken: ReadonlyMap<string, readonly Taken[]>
  readonly fullDays: readonly number[]
  readonly limiting: readonly string[]
}

/** Who serves the booking, and what is claimed. Pure but for what throws. @throws SLOT_TAKEN */
function decideSlot(wanted: SlotToTake, known: Known): Decision<SlotTakenUp> {
  const { book, pools, window, settings, taken } = known
  const { service, time, branch, overbook, reference, expiresAt } = wanted
  const start = minuteOf(time.startsAt)
  const memory = new Map<string, ReturnType<typeof searchTimes>>()
  const timesOf = (id: string) => {
    const kept = memory.get(id)
    if (kept !== undefined) return kept
    const resource = book.byId.get(id) as BookResource
    const times = searchTimes(book, resource, taken.get(namedResource(id)) ?? [], window)
    memory.set(id, times)
    return times
  }
  const queries = slotQueries({
    ...{ definition: service.definition, pools, known: knownOf(book), branch, timeZone: time.timeZone, timesOf },
    window: { from: start, to: start + 1 },
    travel: travelBy(settings),
    fullDays: known.fullDays,
  })
  const free = bestOfQueries(queries, start)
  const slot = free ?? (overbook ? forcedAssignment(queries, start) : null)
  if (slot === null) {
    const short: readonly Shortage[] = shortagesAt(queries, start, book, time.timeZone)
    throw SlotTaken.create({ service: service.row.code, startsAt: time.startsAt, short })
  }
  const assigned = assignedOf(slot, pools, book)
  const kind = expiresAt === null ? 'booking' : 'hold'
  const claims = assigned.map(({ resourceId, quantity, busyFrom: from, busyTo: to }): NewClaim => {
    const resource = book.byId.get(resourceId) as BookResource
    const place = travels(resource) ? slot.place : null
    return { resource: namedResource(resourceId), reference, kind, quantity, from, to, expiresAt, place }
  })
  const { startsAt: from, endsAt: to } = time
  for (const resource of known.limiting) claims.push({ resource, reference, kind, from, to, expiresAt })
  const busy = hullOf([{ from, to }, ...assigned.map(({ busyFrom, busyTo }) => ({ from: busyFrom, to: busyTo }))])
  return { claims, result: { assigned, busy, placeId: placeIdOf(assigned, pools), overbooked: free === null } }
}

function assignedOf(slot: SlotAssignment, pools: readonly Pool[], book: ResourceBook): readonly Assigned[] {
  return slot.requirements
    .filter(({ name }) => name !== limitRequirement)
    .flatMap(({ name, chosen }) => {
      const asked = pools.find(({ requirement }) => requirement.name === name)?.wanted
      return chosen.map((member): Assigned => {
        const resource = book.byId.get(member.resource) as BookResource
        return {
          requirement: name,
          resourceId: resource.id,
          resourceCode: resource.code,
          resourceKind: resource.kind,
          quantity: member.quantity,
          startsAt: instantOfMinute(member.from),
          endsAt: instantOfMinute(member.to),
          busyFrom: instantOfMinute(member.claimFrom),
          busyTo: instantOfMinute(member.claimTo),
          reason: member.reason === 'onlyOne' && asked?.has(resource.id) === true ? 'asked' : member.reason,
        }
      })
    })
}

function placeIdOf(assigned: readonly Assigned[], pools: readonly Pool[]): string | null {
  const placing = pools.find(({ requirement }) => requirement.isPlace)?.requirement.name
  return assigned.find(({ requirement }) => requirement === placing)?.resourceId ?? null
}
