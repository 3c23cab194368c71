/** Who waits for a time, what was offered to whom, and everything that happened with it. */
import { bool, date, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row a wish of a customer. */
export const waitlistEntries = defineTable({
  name: 'waitlist_entries',
  columns: {
    id: id(),
    branch: id(),
    customerId: id(),
    serviceId: id(),
    /** Copied, so that a list needs no look at the services. */
    serviceCode: text(60),
    serviceName: text(100),
    /** As `entry-state.ts` says. */
    state: text(12),
    /** Waits, but is offered nothing by itself: too many offers were not answered. */
    rests: bool(),
    /** 0 to 9; higher comes first. */
    priority: int(),
    /** When it may be: as `wish.ts` says. Empty for a seat of a session. */
    windows: json(),
    /** The first and the last local day of the wish. */
    firstDay: date(),
    lastDay: date(),
    /** The session of which a seat is wanted, and when that begins. */
    sessionId: nullable(id()),
    sessionStart: nullable(instant()),
    seats: int(),
    /** Who or what serves it and nobody in their place, by requirement; null for anybody. */
    resources: nullable(json()),
    /** Who serves it where they are free; null for the people of the customer's last bookings. */
    preferred: nullable(json()),
    orderId: nullable(id()),
    orderLineId: nullable(id()),
    note: personal(nullable(text(1000))),
    /** From then on it no longer stands. */
    endsAt: instant(),
    /** Raised where the wish changes: what was offered of the wish before may be offered again. */
    wish: int(),
    /** Offers that were made in all, and those that were not answered since somebody last spoke with the customer. */
    offers: int(),
    unanswered: int(),
    /** The offer that stands; null where there is none. */
    offerId: nullable(id()),
    /** What it became. */
    bookingId: nullable(id()),
    joinedAt: instant(),
    changedAt: instant(),
    closedAt: nullable(instant()),
  },
  indexes: [
    { name: 'turn', columns: ['branch', 'state', 'priority', 'joinedAt', 'id'] },
    { name: 'customer', columns: ['customerId', 'state', 'id'] },
    { name: 'service', columns: ['serviceId', 'state', 'id'] },
    { name: 'order', columns: ['orderId', 'state'] },
  ],
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** One row an offer, which is a hold of the bookings. */
export const waitlistOffers = defineTable({
  name: 'waitlist_offers',
  columns: {
    id: id(),
    branch: id(),
    entryId: id(),
    /** The hold. */
    bookingId: id(),
    /** open, accepted, declined, expired or withdrawn. */
    state: text(12),
    startsAt: instant(),
    endsAt: instant(),
    /** The hold ends then. */
    expiresAt: instant(),
    /** The wish of the entry by which it was made. */
    wish: int(),
    madeAt: instant(),
    endedAt: nullable(instant()),
  },
  uniques: [{ name: 'booking', columns: ['bookingId'] }],
  indexes: [
    { name: 'entry', columns: ['entryId', 'id'] },
    { name: 'expiry', columns: ['branch', 'state', 'expiresAt', 'id'] },
  ],
  branch: 'branch',
})

/** Everything that happened with entries, each with how it stood after it. */
export const waitlistEvents = defineTable({
  name: 'waitlist_events',
  columns: {
    id: id(),
    branch: id(),
    entryId: id(),
    /** joined, changed, offered, accepted, declined, passed, left or expired. */
    kind: text(12),
    at: instant(),
    businessDate: date(),
    actor: text(200),
    state: text(12),
    rests: bool(),
    priority: int(),
    serviceId: id(),
    unanswered: int(),
    /** The wish, where this event made or changed it. */
    wish: nullable(json()),
    offerId: nullable(id()),
    bookingId: nullable(id()),
    startsAt: nullable(instant()),
    /** Why, where somebody said so. Never personal data. */
    reason: nullable(text(500)),
  },
  indexes: [{ name: 'entry', columns: ['entryId', 'id'] }],
  appendOnly: true,
  branch: 'branch',
})

export type EntryRow = RowOf<typeof waitlistEntries>
export type OfferRow = RowOf<typeof waitlistOffers>
