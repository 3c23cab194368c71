/** Reads the terms that a search hits, in the order of how good a hit each is, some at a time. */
import type { QueryContext } from '../engine/context.ts'
import { decodeCursor, encodeCursor } from '../storage/cursor.ts'
import type { Filter } from '../storage/filter.ts'
import type { OrderBy } from '../storage/port.ts'
import type { RowOf } from '../storage/table.ts'
import { comesBefore, matches, matchOf, type TermHit, type TermQuery } from './search-query.ts'
import { customersSearchTerms } from './tables.ts'

type TermRow = RowOf<typeof customersSearchTerms>

/** A term that was hit, and where the walk goes on after it; null after the last. */
export interface Candidate {
  readonly customerId: string
  readonly hit: TermHit
  readonly after: string | null
}

/** Where a walk stands: behind a place in the order of the store, and behind a hit among those read from there. */
interface Place {
  readonly phase: 'whole' | 'rest'
  readonly from: { readonly term: string; readonly customerId: string } | undefined
  readonly behind?: { readonly hit: TermHit; readonly customerId: string } | undefined
}

/** Terms beside the whole texts that are ranked among each other at a time. */
const windowSize = 1000

/**
 * At most `size` candidates from the cursor on, in at most two statements. Whole texts come in the order of the key.
 * Others are read a thousand at a time and ranked in memory, because whether one is a substring or only sounds alike
 * depends on what was typed.
 */
export async function readCandidates(
  context: Pick<QueryContext, 'store'>,
  query: TermQuery,
  cursor: string | undefined,
  size: number,
): Promise<{ readonly candidates: readonly Candidate[]; readonly next: string | null }> {
  const place = cursor === undefined ? { phase: 'whole' as const, from: undefined } : placeOf(cursor)
  const restBegins = query.rest === undefined ? null : cursorAt({ phase: 'rest', from: undefined })
  const candidates: Candidate[] = []
  if (place.phase === 'whole') {
    const rows = await readTerms(context, query, query.whole, place.from, size)
    for (const [at, row] of rows.entries()) {
      const last = at === rows.length - 1 && rows.length < size
      candidates.push(candidateOf(query, row, last ? restBegins : cursorAt({ phase: 'whole', from: row })))
    }
    if (rows.length >= size || query.rest === undefined) return { candidates, next: candidates.at(-1)?.after ?? null }
  }
  const rest = place.phase === 'rest' ? place : { phase: 'rest' as const, from: undefined }
  const rows = await readTerms(context, query, query.rest ?? query.whole, rest.from, windowSize)
  const end = rows.length < windowSize ? undefined : rows.at(-1)
  const beyond = end === undefined ? null : cursorAt({ phase: 'rest', from: end })
  const ranked = rows
    .map((row) => candidateOf(query, row, null))
    .sort(inOrder)
    .filter((one) => rest.behind === undefined || inOrder(one, rest.behind) > 0)
  const taken = ranked.slice(0, size - candidates.length)
  for (const [at, one] of taken.entries()) {
    const after = at === ranked.length - 1 ? beyond : cursorAt({ phase: 'rest', from: rest.from, behind: one })
    candidates.push({ ...one, after })
  }
  return { candidates, next: taken.at(-1) === undefined ? beyond : (candidates.at(-1)?.after ?? null) }
}

async function readTerms(
  context: Pick<QueryContext, 'store'>,
  query: TermQuery,
  lead: string,
  from: Place['from'],
  limit: number,
): Promise<TermRow[]> {
  const range: Filter<TermRow> = {
    term: query.exact === true ? lead : { startsWith: lead, ...(from === undefined ? {} : { gte: from.term }) },
    ...(query.kind === undefined ? {} : { kind: query.kind }),
  }
  const following: Filter<TermRow>[] =
    from === undefined ? [] : [{ anyOf: [{ term: { gt: from.term } }, { customerId: { gt: from.customerId } }] }]
  return context.store.find(customersSearchTerms, {
    where: { allOf: [range, ...following] },
    orderBy: ['term', 'customerId'],
    limit,
  })
}

function candidateOf(query: TermQuery, row: TermRow, after: string | null): Candidate {
  return { customerId: row.customerId, hit: { term: row.term, match: matchOf(query, row) ?? 'sound' }, after }
}

type Ranked = Pick<Candidate, 'hit' | 'customerId'>

function inOrder(a: Ranked, b: Ranked): number {
  if (comesBefore(a.hit, b.hit)) return -1
  if (comesBefore(b.hit, a.hit)) return 1
  return a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : 0
}

const columns = ['phase', 'fromTerm', 'fromCustomer', 'match', 'term', 'customer']
const order: readonly OrderBy[] = columns.map((column) => ({ column, direction: 'asc' }))

function cursorAt({ phase, from, behind }: Place): string {
  const read = [from?.term ?? null, from?.customerId ?? null]
  const ranked = [behind?.hit.match ?? null, behind?.hit.term ?? null, behind?.customerId ?? null]
  return encodeCursor(order, [phase, ...read, ...ranked])
}

function placeOf(cursor: string): Place {
  const [phase, fromTerm, fromCustomer, match, term, customer] = decodeCursor(order, cursor)
  const from = fromTerm === null ? undefined : { term: String(fromTerm), customerId: String(fromCustomer) }
  const found = matches.find((one) => one === match)
  const behind =
    found === undefined ? undefined : { hit: { match: found, term: String(term) }, customerId: String(customer) }
  return { phase: phase === 'rest' ? 'rest' : 'whole', from, behind }
}
