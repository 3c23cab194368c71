/** Reads the bookings of a feed. */
import { type BookingRow, bookingsBookings, readAssignedTo } from '../bookings/index.ts'
import { customerIdsOf } from '../customers/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { resources } from '../resources/index.ts'
import type { Instant } from '../values/instant.ts'
import { branchesOf } from './find-feed.ts'
import type { FeedRow } from './tables.ts'
import { timeToRead } from './told-booking.ts'

/** In the order of their starts. Statements: one; of a resource three, of a customer one or two. */
export async function feedBookings(context: QueryContext, feed: FeedRow): Promise<BookingRow[]> {
  const { store, now } = context
  if (feed.resourceId !== null) return bookingsOfResource(context, feed.resourceId)
  const { from, to } = timeToRead(now)
  const inTime = { endsAt: { gt: from }, startsAt: { lt: to } }
  const orderBy = ['startsAt', 'id'] as const
  if (feed.customerId !== null) {
    const customerId = { in: await customerIdsOf(context, feed.customerId) }
    const branches = branchesOf(feed)
    const there = branches === 'all' ? {} : { branch: { in: branches } }
    return store.find(bookingsBookings, { where: { ...inTime, ...there, customerId }, orderBy, limit: 'all' })
  }
  // By what a booking is busy with around it, of which there is an index.
  const where = { ...inTime, branch: feed.branch ?? '', busyTo: { gt: from } }
  return store.find(bookingsBookings, { where, orderBy, limit: 'all' })
}

/** Each with the part of it for which the resource is needed as its time. */
async function bookingsOfResource({ store, now }: QueryContext, resourceId: string): Promise<BookingRow[]> {
  const { from, to } = timeToRead(now)
  const known = await store.get(resources, resourceId)
  const of = known === undefined ? [] : [known]
  const assigned = await readAssignedTo(store, of, { startsAt: { lt: to }, endsAt: { gt: from } })
  const parts = new Map<string, { startsAt: Instant; endsAt: Instant }>()
  for (const one of assigned) {
    const { bookingId, startsAt, endsAt } = one
    const known = parts.get(bookingId)
    if (known === undefined) parts.set(bookingId, { startsAt, endsAt })
    else if (known.endsAt < endsAt) known.endsAt = endsAt
  }
  if (parts.size === 0) return []
  const rows = await store.find(bookingsBookings, { where: { id: { in: [...parts.keys()] } }, limit: 'all' })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...parts].flatMap(([id, part]) => {
    const row = byId.get(id)
    return row === undefined ? [] : [{ ...row, ...part }]
  })
}
