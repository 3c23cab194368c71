/** Everything that the bookings of a studio keep, read past their own code. */
import {
  bookingsAssignments,
  bookingsBookings,
  bookingsDeposits,
  bookingsEvents,
  bookingsServices,
  claims,
  type Instant,
  rentalsRentals,
  type RowOf,
  resources,
  resourcesShifts,
  type ScopedReads,
  type ServiceDefinition,
  waitlistOffers,
} from '@calotype/core'

export interface BookingFacts {
  /** The moment at which they are judged: no clock of the studio is ahead of it. */
  readonly now: Instant
  readonly bookings: readonly RowOf<typeof bookingsBookings>[]
  readonly assignments: readonly RowOf<typeof bookingsAssignments>[]
  /** The oldest first. */
  readonly events: readonly RowOf<typeof bookingsEvents>[]
  readonly services: ReadonlyMap<string, ServiceDefinition>
  readonly claims: readonly RowOf<typeof claims>[]
  readonly resources: readonly RowOf<typeof resources>[]
  readonly shifts: readonly RowOf<typeof resourcesShifts>[]
  readonly deposits: readonly RowOf<typeof bookingsDeposits>[]
  readonly rentals: readonly RowOf<typeof rentalsRentals>[]
  /** How many were ever made to who waits. */
  readonly offers: number
}

export async function readFacts(store: ScopedReads, now: Instant): Promise<BookingFacts> {
  const all = { limit: 'all' } as const
  const services = await store.find(bookingsServices, all)
  return {
    now,
    bookings: await store.find(bookingsBookings, all),
    assignments: await store.find(bookingsAssignments, all),
    events: await store.find(bookingsEvents, { orderBy: ['id'], ...all }),
    services: new Map(services.map(({ id, definition }) => [id, definition as unknown as ServiceDefinition])),
    claims: await store.find(claims, all),
    resources: await store.find(resources, all),
    shifts: await store.find(resourcesShifts, all),
    deposits: await store.find(bookingsDeposits, all),
    rentals: await store.find(rentalsRentals, all),
    offers: (await store.find(waitlistOffers, all)).length,
  }
}
