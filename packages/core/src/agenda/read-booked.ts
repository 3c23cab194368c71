/** Reads bookings, who is booked, and who is away. */
import {
  type AssignmentRow,
  type BookingRow,
  bookingsAssignments,
  bookingsBookings,
  type BookingState,
} from '../bookings/index.ts'
import { resourcesTimeOff } from '../resources/index.ts'
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import type { Instant } from '../values/instant.ts'
import { earlierOf, laterOf, type Window } from '../claims/index.ts'

export type TimeOffRow = RowOf<typeof resourcesTimeOff>

/** What takes place, or took place. */
export const standingStates = ['held', 'confirmed', 'checkedIn', 'completed'] as const satisfies readonly BookingState[]

/** Bookings in these states, without holds whose time is over. */
export function inStates(states: readonly BookingState[], now: Instant): Filter<BookingRow> {
  const others = states.filter((state) => state !== 'held')
  const held: Filter<BookingRow> = { state: 'held', expiresAt: { gt: now } }
  return { anyOf: [{ state: { in: others } }, ...(states.includes('held') ? [held] : [])] }
}

/** Bookings for which anybody is busy at any moment of the window, by their starts. One statement. */
export const readBookings = (
  store: ScopedReads,
  { from, to }: Window,
  where: Filter<BookingRow>,
): Promise<BookingRow[]> =>
  store.find(bookingsBookings, {
    where: { busyTo: { gt: from }, busyFrom: { lt: to }, allOf: [where] },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })

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
