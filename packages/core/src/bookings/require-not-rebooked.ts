/** Whether a booking was booked again. */
import type { CommandContext } from '../engine/context.ts'
import { BookingRebooked } from './errors.ts'
import { bookingsBookings, type BookingRow } from './tables.ts'

/** Statements: none unless it is refused. @throws BOOKING_REBOOKED */
export async function requireNotRebooked(
  { store }: CommandContext,
  { number, rebookedAs }: Pick<BookingRow, 'number' | 'rebookedAs'>,
): Promise<void> {
  if (rebookedAs === null) return
  const next = (await store.get(bookingsBookings, rebookedAs))?.number ?? rebookedAs
  throw BookingRebooked.create({ number, rebookedAs, next })
}
