/** What several branches know of one customer, put together. Pure. */
import type { BranchRow, FacetRow } from './tables.ts'

/** A customer's summary over the branches that somebody reaches. */
export type ReachedSummary = Omit<BranchRow, 'branch' | 'version' | 'occasions'>

/** One summary a customer out of those of branches. */
export function combineSummaries(rows: readonly BranchRow[]): ReadonlyMap<string, ReachedSummary> {
  const combined = new Map<string, ReachedSummary>()
  for (const row of rows) {
    const known = combined.get(row.customerId)
    combined.set(
      row.customerId,
      known === undefined
        ? row
        : {
            ...known,
            orders: known.orders + row.orders,
            amount: known.amount + row.amount,
            firstOn: earlier(known.firstOn, row.firstOn),
            lastOn: later(known.lastOn, row.lastOn),
            lastShotOn: latest(known.lastShotOn, row.lastShotOn),
            waiting: known.waiting || row.waiting,
          },
    )
  }
  return combined
}

const earlier = (one: string, other: string): string => [one, other].sort()[0] ?? one
const later = (one: string, other: string): string => [one, other].sort()[1] ?? one
const latest = (one: string | null, other: string | null): string | null =>
  one === null || other === null ? (one ?? other) : later(one, other)

/** What one customer bought, each thing once; what is in most orders first, then what was bought last. */
export function combineFacets(
  rows: readonly FacetRow[],
): readonly Pick<FacetRow, 'kind' | 'value' | 'orders' | 'amount' | 'lastOn'>[] {
  const combined = new Map<string, Pick<FacetRow, 'kind' | 'value' | 'orders' | 'amount' | 'lastOn'>>()
  for (const row of rows) {
    const key = `${row.kind} ${row.value}`
    const known = combined.get(key)
    combined.set(
      key,
      known === undefined
        ? row
        : {
            ...known,
            orders: known.orders + row.orders,
            amount: known.amount + row.amount,
            lastOn: later(known.lastOn, row.lastOn),
          },
    )
  }
  return [...combined.values()].sort(
    (one, other) => other.orders - one.orders || compare(other.lastOn, one.lastOn) || compare(one.value, other.value),
  )
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1)
