/** Reads bookings, who is booked, and who is away. */
import {
  asItStands,
  type AssignmentRow,
  type BookingRow,
  bookingsAssignments,
  bookingsBookings,
  type BookingState,
  inStates,
} from '../bookings/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { resourcesTimeOff } from '../resources/index.ts'
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import { earlierOf, laterOf, type Window } from '../claims/index.ts'

export type TimeOffRow = RowOf<typeof resourcesTimeOff>

/** What takes place, or took place. */
export const standingStates = ['held', 'confirmed', 'checkedIn', 'completed'] as const satisfies readonly BookingState[]

/** Bookings as they stand, in these states, for which anybody is busy at any moment of the window, by their starts. One statement. */
export async function readBookings(
  { store, now }: QueryContext,
  { from, to }: Window,
  states: readonly BookingState[],
  where: Filter<BookingRow> = {},
): Promise<BookingRow[]> {
  const rows = await store.find(bookingsBookings, {
    where: { ...where, busyTo: { gt: from }, busyFrom: { lt: to }, allOf: [inStates(states, now)] },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })
  return rows.map((row) => asItStands(row, now))
}

/** So many are asked for by their ids; stores take no statement of any length. */
const mostIds = 2000

/** Everybody who is booked for each of these. At most one statement. */
export async function readBooked(
  store: ScopedReads,
  bookings: readonly BookingRow[],
): Promise<ReadonlyMap<string, readonly AssignmentRow[]>> {
  const booked = new Map<string, AssignmentRow[]>(bookings.map(({ id }) => [id, []]))
  const [first] = bookings
  if (first === undefined) return booked
  const busyFrom = bookings.reduce((earliest, row) => earlierOf(earliest, row.busyFrom), first.busyFrom)
  const busyTo = bookings.reduce((latest, row) => laterOf(latest, row.busyTo), first.busyTo)
  const branches = [...new Set(bookings.map(({ branch }) => branch))]
  const rows = await store.find(bookingsAssignments, {
    where:
      bookings.length <= mostIds
        ? { bookingId: { in: [...booked.keys()] } }
        : { branch: { in: branches }, busyTo: { gte: busyFrom }, busyFrom: { lte: busyTo } },
    orderBy: ['bookingId', 'place'],
    limit: 'all',
  })
  for (const row of rows) booked.get(row.bookingId)?.push(row)
  return booked
}

/** The approved time off of these that meets the window, by its start. One statement. */
export const readTimeOff = (
  store: ScopedReads,
  resourceIds: readonly string[],
  { from, to }: Window,
): Promise<TimeOffRow[]> =>
  store.find(resourcesTimeOff, {
    where: { resourceId: { in: resourceIds }, state: 'approved', endsAt: { gt: from }, startsAt: { lt: to } },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })
