/** Walks along the terms that a search hits, best hits first, and answers the customers behind them. */
import type { QueryContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import { bestHit, type Match, type TermQuery } from './search-query.ts'
import { searchTermsOf } from './search-terms.ts'
import { type CustomerRow, customers } from './tables.ts'
import { readCandidates } from './term-candidates.ts'

export interface Search {
  /** What leads to the customers. */
  readonly query: TermQuery
  /** What else their terms must be hit by. */
  readonly also: readonly TermQuery[]
  /** What else must hold of their rows. */
  readonly where: Filter<CustomerRow>
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface Hit {
  readonly row: CustomerRow
  readonly match: Match
}

/** Candidates of a page where further conditions may leave few of them. */
const mostCandidates = 500

/**
 * A page of hits, in at most three statements: two along the terms, one for the customers. Each customer comes once, at
 * its best hit. A page may hold fewer than `limit` customers although more follow: go on while `next` is not null.
 */
export async function searchCustomers(
  context: Pick<QueryContext, 'store'>,
  { query, also, where, limit, cursor }: Search,
): Promise<{ readonly hits: readonly Hit[]; readonly next: string | null }> {
  const narrowed = also.length > 0 || Object.keys(where).length > 0
  const { candidates, next } = await readCandidates(context, query, cursor, narrowed ? mostCandidates : limit * 2 + 1)
  const ids = [...new Set(candidates.map((one) => one.customerId))]
  if (ids.length === 0) return { hits: [], next }
  const rows = await context.store.find(customers, { where: { allOf: [{ id: { in: ids } }, where] }, limit: 'all' })
  const found = new Map(rows.map((row) => [row.id, { row, terms: searchTermsOf(row) }]))
  const hits: Hit[] = []
  for (const { customerId, hit, after } of candidates) {
    const customer = found.get(customerId)
    // A customer that several terms lead to is taken at the best of them, on whichever page that stands.
    if (customer === undefined || bestHit(query, customer.terms)?.term !== hit.term) continue
    if (!also.every((one) => bestHit(one, customer.terms) !== undefined)) continue
    hits.push({ row: customer.row, match: hit.match })
    if (hits.length === limit) return { hits, next: after }
  }
  return { hits, next }
}
