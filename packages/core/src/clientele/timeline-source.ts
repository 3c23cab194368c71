/** Where the timeline of a customer is told from: each room that knows something, and any plugin, adds a source. */
import type { QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { Filter } from '../storage/filter.ts'
import type { Instant } from '../values/instant.ts'

/** Something that happened with a customer. It bears ids and words, and names nobody. */
export interface TimelineEntry {
  /** Of the row that tells of it. */
  readonly id: string
  readonly at: Instant
  /** What happened: `orders.placed`, `ledger.receipt`. */
  readonly kind: string
  readonly branch: string | null
  readonly orderId: string | null
  /** With its currency, where it is about money. */
  readonly amount: string | null
  readonly currency: string | null
  /** What else there is to say: a result, a purpose, a state. */
  readonly details: Readonly<Record<string, string | null>>
}

/** What of a source comes next. */
export interface TimelineAsked {
  /** All ids of the customer. */
  readonly customerIds: readonly string[]
  /** Only what comes after this place: earlier, or at the same moment and with a lower id. */
  readonly after: { readonly at: Instant; readonly id: string } | undefined
  /** At most so many, the latest first. */
  readonly limit: number
}

export interface TimelineSource {
  readonly name: string
  /** The latest first, and among those of one moment the highest id. One statement. */
  read(context: QueryContext, asked: TimelineAsked): Promise<readonly TimelineEntry[]>
}

export const timelineSources: Registry<TimelineSource> = defineRegistry<TimelineSource>(
  'clientele.timeline',
  ({ name }) => name,
)

/** The condition on the columns of a source for what was asked. `at` and `id` are the names of its columns. */
export function timelineFilter<R>(
  { customerIds, after }: TimelineAsked,
  {
    at,
    id,
    customer,
  }: { readonly at: keyof R & string; readonly id: keyof R & string; readonly customer: keyof R & string },
): Filter<R> {
  const own = { [customer]: { in: customerIds } } as Filter<R>
  if (after === undefined) return own
  const earlier = { [at]: { lt: after.at } } as Filter<R>
  const lower = { [at]: after.at, [id]: { lt: after.id } } as Filter<R>
  return { allOf: [own, { anyOf: [earlier, lower] }] } as unknown as Filter<R>
}
