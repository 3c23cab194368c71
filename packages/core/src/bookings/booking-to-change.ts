/** A booking that is about to change: its line and its order first, then the booking itself. */
import type { CommandContext } from '../engine/context.ts'
import type { HeldLines } from '../orders/index.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { BookingStep } from './booking-state.ts'
import { BookingUnknown } from './errors.ts'
import { type HeldBooking, holdBooking } from './hold-booking.ts'
import { bookingsBookings } from './tables.ts'
import { holdLineOf } from './tie-lines.ts'

export interface BookingToChange extends HeldBooking {
  readonly line: HeldLines | undefined
}

/**
 * Whoever changes an order locks it before its bookings, and so does this. Statements: the booking, its line with the order (two), the lock, who is booked.
 *
 * @throws BOOKING_UNKNOWN, BOOKING_STATE_REFUSED
 */
export async function bookingToChange(
  context: CommandContext,
  bookingId: string,
  step: BookingStep,
): Promise<BookingToChange> {
  const before = await context.store.get(bookingsBookings, bookingId)
  if (before === undefined) throw BookingUnknown.create({ bookingId })
  const line = await holdLineOf(context, before)
  const held = await holdBooking(context, bookingId, step)
  const { orderId, orderLineId } = held.booking
  if (orderId !== before.orderId || orderLineId !== before.orderLineId) {
    // It went to another order meanwhile: begun anew, that is locked first.
    throw VersionConflict.create({ table: bookingsBookings.name, key: bookingId, expected: before.version })
  }
  return { ...held, line }
}
