/** Tells everything that happened with a customer. */
import { z } from 'zod'
import { allIdsOf, CustomerUnknown, requireCustomer } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { decodeCursor, encodeCursor } from '../../storage/cursor.ts'
import type { OrderBy } from '../../storage/port.ts'
import { idText, pageMembers } from '../shapes.ts'
import { type TimelineEntry, timelineSources } from '../timeline-source.ts'

const inputSchema = z.strictObject({ customerId: idText, ...pageMembers })

const entrySchema = z.object({
  id: z.string(),
  at: z.string(),
  /** What happened: `orders.placed`, `ledger.receipt`, `leads.visited`. */
  kind: z.string(),
  branch: z.string().nullable(),
  orderId: z.string().nullable(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  /** What else there is to say: a result, a purpose, a state. */
  details: z.record(z.string(), z.string().nullable()),
})

const outputSchema = z.object({ customerId: z.string(), items: z.array(entrySchema), next: z.string().nullable() })

export interface ReadTimeline extends z.input<typeof inputSchema> {}
/** The latest first; follow `next` until it is null. */
export interface CustomerTimeline extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadTimeline> = inputSchema
const output: z.ZodType<CustomerTimeline> = outputSchema

const order: readonly OrderBy[] = ['at', 'source', 'id'].map((column) => ({ column, direction: 'desc' }))

/** Comes after every id. */
const highest = '\u{10ffff}'

/** One statement a source, of which the core has nine, and one for the customer; whatever there is to tell. */
export const readTimeline = operation({
  name: 'clientele.timeline',
  summary:
    'Tells everything that happened with a customer, the latest first: orders, money, visits, calls, rentals, consents.',
  kind: 'query',
  input,
  output,
  errors: [CustomerUnknown],
  async run(context, { customerId: given, limit, cursor }): Promise<CustomerTimeline> {
    const customer = await requireCustomer(context, given)
    const place = cursor === undefined ? undefined : decodeCursor(order, cursor).map(String)
    const told: { readonly source: string; readonly entry: TimelineEntry }[] = []
    for (const { name, read } of context.entries(timelineSources)) {
      const [at = '', source = '', id = ''] = place ?? []
      // Among what happened at one moment, the source with the lower name comes later.
      const after =
        place === undefined
          ? undefined
          : name === source
            ? { at, id }
            : name < source
              ? { at, id: highest }
              : { at, id: '' }
      const found = await read(context, { customerIds: allIdsOf(customer), after, limit: limit + 1 })
      for (const entry of found) told.push({ source: name, entry })
    }
    told.sort(
      (one, other) =>
        compare(other.entry.at, one.entry.at) ||
        compare(other.source, one.source) ||
        compare(other.entry.id, one.entry.id),
    )
    const page = told.slice(0, limit)
    const last = page.at(-1)
    return {
      customerId: customer.id,
      items: page.map(({ entry }) => ({ ...entry, details: { ...entry.details } })),
      next:
        told.length > limit && last !== undefined
          ? encodeCursor(order, [last.entry.at, last.source, last.entry.id])
          : null,
    }
  },
})

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)
