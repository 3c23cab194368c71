/** Whom a customer likes best: who served them before. */
import type { CommandContext } from '../engine/context.ts'
import { bookingsAssignments, bookingsBookings } from './tables.ts'

/** How many of the last bookings are looked at. */
const lastBookings = 3

/** The people of the customer's last bookings that took place, the last ones first. Two statements; one for who was never there. */
export async function peopleOf({ store }: CommandContext, customerId: string): Promise<readonly string[]> {
  const past = await store.find(bookingsBookings, {
    where: { customerId, state: 'completed' },
    orderBy: ['-startsAt', '-id'],
    limit: lastBookings,
  })
  if (past.length === 0) return []
  const ids = past.map(({ id }) => id)
  const rows = await store.find(bookingsAssignments, {
    where: { bookingId: { in: ids }, resourceKind: 'person' },
    orderBy: ['bookingId', 'place'],
    limit: 'all',
  })
  return [...new Set(rows.map(({ resourceId }) => resourceId))]
}
