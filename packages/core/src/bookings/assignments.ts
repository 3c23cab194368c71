/** Reading who is booked. */
import type { QueryContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { asItStands } from './as-it-stands.ts'
import { assignedTo, type KnownAs, whoseOf } from './booked-as.ts'
import { type AssignmentRow, type BookingRow, bookingsAssignments } from './tables.ts'
import { type Booking, presentBooking } from './present-booking.ts'

/** Who is booked for each of these. One statement. */
export async function readAssignments(
  store: ScopedReads,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AssignmentRow[]>> {
  const byBooking = new Map<string, AssignmentRow[]>()
  if (bookingIds.length === 0) return byBooking
  const rows = await store.find(bookingsAssignments, {
    where: { bookingId: { in: bookingIds } },
    orderBy: ['bookingId', 'place'],
    limit: 'all',
  })
  for (const row of rows) {
    const list = byBooking.get(row.bookingId)
    if (list === undefined) byBooking.set(row.bookingId, [row])
    else list.push(row)
  }
  return byBooking
}

/** What is assigned to these resources, by any id under which they are booked, in the order of its starts. One statement. */
export async function readAssignedTo(
  store: ScopedReads,
  resources: readonly KnownAs[],
  where: Filter<AssignmentRow>,
): Promise<AssignmentRow[]> {
  const rows = await store.find(bookingsAssignments, {
    where: { ...where, ...assignedTo(resources) },
    orderBy: ['startsAt', 'bookingId', 'place'],
    limit: 'all',
  })
  const whose = whoseOf(resources)
  return rows.filter((row) => whose(row) !== undefined)
}

/** Bookings as they stand, with who is booked. One statement. */
export async function presentBookings(
  { store, now }: Pick<QueryContext, 'store' | 'now'>,
  rows: readonly BookingRow[],
): Promise<Booking[]> {
  const assigned = await readAssignments(
    store,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => presentBooking(asItStands(row, now), assigned.get(row.id) ?? []))
}
