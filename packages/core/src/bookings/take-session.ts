/** Sessions that several parties share: a seat in one that stands, or a new one. */
import { type ClaimRow, claims, commitClaims, type NewClaim, releaseClaims, touchResources } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { isStillOpen } from './as-it-stands.ts'
import { readAssignments } from './assignments.ts'
import { SlotTaken } from './errors.ts'
import { keepClaims } from './keep-claims.ts'
import { requireSeats, seatsShort } from './require-seats.ts'
import type { Assigned } from './keep-booking.ts'
import { servesWanted } from './serves-wanted.ts'
import type { Service } from './services.ts'
import { type BookingRow, bookingsBookings } from './tables.ts'
import { type SlotTakenUp, type SlotToTake, takeSlot } from './take-slot.ts'

export interface SeatsToTake extends Omit<SlotToTake, 'reference'> {
  readonly bookingId: string
  readonly seats: number
}

export interface SeatsTakenUp extends SlotTakenUp {
  readonly sessionId: string
}

/** The seats of a session, as what can be claimed. In the order of names before its people, as they are locked. */
const seatsOf = (sessionId: string): string => `group-session:${sessionId}`

/**
 * Takes seats in the fullest session of the service that begins then and has enough left, with whoever was asked for; where there is none, opens one.
 * The people of a session are claimed once, by the session, and seats by each booking. Statements: the sessions; to join one, its versions, seats, the raising of
 * the versions, a booking of it, its people and their claims; to open one, those of takeSlot.
 *
 * @throws SEATS_SHORT, and as takeSlot
 */
export async function joinOrOpenSession(context: CommandContext, wanted: SeatsToTake): Promise<SeatsTakenUp> {
  const { service, seats } = wanted
  requireSeats(wanted)
  const sessions = await sessionsAt(context, wanted)
  for (const { sessionId } of sessions) {
    const joined = await join(context, wanted, sessionId)
    if (joined !== undefined) return joined
  }
  const sessionId = context.newId()
  const also = [seatsClaimed(wanted, sessionId)]
  const opened = await takeSlot(context, { ...wanted, reference: sessionId, also }).catch((error: unknown) => {
    const left = service.definition.seats - Math.min(...sessions.map(({ taken }) => taken))
    // Who is not free for a session of their own serves the one that has too few seats.
    throw SlotTaken.is(error) && sessions.length > 0 && left < seats ? seatsShort(wanted, left) : error
  })
  return { ...opened, sessionId }
}

/** The sessions that stand, the fullest first. */
async function sessionsAt(
  { store, now }: CommandContext,
  { service, branch, time, bookingId }: SeatsToTake,
): Promise<readonly { readonly sessionId: string; readonly taken: number }[]> {
  const rows = await store.find(bookingsBookings, {
    where: { serviceId: service.row.id, startsAt: time.startsAt, branch, isOpen: true },
    orderBy: ['id'],
    limit: 'all',
  })
  const bySession = new Map<string, BookingRow[]>()
  for (const row of rows) {
    if (row.sessionId === null || row.id === bookingId || !isStillOpen(row, now)) continue
    const session = bySession.get(row.sessionId)
    if (session === undefined) bySession.set(row.sessionId, [row])
    else session.push(row)
  }
  const taken = (session: readonly BookingRow[]): number => session.reduce((sum, { seats }) => sum + seats, 0)
  return [...bySession]
    .map(([sessionId, session]) => ({ sessionId, taken: taken(session) }))
    .sort((one, other) => other.taken - one.taken)
}

async function join(
  context: CommandContext,
  wanted: SeatsToTake,
  sessionId: string,
): Promise<SeatsTakenUp | undefined> {
  const joined = await claimSeats(context, wanted, sessionId)
  if (!joined) return undefined
  // From here on nobody else joins, leaves or changes the session: only now it is known who serves it.
  const [first] = await context.store.find(bookingsBookings, {
    where: { sessionId, isOpen: true, id: { ne: wanted.bookingId } },
    orderBy: ['id'],
    limit: 1,
  })
  const assigned = first === undefined ? [] : await peopleOfSession(context, first)
  const serves = first !== undefined && servesWanted(wanted.wanted, assigned)
  if (!serves || !(await keepSession(context, sessionId, wanted))) {
    await releaseClaims(context, [wanted.bookingId])
    return undefined
  }
  const busy = { from: first.busyFrom, to: first.busyTo }
  return { assigned, busy, placeId: first.placeId, overbooked: false, sessionId }
}

async function peopleOfSession({ store }: CommandContext, { id }: BookingRow): Promise<readonly Assigned[]> {
  const rows = (await readAssignments(store, [id])).get(id) ?? []
  return rows.map(({ requirement, quantity, startsAt, endsAt, busyFrom, busyTo, reason, ...row }) => {
    const { resourceId, resourceCode, resourceKind } = row
    const resource = { resourceId, resourceCode, resourceKind, quantity }
    return { requirement, ...resource, startsAt, endsAt, busyFrom, busyTo, reason }
  })
}

/** Seats of a session, as a booking claims them. */
export const seatsClaimed = (
  { seats, bookingId, time, expiresAt }: Pick<SeatsToTake, 'seats' | 'bookingId' | 'time' | 'expiresAt'>,
  sessionId: string,
): NewClaim => ({
  ...{ resource: seatsOf(sessionId), reference: bookingId, kind: expiresAt === null ? 'booking' : 'hold' },
  ...{ quantity: seats, from: time.startsAt, to: time.endsAt, expiresAt },
})

/** Claims seats of a session that stands; whether there were enough, and anybody is still there. */
function claimSeats(context: CommandContext, wanted: SeatsToTake, sessionId: string): Promise<boolean> {
  const { service, seats, time, replaces } = wanted
  return commitClaims(context, {
    resources: [seatsOf(sessionId)],
    window: { from: time.startsAt, to: time.endsAt },
    replaces,
    decide({ taken }) {
      const used = taken.reduce((sum, { quantity }) => sum + quantity, 0)
      if (service.definition.seats - used < seats || used === 0) return { claims: null, result: false }
      return { claims: [seatsClaimed(wanted, sessionId)], result: true }
    },
  })
}

/**
 * The people of a session stay claimed for as long as its last booking holds them; whether they were its own still. One statement, and three
 * more where they were held for a shorter time.
 */
export async function keepSession(
  context: CommandContext,
  sessionId: string,
  { service, expiresAt: until }: { readonly service: Service; readonly expiresAt: Instant | null },
): Promise<boolean> {
  const { requirements, dailyLimit, weeklyLimit } = service.definition
  const own = await context.store.find(claims, { where: { reference: sessionId }, limit: 'all' })
  if (own.length === 0) return requirements.length === 0 && dailyLimit === undefined && weeklyLimit === undefined
  const isLongEnough = (end: Instant | null): boolean => end === null || (until !== null && end >= until)
  return own.every(({ expiresAt }) => isLongEnough(expiresAt)) || keepClaims(context, sessionId, until)
}

/** Until the command ends nobody joins or leaves the session. One statement. */
export const holdSession = (context: CommandContext, sessionId: string): Promise<void> =>
  touchResources(context, [seatsOf(sessionId)])

/**
 * Gives up what a booking claims: its own claims, and those of its session where it was the last one there. Whoever leaves holds the version of the seats, so
 * that of two who leave at once the second sees that the first is gone.
 */
export async function releaseBooking(
  context: CommandContext,
  { id, sessionId }: { readonly id: string; readonly sessionId: string | null },
): Promise<void> {
  await releaseClaims(context, [id])
  if (sessionId === null) return
  await leaveSession(context, sessionId)
}

/**
 * Lets the people of a session go where nobody has a seat in it any more, and holds them no longer than the last hold where only holds are left. One statement, and
 * three more where that is so.
 */
export async function leaveSession(context: CommandContext, sessionId: string): Promise<void> {
  const seats = await seatsTaken(context, sessionId)
  if (seats.length === 0) return releaseClaims(context, [sessionId])
  const last = lastEnd(seats)
  if (last === null) return
  const people = await context.store.find(claims, { where: { reference: sessionId }, limit: 'all' })
  if (people.every(({ expiresAt }) => expiresAt !== null && expiresAt <= last)) return
  await touchResources(
    context,
    people.map(({ resource }) => resource),
  )
  await context.store.updateWhere(claims, { reference: sessionId }, { expiresAt: last, kind: 'hold' })
}

/** When the last of some holds is over; null where one of them stands for good, or there are none. Pure. */
export function lastEnd(held: readonly { readonly expiresAt: Instant | null }[]): Instant | null {
  const ends = held.map(({ expiresAt }) => expiresAt)
  return ends.includes(null) ? null : (ends.sort().at(-1) ?? null)
}

/** The seats of a session that are taken, without those of holds that are over. What is newest: whoever asks holds their version. One statement. */
function seatsTaken({ store, now }: CommandContext, sessionId: string): Promise<readonly ClaimRow[]> {
  const stands = [{ expiresAt: null }, { expiresAt: { gt: now } }]
  return store.findForUpdate(claims, {
    where: { resource: seatsOf(sessionId), anyOf: stands },
    orderBy: ['id'],
    limit: 'all',
  })
}

/**
 * Whose claims give way to a booking that goes elsewhere: its own, and those of its session where nobody else has a seat in it, so that its people go with it. From
 * here on nobody joins or leaves the session. No statement without a session, else two.
 */
export async function givesWay(
  context: CommandContext,
  { id, sessionId }: { readonly id: string; readonly sessionId: string | null },
): Promise<readonly string[]> {
  if (sessionId === null) return [id]
  await holdSession(context, sessionId)
  const seats = await seatsTaken(context, sessionId)
  return seats.some(({ reference }) => reference !== id) ? [id] : [id, sessionId]
}
