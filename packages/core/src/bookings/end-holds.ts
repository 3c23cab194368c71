/** Ends holds that nobody confirmed in time. What they held is free from their time on, whether this has run or not. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import { standingState } from './as-it-stands.ts'
import { keepBooking } from './keep-booking.ts'
import { readAssignments } from './assignments.ts'
import { type Booking, presentBooking } from './present-booking.ts'
import { type BookingWanted, placeBooking } from './place-booking.ts'
import { releaseBooking } from './take-session.ts'
import { type AssignmentRow, type BookingRow, bookingsBookings } from './tables.ts'

interface HoldToEnd {
  bookingId: string
}

/** Runs at the end of a hold; a hold that was prolonged or confirmed meanwhile is left alone. */
export const endHold: Job<HoldToEnd> = job({
  name: 'bookings.endHold',
  input: z.strictObject({ bookingId: z.string() }),
  run: (context, { bookingId }) => endOverHold(context, bookingId),
})

/** Holds a time, which ends by itself. Statements and errors: as placeBooking. */
export async function holdTime(
  context: CommandContext,
  wanted: Omit<BookingWanted, 'holdMinutes'> & { readonly holdMinutes: number },
): Promise<Booking> {
  const held = await placeBooking(context, wanted)
  if (held.expiresAt !== null) context.schedule(endHold, { bookingId: held.id }, { at: held.expiresAt })
  return held
}

/** Notes that a hold is over, where it is and nobody noted it. One statement where it is not. */
export async function endOverHold(context: CommandContext, bookingId: string): Promise<void> {
  const { store, now } = context
  const booking = await store.getForUpdate(bookingsBookings, bookingId)
  if (booking === undefined || standingState(booking, now) === booking.state) return
  const former = (await readAssignments(store, [bookingId])).get(bookingId) ?? []
  await releaseHold(context, booking, former, { state: 'expired', kind: 'expired' })
}

/** Lets go of what a hold holds, at no cost: it costs nothing not to confirm. The booking is locked. */
export async function releaseHold(
  context: CommandContext,
  booking: BookingRow,
  former: readonly AssignmentRow[],
  { state, ...happened }: { readonly state: 'expired' | 'cancelled'; readonly kind: string; readonly reason?: string },
): Promise<Booking> {
  await releaseBooking(context, booking)
  const change = { state, endedAt: context.now, ...(state === 'cancelled' ? { expiresAt: null } : {}) }
  const after = await keepBooking(context, booking, change, { ...happened, former })
  return presentBooking(after, former)
}
