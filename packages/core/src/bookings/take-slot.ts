/** Takes a time for a booking: everybody and everything that its service needs, or nothing. */
import {
  commitClaims,
  type Decision,
  hullOf,
  type NewClaim,
  type StandingClaims,
  type Taken,
  termsName,
  type Window,
} from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type BookResource, type ResourceBook, resourceBook, resourcesVersion } from '../resources/index.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Instant } from '../values/instant.ts'
import { type BookedTime, startText } from './booked-time.ts'
import { SlotTaken } from './errors.ts'
import { explainStart } from './explain-start.ts'
import { type BookingLimits, fullDays } from './full-days.ts'
import type { Assigned } from './keep-booking.ts'
import { instantOfMinute, minuteOf } from './minutes.ts'
import { travelBy, travels } from './places.ts'
import { readKnown } from './known-of-stock.ts'
import { type Pool, poolsOf, type ResourcesKnown, type Wanted } from './pools.ts'
import { bestOfQueries, forcedAssignment } from './choose-slot.ts'
import { localDays, type MinuteWindow, searchTimes, type StockStanding } from './search-times.ts'
import type { SlotAssignment } from './search/slot-at.ts'
import type { Service } from './services.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import { readStanding } from './stock-in-pools.ts'
import { stockVersions } from './stock-lists.ts'
import { limitRequirement, slotQueries } from './slot-query.ts'
import { tellFull } from './tell-why.ts'
import { weekAround } from './week-around.ts'

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
  /** What is claimed with it, of what nobody else can want. */
  readonly also?: readonly NewClaim[]
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

/**
 * Statements: the version of the resources, the versions of the pools, their claims and the raising of the versions; where resources changed since
 * they were read last, five more.
 *
 * @throws SLOT_TAKEN, WANTED_REFUSED, HOLIDAYS_UNKNOWN, PERMISSION_MISSING
 */
export async function takeSlot(context: CommandContext, wanted: SlotToTake): Promise<SlotTakenUp> {
  const settings = await context.settings<BookingsSettings>(bookingsSettings)
  const { service, branch } = wanted
  const { definition, row } = service
  const book = await resourceBook(context)
  const window = weekAround(wanted.time, definition.requirements)
  const { requirements } = definition
  const before = await readKnown(context, book, branch, requirements)
  const pools = poolsFor(before.known, wanted)
  const limits = { dailyLimit: definition.dailyLimit ?? null, weeklyLimit: definition.weeklyLimit ?? null }
  const isLimited = limits.dailyLimit !== null || limits.weeklyLimit !== null
  const limiting = isLimited ? [serviceResource(branch, row.id)] : []
  const names = [...pools.flatMap(({ members }) => members.flatMap(namesOf)), ...limiting]
  return commitClaims<SlotTakenUp>(context, {
    resources: names,
    reads: [resourcesVersion, ...before.wanted.flatMap(stockVersions)],
    window: { from: instantOfMinute(window.from), to: instantOfMinute(window.to) },
    replaces: wanted.replaces,
    async decide(standing) {
      const now = await currentBook(context, book, standing)
      const same = now === book && before.stock.holdsAt(standing.versionOf)
      const { known, stock } = same ? before : await readKnown(context, now, branch, requirements, standing)
      const current = same ? pools : requireSame(pools, poolsFor(known, wanted), names)
      return decideSlot(context, wanted, {
        ...{ book: now, known, pools: current, window, settings },
        stock: await readStanding(context, stock, [...new Set(current.flatMap(({ members }) => members))]),
        taken: takenByResource(standing.taken),
        ofService: standing.taken.filter(({ resource }) => resource === limiting[0]),
        limits,
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
  const version = standing.versionOf(resourcesVersion)
  return version === book.version ? book : resourceBook(context, { version })
}

/** Pools that changed under way may hold resources whose versions were not read: then the command begins anew. */
function requireSame(before: readonly Pool[], after: readonly Pool[], names: readonly string[]): readonly Pool[] {
  const known = new Set(names)
  const isNew = after.some(({ members }) => members.some((one) => namesOf(one).some((name) => !known.has(name))))
  if (!isNew && before.length === after.length) return after
  throw VersionConflict.create({ table: 'claims_versions', key: resourcesVersion, expected: 0 })
}

/** A resource that is a unit of the stock may cease to be one: whoever changes that raises the version of its terms. */
const namesOf = ({ id, claimName, itemId }: BookResource): readonly string[] =>
  itemId === null || claimName === termsName(id) ? [claimName] : [claimName, termsName(id)]

function poolsFor(known: ResourcesKnown, { service, branch, wanted, preferred }: SlotToTake): readonly Pool[] {
  const { requirements } = service.definition
  const pools = poolsOf(known, branch, requirements, { wanted, strict: true })
  const liked = new Set(preferred.map((one) => known.find(one)?.id))
  return pools.map((pool) => ({
    ...pool,
    wanted: new Set([...pool.wanted, ...pool.members.map(({ id }) => id).filter((id) => liked.has(id))]),
  }))
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
  readonly known: ResourcesKnown
  /** How units of the stock stand, by the ids of their resources. */
  readonly stock: ReadonlyMap<string, StockStanding>
  readonly pools: readonly Pool[]
  readonly window: MinuteWindow
  readonly settings: BookingsSettings
  readonly taken: ReadonlyMap<string, readonly Taken[]>
  /** How often the service is booked, and how often it may be. */
  readonly ofService: readonly Taken[]
  readonly limits: BookingLimits
  readonly limiting: readonly string[]
}

/** Who serves the booking, and what is claimed. One statement at most, to tell why it is refused. @throws SLOT_TAKEN, PERMISSION_MISSING */
async function decideSlot(context: CommandContext, wanted: SlotToTake, known: Known): Promise<Decision<SlotTakenUp>> {
  const { book, pools, window, settings, taken, known: resources, ofService, limits } = known
  const { service, time, branch, overbook, reference, expiresAt } = wanted
  const start = minuteOf(time.startsAt)
  const memory = new Map<string, ReturnType<typeof searchTimes>>()
  const timesOf = (id: string) => {
    const kept = memory.get(id)
    if (kept !== undefined) return kept
    const resource = resources.byId(id)
    const times = searchTimes(book, resource, taken.get(resource.claimName) ?? [], window, known.stock.get(id))
    memory.set(id, times)
    return times
  }
  const queries = slotQueries({
    ...{ book, definition: service.definition, pools, known: resources, branch, timeZone: time.timeZone, timesOf },
    window: { from: start, to: start + 1 },
    travel: travelBy(settings),
    fullDays: fullDays(ofService, limits, localDays(time.timeZone)),
  })
  const free = bestOfQueries(queries, start)
  const slot = free ?? (overbook ? forcedAssignment(queries, start) : null)
  if (slot === null) {
    const { full, requirements } = await explainStart(
      context,
      {
        ...{ queries, book, known: resources, pools, branch, timeZone: time.timeZone, ofService, limits },
        takenOf: (claimName) => taken.get(claimName) ?? [],
      },
      start,
    )
    throw SlotTaken.create({
      ...{ service: service.row.code, startsAt: time.startsAt, local: startText(time) },
      full: full.map((period) => ({ because: period.because, date: period.date, text: tellFull(period) })),
      short: requirements.filter(({ enough }) => !enough),
    })
  }
  const assigned = assignedOf(slot, pools, resources)
  if (free === null) requireAuthorityOver(context, assigned, resources)
  const kind = expiresAt === null ? 'booking' : 'hold'
  // What nobody entered as a resource is claimed as a unit of the stock alone.
  const isTied = ({ id, itemId }: BookResource): boolean => itemId !== null && book.byId.has(id)
  const claims = assigned.map((one): NewClaim => {
    const { resourceId, quantity, busyFrom: from, busyTo: to, startsAt: worksFrom, endsAt: worksTo } = one
    const booked = resources.byId(resourceId)
    const place = travels(booked) ? slot.place : null
    const as = { resource: booked.claimName, resourceId: isTied(booked) ? resourceId : null }
    return { ...as, reference, kind, quantity, from, to, worksFrom, worksTo, expiresAt, place }
  })
  const touches = claims.flatMap(({ resourceId }) => (resourceId == null ? [] : [termsName(resourceId)]))
  const { startsAt: from, endsAt: to } = time
  for (const resource of known.limiting) claims.push({ resource, reference, kind, from, to, expiresAt })
  claims.push(...(wanted.also ?? []))
  const busy = hullOf([{ from, to }, ...assigned.map(({ busyFrom, busyTo }) => ({ from: busyFrom, to: busyTo }))])
  return { claims, touches, result: { assigned, busy, placeId: placeIdOf(assigned, pools), overbooked: free === null } }
}

/** Whoever is booked twice is so by somebody who has that say in the branch from which they come. @throws PERMISSION_MISSING */
function requireAuthorityOver(context: CommandContext, assigned: readonly Assigned[], known: ResourcesKnown): void {
  const branches = new Set(assigned.map(({ resourceId }) => known.byId(resourceId).branch))
  for (const branch of branches) context.demand('bookings.overbook', branch)
}

function assignedOf(slot: SlotAssignment, pools: readonly Pool[], known: ResourcesKnown): readonly Assigned[] {
  return slot.requirements
    .filter(({ name }) => name !== limitRequirement)
    .flatMap(({ name, chosen }) => {
      const asked = pools.find(({ requirement }) => requirement.name === name)?.wanted
      return chosen.map((member): Assigned => {
        const resource = known.byId(member.resource)
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
