/** Keeps local times: the bookings and days off that were named, all at once. */
import type { Window } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import {
  type BookResource,
  resourceBook,
  resourcesTimeOff,
  timeOffDecided,
  TimeOffUnknown,
} from '../resources/index.ts'
import { addMillis, type Instant, millisOf } from '../values/instant.ts'
import { isStillOpen } from './as-it-stands.ts'
import { type HeldBooking, holdBookings } from './hold-booking.ts'
import { type Assigned, keepBooking } from './keep-booking.ts'
import { keptDays, keptStart } from './kept-local-time.ts'
import { shiftClaims, type Shift } from './shift-claims.ts'
import { bookingsBookings } from './tables.ts'
import { zoneRulesToken } from './zone-rules.ts'

interface Asked {
  readonly bookingIds: readonly string[]
  readonly timeOffIds: readonly string[]
}

/** What moves together: one booking, all of a session, or a time off. */
interface Moving {
  readonly shift: Shift
  readonly members: readonly { readonly kind: 'booking' | 'timeOff'; readonly id: string; readonly after: Window }[]
}

interface Standing {
  readonly kind: 'booking' | 'timeOff'
  readonly id: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/**
 * Statements: the bookings, those of their sessions, their locks, who is booked; the days off and the book of resources; those of shiftClaims; and for each booking
 * its update and the end of its former assignments.
 *
 * @throws BOOKING_UNKNOWN, BOOKING_OTHER_BRANCH, BOOKING_STATE_REFUSED, TIME_OFF_UNKNOWN
 */
export async function keepLocalTimes(context: CommandContext, { bookingIds, timeOffIds }: Asked) {
  const rules = context.resolve(zoneRulesToken)
  const bookings = await holdWithSessions(context, [...new Set(bookingIds)])
  const daysOff = await holdDaysOff(context, [...new Set(timeOffIds)])
  const left: (Standing & {
    why: 'stands' | 'noSuchTime' | 'taken'
    taken: { resource: string; from: string; to: string }[]
  })[] = []
  const moving: Moving[] = []
  const leave = (one: Standing, why: 'stands' | 'noSuchTime') =>
    left.push({ kind: one.kind, id: one.id, startsAt: one.startsAt, endsAt: one.endsAt, why, taken: [] })

  for (const group of groupsOf(bookings)) {
    const [first] = group
    if (first === undefined) continue
    const startsAt = keptStart(first.booking, rules)
    const by = startsAt === null ? 0 : millisOf(startsAt) - millisOf(first.booking.startsAt)
    if (by === 0) {
      const why = startsAt === null ? ('noSuchTime' as const) : ('stands' as const)
      for (const { booking } of group) leave({ ...booking, kind: 'booking' }, why)
      continue
    }
    const later = ({ from, to }: Window): Window => ({ from: addMillis(from, by), to: addMillis(to, by) })
    const { sessionId } = first.booking
    moving.push({
      shift: {
        references: [...group.map(({ booking }) => booking.id), ...(sessionId === null ? [] : [sessionId])],
        moved: later,
      },
      members: group.map(({ booking }) => ({
        kind: 'booking',
        id: booking.id,
        after: later({ from: booking.startsAt, to: booking.endsAt }),
      })),
    })
  }
  for (const { row, resource } of daysOff) {
    const { firstDay, lastDay, id } = row
    const after =
      firstDay === null || lastDay === null ? null : keptDays({ firstDay, lastDay }, resource.timeZone, rules)
    const stands = firstDay === null || (after?.from === row.startsAt && after.to === row.endsAt)
    if (stands || after === null) leave({ ...row, kind: 'timeOff' }, stands ? 'stands' : 'noSuchTime')
    else moving.push({ shift: { references: [id], moved: () => after }, members: [{ kind: 'timeOff', id, after }] })
  }

  const collisions =
    moving.length === 0
      ? []
      : await shiftClaims(
          context,
          moving.map(({ shift }) => shift),
        )
  const moved: Standing[] = []
  const byId = new Map(bookings.map((held) => [held.booking.id, held]))
  for (const [at, { members, shift }] of moving.entries()) {
    const taken = collisions[at] ?? null
    for (const { kind, id, after } of members) {
      const held = byId.get(id)
      const dayOff = daysOff.find(({ row }) => row.id === id)
      const stood = held?.booking ?? dayOff?.row
      if (stood === undefined) continue
      if (taken !== null) {
        const told = taken.map(({ resource, from, to }) => ({ resource, from, to }))
        left.push({ kind, id, startsAt: stood.startsAt, endsAt: stood.endsAt, why: 'taken', taken: told })
        continue
      }
      if (held !== undefined) await keepShifted(context, held, shift)
      if (dayOff !== undefined) await keepDayOff(context, dayOff, after)
      moved.push({ kind, id, startsAt: after.from, endsAt: after.to })
    }
  }
  return { edition: rules.edition, moved, left }
}

/** The bookings with all that have seats in the same sessions, locked. */
async function holdWithSessions(context: CommandContext, ids: readonly string[]): Promise<readonly HeldBooking[]> {
  if (ids.length === 0) return []
  const { store, now } = context
  const rows = await store.find(bookingsBookings, { where: { id: { in: ids } }, orderBy: ['id'], limit: 'all' })
  const sessions = [...new Set(rows.flatMap(({ sessionId }) => sessionId ?? []))]
  const others =
    sessions.length === 0
      ? []
      : await store.find(bookingsBookings, {
          where: { sessionId: { in: sessions }, isOpen: true },
          orderBy: ['id'],
          limit: 'all',
        })
  // A hold that is over has no seat.
  const seated = others.filter((row) => isStillOpen(row, now))
  const all = [...new Set([...ids, ...seated.map(({ id }) => id)])]
  return holdBookings(context, all, 'move')
}

/** @throws TIME_OFF_UNKNOWN */
async function holdDaysOff(context: CommandContext, ids: readonly string[]) {
  if (ids.length === 0) return []
  const book = await resourceBook(context)
  const rows = await context.store.findForUpdate(resourcesTimeOff, {
    where: { id: { in: ids }, state: { in: ['requested', 'approved'] } },
    orderBy: ['id'],
    limit: 'all',
  })
  return ids.map((timeOffId) => {
    const row = rows.find(({ id }) => id === timeOffId)
    const resource = row === undefined ? undefined : book.byId.get(row.resourceId)
    if (row === undefined || resource === undefined) throw TimeOffUnknown.create({ timeOffId })
    context.demand('bookings.keepLocalTime', resource.branch)
    return { row, resource }
  })
}

/** Those of one session together. */
function groupsOf(bookings: readonly HeldBooking[]): readonly (readonly HeldBooking[])[] {
  const groups = new Map<string, HeldBooking[]>()
  for (const held of bookings) {
    const key = held.booking.sessionId ?? held.booking.id
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [held])
    else group.push(held)
  }
  return [...groups.values()]
}

async function keepShifted(context: CommandContext, { booking, state, assignments }: HeldBooking, { moved }: Shift) {
  const time = moved({ from: booking.startsAt, to: booking.endsAt })
  const busy = moved({ from: booking.busyFrom, to: booking.busyTo })
  const assigned = assignments.map((one): Assigned => {
    const part = moved({ from: one.startsAt, to: one.endsAt })
    const around = moved({ from: one.busyFrom, to: one.busyTo })
    const { requirement, resourceId, resourceCode, resourceKind, quantity, reason } = one
    const who = { requirement, resourceId, resourceCode, resourceKind, quantity, reason }
    return { ...who, startsAt: part.from, endsAt: part.to, busyFrom: around.from, busyTo: around.to }
  })
  const { edition } = context.resolve(zoneRulesToken)
  await keepBooking(
    context,
    booking,
    {
      ...{ state, startsAt: time.from, endsAt: time.to, busyFrom: busy.from, busyTo: busy.to },
      zoneEdition: edition,
    },
    { kind: 'zoneMoved', reason: `time zone data ${edition}`, assigned, former: assignments },
  )
}

type DayOff = Awaited<ReturnType<typeof holdDaysOff>>[number]

async function keepDayOff(context: CommandContext, { row, resource }: DayOff, { from, to }: Window): Promise<void> {
  const after = await context.store.update(resourcesTimeOff, row, { startsAt: from, endsAt: to })
  if (after.state !== 'approved') return
  const { id: timeOffId, resourceId, state } = after
  context.emit(
    timeOffDecided,
    { timeOffId, resourceId, from, to, state },
    { branch: (resource as BookResource).branch },
  )
}
