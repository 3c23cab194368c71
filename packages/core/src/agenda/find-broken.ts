/** Finds what is booked and no longer fits, as of the view of the store. */
import { fullDays } from '../bookings/full-days.ts'
import {
  type AssignmentRow,
  type BookingRow,
  bookingsServices,
  type BookingsSettings,
  bookingsSettings,
  openBookingStates,
  whoseOf,
} from '../bookings/index.ts'
import { travelBy } from '../bookings/places.ts'
import { readKnown } from '../bookings/known-of-stock.ts'
import { levelOf } from '../bookings/fits-requirement.ts'
import { knownOf, poolsOf, type ResourcesKnown } from '../bookings/pools.ts'
import { localDays, type StockStanding } from '../bookings/search-times.ts'
import { type Service, serviceOf } from '../bookings/services.ts'
import { readStanding } from '../bookings/stock-in-pools.ts'
import { weekAround } from '../bookings/week-around.ts'
import { beyondClaims, readTaken, type Taken, unitsTaken, workOf } from '../claims/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { availableTime, bookedKinds } from '../resources/conflicts.ts'
import { type BookResource, isThing, type ResourceBook, resourceBook } from '../resources/index.ts'
import { outside } from '../resources/spans.ts'
import { plannedOn } from '../resources/working-time.ts'
import { addDays, type CalendarDate, epochDayOf } from '../values/calendar-date.ts'
import { type Break, breaksOf, type BrokenRule, type Held, joined } from './breaks.ts'
import { instantOfMinute, minuteAfter, minuteOf } from './period.ts'
import { readBooked, readBookings } from './read-booked.ts'
import { resourcesAsked, type Whose } from './resources-asked.ts'
import type { Cell } from './tally.ts'
import { marginDays, takenByName, type TakenByName, weeksKnown } from './weeks-known.ts'
import { whoCould } from './who-could.ts'

/** A claim that breaks a rule. */
export interface ConflictFound {
  readonly claim: Held
  readonly resource: BookResource
  /** Whose it is; several of a session. */
  readonly bookings: readonly BookingRow[]
  /** As what the resource is booked. */
  readonly part: AssignmentRow | undefined
  readonly breaks: readonly Break[]
}

interface Known {
  readonly book: ResourceBook
  readonly resources: ResourcesKnown
  /** How units of the stock stand, by the ids of their resources. */
  readonly stock: ReadonlyMap<string, StockStanding>
  readonly taken: TakenByName
  /** By id, those whose bookings were found. */
  readonly services: ReadonlyMap<string, Service>
  readonly assigned: ReadonlyMap<string, readonly AssignmentRow[]>
}

export interface Broken extends Known {
  readonly found: readonly ConflictFound[]
}

export interface BrokenAsked {
  readonly branch: string
  readonly whose: Whose
  /** Minutes, from now on. */
  readonly window: Cell
  /** The first local day. */
  readonly first: CalendarDate
}

/** Those of the branch and, where no others are asked for, whoever its bookings have of other branches. Statements: five at most. */
export async function findBroken(context: QueryContext, asked: BrokenAsked): Promise<Broken> {
  const { store, now } = context
  const { branch, whose, window, first } = asked
  const book = await resourceBook(context, { from: addDays(first, -marginDays - 7) })
  const of = resourcesAsked(context, 'agenda.conflicts', book, branch, whose)
  if (window.from >= window.to) {
    const nothing = { resources: knownOf(book), stock: new Map(), taken: new Map() }
    return { book, ...nothing, services: new Map(), assigned: new Map(), found: [] }
  }
  const isOfAll = whose.resourceIds === undefined && whose.kind === undefined && whose.skill === undefined
  const asInstants = { from: instantOfMinute(window.from), to: instantOfMinute(window.to) }
  const isOfBranch = whose.resourceIds === undefined
  const bookings = await readBookings(context, asInstants, openBookingStates, isOfBranch ? { branch } : {})
  const assigned = await readBooked(store, bookings)
  const serviceIds = [...new Set(bookings.map(({ serviceId }) => serviceId))]
  const rows =
    serviceIds.length === 0
      ? []
      : await store.find(bookingsServices, { where: { id: { in: serviceIds } }, limit: 'all' })
  const services = new Map(rows.map((row) => [row.id, serviceOf(row)]))

  const requirements = [...services.values()].flatMap(({ definition }) => definition.requirements)
  const { known: resources, stock: stockRead } = await readKnown(context, book, branch, requirements, {
    also: [...of, ...[...assigned.values()].flat().flatMap(({ resourceId }) => book.byId.get(resourceId) ?? [])],
  })
  const own = new Set(of)
  const elsewhere = isOfAll
    ? [...assigned.values()].flat().flatMap(({ resourceId }) => resources.find(resourceId) ?? [])
    : []
  const looked = [...new Set([...of, ...elsewhere])]
  const members = [...services.values()].flatMap(({ definition }) =>
    poolsOf(resources, branch, definition.requirements, { wanted: {}, strict: true }).flatMap((pool) => pool.members),
  )
  const all = [...new Set([...looked, ...members])]
  const names = all.map((one) => one.claimName)
  const stock = await readStanding(context, stockRead, all)
  const margin = marginDays * 1440 + Math.max(0, ...[...services.values()].map(({ definition }) => definition.duration))
  const wide = { from: instantOfMinute(window.from - margin), to: instantOfMinute(window.to + margin) }
  const taken = takenByName(await readTaken(store, names, wide, now))
  const known = { book, resources, stock, taken, services, assigned }

  const byReference = new Map<string, BookingRow[]>()
  for (const row of bookings) {
    const reference = row.sessionId ?? row.id
    byReference.set(reference, [...(byReference.get(reference) ?? []), row])
  }
  const reached = context.branchesWith('agenda.conflicts')
  const found = looked.flatMap((resource) => {
    const standing = stock.get(resource.id)
    const promised = taken.get(resource.claimName) ?? []
    const claims = [...promised, ...beyondClaims(standing?.uses ?? [], promised)]
    const isReached = reached === 'all' || reached.includes(resource.branch)
    const held = claims.map((one) => heldOf(one, standing?.capacity ?? resource.capacity))
    const over = overLimits(resource, claims)
    return held.flatMap((claim): ConflictFound[] => {
      const isAhead = bookedKinds.has(claim.kind) && claim.from < window.to && claim.to > window.from
      const rows = byReference.get(claim.reference) ?? []
      if (!isAhead || (!own.has(resource) && rows.length === 0)) return []
      const part = partOf(known, rows[0], resource, claim)
      const unfit =
        part === undefined ? null : standing?.closed != null ? 'unitGone' : unfitFor(known, rows[0], resource, part)
      const breaks = breaksOf(claim, held, {
        capacity: standing?.capacity ?? resource.capacity,
        ...over,
        ...workOfDays(book, resource, claim),
        unfit,
      })
      const shown = breaks
        .filter(({ to }) => to > window.from)
        .map((one) => (isReached ? told(one, byReference) : hidden(one)))
      if (shown.length === 0) return []
      return [{ claim, resource, bookings: rows, part, breaks: joined(shown) }]
    })
  })
  return { ...known, found }
}

const heldOf = (taken: Taken, capacity: number): Held => {
  const work = workOf(taken)
  return {
    reference: taken.reference,
    kind: taken.kind,
    units: unitsTaken(taken, capacity),
    from: minuteOf(taken.from),
    to: minuteAfter(taken.to),
    work: { from: minuteOf(work.from), to: minuteAfter(work.to) },
  }
}

/** Bookings of branches that the actor does not reach are not named. */
const told = (one: Break, known: ReadonlyMap<string, unknown>): Break =>
  one.rule === 'doubleBooked' ? { ...one, with: one.with.filter((reference) => known.has(reference)) } : one

/** Why somebody of a branch that the actor does not reach is away is not told. */
const hidden = (one: Break): Break => ({
  ...one,
  rule: one.rule === 'timeOff' || one.rule === 'doubleBooked' ? 'busyElsewhere' : one.rule,
  with: [],
})

function partOf({ assigned }: Known, booking: BookingRow | undefined, resource: BookResource, claim: Held) {
  const whose = whoseOf([resource])
  const own = (assigned.get(booking?.id ?? '') ?? []).filter((one) => whose(one) !== undefined)
  return (
    own.find(({ busyFrom, busyTo }) => minuteOf(busyFrom) === claim.from && minuteAfter(busyTo) === claim.to) ?? own[0]
  )
}

/** Whether the resource does no longer for what it is booked as. A requirement that the service has no more asks nothing. */
function unfitFor(
  { resources, services }: Known,
  booking: BookingRow | undefined,
  resource: BookResource,
  part: AssignmentRow,
): 'skillLost' | 'notInPool' | null {
  const service = services.get(booking?.serviceId ?? '')
  const requirement = service?.definition.requirements.find(({ name }) => name === part.requirement)
  if (booking === undefined || requirement === undefined) return null
  const { skill, stock } = requirement
  if (stock !== undefined) return resource.itemId === stock.item ? null : 'notInPool'
  if (skill !== undefined && levelOf(resource, skill.name) < skill.level) return 'skillLost'
  const [pool] = poolsOf(resources, booking.branch, [requirement], { wanted: {}, strict: true })
  return pool?.members.includes(resource) === true ? null : 'notInPool'
}

const whyRules: Readonly<Record<string, BrokenRule | undefined>> = {
  closedDay: 'closedDay',
  notInUse: 'resourceClosed',
}

function workOfDays(book: ResourceBook, resource: BookResource, { work }: Held) {
  const days = localDays(resource.timeZone)
  const working = work.from < work.to ? availableTime(book, resource, work.from, work.to) : []
  const whyNot: { rule: BrokenRule; from: number; to: number }[] = []
  if (outside(working, work.from, work.to).length > 0) {
    const last = days.dateOf(instantOfMinute(work.to - 1))
    for (let date = days.dateOf(instantOfMinute(work.from)); date <= last; date = addDays(date, 1)) {
      const [begins, ends] = [minuteOf(days.startOf(date)), minuteOf(days.startOf(addDays(date, 1)))]
      if (begins >= ends) continue
      // Things without a roster of their own are held to the days of their use alone.
      const why =
        isThing(resource.kind) && !resource.hasRoster ? 'notInUse' : plannedOn(book, resource, epochDayOf(date)).why
      whyNot.push({ rule: whyRules[why] ?? 'outsideWorkingTime', from: begins, to: ends })
    }
  }
  return { working, whyNot }
}

/** The days and weeks with one booking more than the resource takes, or several. */
function overLimits({ dailyLimit, weeklyLimit, timeZone }: BookResource, claims: readonly Taken[]) {
  const over = (daily: number | null, weekly: number | null): readonly number[] => {
    const limits = { dailyLimit: daily === null ? null : daily + 1, weeklyLimit: weekly === null ? null : weekly + 1 }
    return fullDays(claims, limits, localDays(timeZone))
  }
  return { overDays: over(dailyLimit, null), overWeeks: over(null, weeklyLimit) }
}

/** Who could take over from whom; whoever is out of use, away or booked could not. */
export async function takeOvers(context: QueryContext, broken: Broken) {
  const { book, resources, taken, services, assigned } = broken
  const travel = travelBy(await context.settings<BookingsSettings>(bookingsSettings))
  const weeks = weeksKnown(broken, taken)
  return ({ bookings: [booking], part }: ConflictFound): readonly BookResource[] => {
    const service = services.get(booking?.serviceId ?? '')
    if (booking === undefined || part === undefined || service === undefined) return []
    const week = weeks(weekAround(booking, service.definition.requirements))
    const ids = whoCould(book, { booking, service, part, week, travel, assigned: assigned.get(booking.id) ?? [] })
    return ids.map((id) => resources.byId(id))
  }
}
