/** What is taken when: one table for everything that can be promised once, and the version of each resource. */
import { id, instant, int, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/**
 * One row a resource and stretch of time, buffers included. It has no branch on purpose: whoever may not see what takes a
 * resource must still not promise it twice.
 */
export const claims = defineTable({
  name: 'claims',
  columns: {
    id: id(),
    /** What is taken: as `resource-names.ts` spells it. */
    resource: text(120),
    /** Whose claim it is: a booking, a hold, a rental, a block, a time off. */
    reference: id(),
    /** Why: as `ClaimKind` says. */
    kind: text(12),
    quantity: int(),
    startsAt: instant(),
    endsAt: instant(),
    /** From then on it claims nothing; null where it stands until it is let go. */
    expiresAt: nullable(instant()),
    /** Where the resource is meanwhile, for the way to the next place; null where that does not matter. */
    place: nullable(text(120)),
  },
  indexes: [
    { name: 'overlap', columns: ['resource', 'endsAt', 'startsAt', 'quantity'] },
    { name: 'reference', columns: ['reference'] },
    { name: 'ahead', columns: ['endsAt'] },
  ],
  derived: true,
})

/**
 * How often the claims, the roster or the terms of a resource changed. Who decides on what he read raises it, and
 * was right only where nobody else had.
 */
export const claimsVersions = defineTable({
  name: 'claims_versions',
  columns: { resource: text(120), changes: int() },
  key: ['resource'],
  derived: true,
})

export type ClaimRow = RowOf<typeof claims>
