/** Taking hold of bookings to change them. */
import type { CommandContext } from '../engine/context.ts'
import { standingState } from './as-it-stands.ts'
import { afterStep, type BookingState, type BookingStep, statesFor } from './booking-state.ts'
import { BookingOtherBranch, BookingStateRefused, BookingUnknown } from './errors.ts'
import { type AssignmentRow, type BookingRow, bookingsAssignments, bookingsBookings } from './tables.ts'

export interface HeldBooking {
  readonly booking: BookingRow
  /** The state after the step. */
  readonly state: BookingState
  readonly assignments: readonly AssignmentRow[]
}

/**
 * Locks bookings in the order of their ids, and reads who is booked for them. Two statements. Answers them in the order asked for.
 *
 * @throws BOOKING_UNKNOWN, BOOKING_OTHER_BRANCH, BOOKING_STATE_REFUSED
 */
export async function holdBookings(
  context: CommandContext,
  ids: readonly string[],
  step: BookingStep,
): Promise<readonly HeldBooking[]> {
  const { store, now } = context
  const rows = await store.findForUpdate(bookingsBookings, {
    where: { id: { in: ids } },
    orderBy: ['id'],
    limit: 'all',
  })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const held = ids.map((bookingId) => {
    const booking = byId.get(bookingId)
    if (booking === undefined) throw BookingUnknown.create({ bookingId })
    requireOwnBranch(context, booking)
    const before = standingState(booking, now)
    const state = afterStep(before, step)
    if (state === undefined) {
      const { number } = booking
      throw BookingStateRefused.create({ number, state: before, step, states: statesFor(step) })
    }
    return { booking, state }
  })
  const assignments = await store.find(bookingsAssignments, {
    where: { bookingId: { in: ids } },
    orderBy: ['bookingId', 'place'],
    limit: 'all',
  })
  return held.map(({ booking, state }) => ({
    booking,
    state,
    assignments: assignments.filter(({ bookingId }) => bookingId === booking.id),
  }))
}

/** As holdBookings, for one. */
export async function holdBooking(context: CommandContext, id: string, step: BookingStep): Promise<HeldBooking> {
  const [held] = await holdBookings(context, [id], step)
  if (held === undefined) throw BookingUnknown.create({ bookingId: id })
  return held
}

/** What happens with a booking is a fact of its branch. @throws BOOKING_OTHER_BRANCH */
export function requireOwnBranch({ branch: session }: CommandContext, { branch, number }: BookingRow): void {
  if (branch !== session) throw BookingOtherBranch.create({ number, branch, session })
}
