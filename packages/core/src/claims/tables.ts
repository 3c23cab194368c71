/** What is taken when: one table for everything that can be promised once, and the version of each resource. */
import { bool, id, instant, int, nullable, text } from '../storage/column.ts'
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
    /**
     * The resource as which it was claimed, of the room of resources, where `resource` is the name of a unit or of counted stock: with it, what
     * is claimed goes along when the two are parted. Null elsewhere.
     */
    resourceId: nullable(id()),
    quantity: int(),
    startsAt: instant(),
    endsAt: instant(),
    /** Whether it lasts longer than `longest` in `find-claims.ts`: all others are found by when they begin. */
    isLong: bool(),
    /** The part of it in which it works, where buffers are around it; null where that is all of it, or nothing that needs working time. */
    worksFrom: nullable(instant()),
    worksTo: nullable(instant()),
    /** From then on it claims nothing; null where it stands until it is let go. */
    expiresAt: nullable(instant()),
    /** Where the resource is meanwhile, for the way to the next place; null where that does not matter. */
    place: nullable(text(120)),
  },
  indexes: [
    { name: 'overlap', columns: ['resource', 'endsAt', 'startsAt', 'quantity'] },
    { name: 'reference', columns: ['reference'] },
    // All that a search reads: it is answered from the index alone.
    {
      name: 'start',
      columns: ['resource', 'isLong', 'startsAt', 'endsAt', 'quantity', 'place', 'expiresAt', 'kind', 'reference'],
    },
  ],
  derived: true,
})

/**
 * A number for each state of the claims, the roster and the terms of a resource; 0 before the first. Who decides on what he read
 * raises it, and was right only where nobody else had.
 */
export const claimsVersions = defineTable({
  name: 'claims_versions',
  columns: {
    resource: text(120),
    stamp: int(),
    /** How many claims of it were ever made long: where none was, none is looked for. */
    longs: int(),
  },
  key: ['resource'],
  derived: true,
})

export type ClaimRow = RowOf<typeof claims>
