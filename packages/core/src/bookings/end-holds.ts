/** Ends holds that nobody confirmed in time. What they held is free from their time on, whether this has run or not. */
import { z } from 'zod'
import { type Job, job } from '../engine/job.ts'
import { keepBooking } from './keep-booking.ts'
import { readAssignments } from './assignments.ts'
import { releaseBooking } from './take-session.ts'
import { bookingsBookings } from './tables.ts'

interface HoldToEnd {
  bookingId: string
}

/** Runs at the end of a hold; a hold that was prolonged or confirmed meanwhile is left alone. */
export const endHold: Job<HoldToEnd> = job({
  name: 'bookings.endHold',
  input: z.strictObject({ bookingId: z.string() }),
  async run(context, { bookingId }) {
    const { store, now } = context
    const booking = await store.getForUpdate(bookingsBookings, bookingId)
    if (booking?.state !== 'held' || booking.expiresAt === null || booking.expiresAt > now) return
    const former = (await readAssignments(store, [bookingId])).get(bookingId) ?? []
    await releaseBooking(context, booking)
    await keepBooking(context, booking, { state: 'expired', endedAt: now }, { kind: 'expired', former })
  },
})
