/** Sessions that several parties share: a seat in one that stands, or a new one. */
import { claims, commitClaims, releaseClaims, touchResources } from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { readAssignments } from './assignments.ts'
import { SeatsShort } from './errors.ts'
import { keepClaims } from './keep-claims.ts'
import type { Assigned } from './keep-booking.ts'
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

/** The seats of a session, as what can be claimed. */
const seatsOf = (sessionId: string): string => `session:${sessionId}`

/**
 * Takes seats in the fullest session of the service that begins then and has enough left, with whoever was asked for; where there is none, opens one.
 * The people of a session are claimed once, by the session, and seats by each booking. Statements: the sessions; to join one, its versions, seats, the raising of
 * the versions, a booking of it, its people and their claims; to open one, those of takeSlot and three more.
 *
 * @throws SEATS_SHORT, and as takeSlot
 */
export async function joinOrOpenSession(context: CommandContext, wanted: SeatsToTake): Promise<SeatsTakenUp> {
  const { service, seats, bookingId, time } = wanted
  const most = service.definition.seats
  const { startsAt } = time
  if (seats > most) throw SeatsShort.create({ service: service.row.code, startsAt, wanted: seats, left: most })
  for (const sessionId of await sessionsAt(context, wanted)) {
    const joined = await join(context, wanted, sessionId)
    if (joined !== undefined) return joined
  }
  const sessionId = context.newId()
  const opened = await takeSlot(context, { ...wanted, reference: sessionId })
  await claimSeats(context, wanted, sessionId, {
    standing: false,
    replaces: wanted.replaces.filter((one) => one !== bookingId),
  })
  return { ...opened, sessionId }
}

/** The sessions that stand, the fullest first. */
async function sessionsAt(
  { store, now }: CommandContext,
  { service, branch, time, bookingId }: SeatsToTake,
): Promise<readonly string[]> {
  const rows = await store.find(bookingsBookings, {
    where: { serviceId: service.row.id, startsAt: time.startsAt, branch, isOpen: true },
    orderBy: ['id'],
    limit: 'all',
  })
  const bySession = new Map<string, BookingRow[]>()
  for (const row of rows) {
    if (row.sessionId === null || row.id === bookingId || (row.expiresAt !== null && row.expiresAt <= now)) continue
    const session = bySession.get(row.sessionId)
    if (session === undefined) bySession.set(row.sessionId, [row])
    else session.push(row)
  }
  const taken = (session: readonly BookingRow[]): number => session.reduce((sum, { seats }) => sum + seats, 0)
  return [...bySession].sort(([, one], [, other]) => taken(other) - taken(one)).map(([sessionId]) => sessionId)
}

async function join(
  context: CommandContext,
  wanted: SeatsToTake,
  sessionId: string,
): Promise<SeatsTakenUp | undefined> {
  const joined = await claimSeats(context, wanted, sessionId, { standing: true, replaces: wanted.replaces })
  if (!joined) return undefined
  // From here on nobody else joins, leaves or changes the session: only now it is known who serves it.
  const [first] = await context.store.find(bookingsBookings, {
    where: { sessionId, isOpen: true, id: { ne: wanted.bookingId } },
    orderBy: ['id'],
    limit: 1,
  })
  const assigned = first === undefined ? [] : await peopleOfSession(context, first)
  const serves = first !== undefined && isWanted(wanted, assigned)
  if (!serves || !(await keepSession(context, sessionId, wanted))) {
    await releaseClaims(context, [wanted.bookingId])
    return undefined
  }
  const busy = { from: first.busyFrom, to: first.busyTo }
  return { assigned, busy, placeId: first.placeId, overbooked: false, sessionId }
}

const isWanted = ({ wanted }: SeatsToTake, assigned: readonly Assigned[]): boolean =>
  Object.entries(wanted).every(([requirement, asked]) =>
    asked.every((one) =>
      assigned.some((row) => row.requirement === requirement && (row.resourceId === one || row.resourceCode === one)),
    ),
  )

async function peopleOfSession({ store }: CommandContext, { id }: BookingRow): Promise<readonly Assigned[]> {
  const rows = (await readAssignments(store, [id])).get(id) ?? []
  return rows.map(({ requirement, quantity, startsAt, endsAt, busyFrom, busyTo, reason, ...row }) => {
    const { resourceId, resourceCode, resourceKind } = row
    const resource = { resourceId, resourceCode, resourceKind, quantity }
    return { requirement, ...resource, startsAt, endsAt, busyFrom, busyTo, reason }
  })
}

/** Claims seats; whether there were enough, and, of a session that stands, anybody is still there. */
function claimSeats(
  context: CommandContext,
  { service, seats, bookingId: reference, time, expiresAt }: SeatsToTake,
  sessionId: string,
  { standing, replaces }: { readonly standing: boolean; readonly replaces: readonly string[] },
): Promise<boolean> {
  const resource = seatsOf(sessionId)
  const window = { from: time.startsAt, to: time.endsAt }
  return commitClaims(context, {
    resources: [resource],
    window,
    replaces,
    decide({ taken }) {
      const used = taken.reduce((sum, { quantity }) => sum + quantity, 0)
      const left = service.definition.seats - used
      if (left < seats || (standing && used === 0)) return { claims: null, result: false }
      const kind = expiresAt === null ? ('booking' as const) : ('hold' as const)
      return { claims: [{ resource, reference, kind, quantity: seats, ...window, expiresAt }], result: true }
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

/** Lets the people of a session go where nobody has a seat in it. Two statements, and three more where that is so. */
export async function leaveSession(context: CommandContext, sessionId: string): Promise<void> {
  const [seat] = await context.store.find(claims, {
    where: { resource: seatsOf(sessionId) },
    orderBy: ['id'],
    limit: 1,
  })
  if (seat === undefined) await releaseClaims(context, [sessionId])
}
