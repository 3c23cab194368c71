/** A booking that is about to change together with all that share its session. */
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import { isStillOpen } from './as-it-stands.ts'
import { BookingUnknown } from './errors.ts'
import { type HeldBooking, holdBooking, holdBookings } from './hold-booking.ts'
import { bookingsBookings } from './tables.ts'
import { holdSession } from './take-session.ts'

/**
 * The booking first, then the others of its session, all locked in the order of their ids, and then the session: nobody joins or leaves it until the command
 * ends. Statements: the booking, the lock, who is booked; of a session its bookings twice and its seats.
 *
 * @throws BOOKING_UNKNOWN, BOOKING_OTHER_BRANCH, BOOKING_STATE_REFUSED
 */
export async function holdWithSession(
  context: CommandContext,
  bookingId: string,
): Promise<readonly [HeldBooking, ...HeldBooking[]]> {
  const before = await context.store.get(bookingsBookings, bookingId)
  if (before === undefined) throw BookingUnknown.create({ bookingId })
  const { sessionId } = before
  if (sessionId === null) return [await holdBooking(context, bookingId, 'reassign')]
  const others = (await openInSession(context, sessionId)).filter((id) => id !== bookingId)
  const [held, ...together] = await holdBookings(context, [bookingId, ...others], 'reassign')
  // Who joins from here on would get the people of before.
  await holdSession(context, sessionId)
  const now = await openInSession(context, sessionId)
  const known = new Set([bookingId, ...others])
  if (held === undefined || held.booking.sessionId !== sessionId || now.some((id) => !known.has(id))) {
    // Somebody joined or left between: begun anew, everybody is locked in order.
    throw VersionConflict.create({ table: bookingsBookings.name, key: bookingId, expected: before.version })
  }
  return [held, ...together]
}

/** Whose seats are taken: a hold that is over has none any more. */
async function openInSession({ store, now }: CommandContext, sessionId: string): Promise<readonly string[]> {
  const rows = await store.find(bookingsBookings, {
    where: { sessionId, isOpen: true },
    orderBy: ['id'],
    limit: 'all',
  })
  return rows.filter((row) => isStillOpen(row, now)).map(({ id }) => id)
}
