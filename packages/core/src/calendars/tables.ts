/** Calendars that others may read, and by what. */
import { id, instant, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row a feed. It has no branch of the store's: whoever holds its token reads it from anywhere. */
export const calendarsFeeds = defineTable({
  name: 'calendars_feeds',
  columns: {
    id: id(),
    /** resource, branch or customer: whose bookings it tells. */
    of: text(12),
    /** The branch of the feed or of its resource; null for a customer's. */
    branch: nullable(id()),
    resourceId: nullable(id()),
    customerId: nullable(id()),
    /** Of a customer's: the branches whose bookings it tells, those in which its opener might; null for all there are. */
    branches: nullable(json()),
    /** What readers show as the name of the calendar; null for the usual one. */
    name: personal(nullable(text(100))),
    /** SHA-256 of the token, in hex: the token itself is nowhere. */
    tokenHash: text(64),
    createdAt: instant(),
    /** When it got the token that it has. */
    renewedAt: instant(),
    /** From then on nobody reads it; null where it is open. */
    closedAt: nullable(instant()),
  },
  uniques: [{ name: 'token', columns: ['tokenHash'] }],
  indexes: [
    { name: 'resource', columns: ['resourceId'] },
    { name: 'customer', columns: ['customerId'] },
  ],
  subject: [
    { kind: 'customer', column: 'customerId' },
    { kind: 'resource', column: 'resourceId' },
  ],
})

export type FeedRow = RowOf<typeof calendarsFeeds>
