/** Walks along the customers who are asked for, page by page: by the day of a shoot, what was bought, a class, or their summaries. */
import type { QueryContext } from '../engine/context.ts'
import type { ReachedSummary } from './combine.ts'
import { combineSummaries } from './combine.ts'
import { type AskedOfSummary, fitsSummary, summaryFilter } from './summary-filter.ts'
import {
  type BranchRow,
  clienteleBranches,
  clienteleClasses,
  clienteleCustomers,
  clienteleFacets,
  clienteleMarks,
  type FacetRow,
} from './tables.ts'
import { summariesWithinReach } from './within-reach.ts'

type Bought = { readonly kind: 'item' | 'category' | 'shootType'; readonly value: string }

export interface AskedClientele extends AskedOfSummary {
  shot?: { from: string; to: string } | undefined
  bought?: Bought | undefined
  class?: string | undefined
  order: 'recent' | 'amount'
  limit: number
  cursor?: string | undefined
}

interface Led<Item = { readonly customerId: string }> {
  readonly items: readonly Item[]
  readonly next: string | null
}

type PageAsked = Pick<AskedClientele, 'limit' | 'cursor'>

/** What leads to the customers is walked along; what else was asked for is held against their summaries. */
export async function walkClientele(context: QueryContext, asked: AskedClientele): Promise<Led<ReachedSummary>> {
  const { shot, bought, class: of } = asked
  if (shot === undefined && bought === undefined && of === undefined) {
    return context.store.scope.branches === 'all' ? alongSummaries(context, asked) : alongBranches(context, asked)
  }
  const page = { limit: asked.limit, cursor: asked.cursor }
  const led =
    shot !== undefined
      ? await alongShoots(context, shot, page)
      : bought !== undefined
        ? await alongBought(context, bought, page)
        : await alongClass(context, of ?? '', page)
  const ids = led.items.map(({ customerId }) => customerId)
  const also = shot === undefined ? undefined : bought
  const fitting = also === undefined ? ids : await whoBought(context, ids, also)
  const byId = await summariesWithinReach(context, fitting)
  const rows = ids.flatMap((id) => byId.get(id) ?? [])
  return { items: rows.filter((row) => fitsSummary(row, asked, context.studio.currency)), next: led.next }
}

const orderOf = ({ order }: AskedClientele) =>
  order === 'amount' ? (['-amount', '-customerId'] as const) : (['-lastOn', '-customerId'] as const)

async function alongSummaries({ store, studio }: QueryContext, asked: AskedClientele): Promise<Led<ReachedSummary>> {
  const where = summaryFilter(asked, studio.currency)
  return store.page(clienteleCustomers, { where, orderBy: orderOf(asked), limit: asked.limit, cursor: asked.cursor })
}

/** Each customer at the branch of theirs that comes first in the order. Two statements. */
async function alongBranches({ store, studio }: QueryContext, asked: AskedClientele): Promise<Led<ReachedSummary>> {
  const one = store.scope.branches.length === 1
  const page = await store.page(clienteleBranches, {
    // What several branches know counts together: it is held against what was asked for below.
    where: one ? summaryFilter(asked, studio.currency) : {},
    orderBy: orderOf(asked),
    limit: asked.limit,
    cursor: asked.cursor,
  })
  if (one || page.items.length === 0) return page
  const ids = page.items.map(({ customerId }) => customerId)
  const all = await store.find(clienteleBranches, { where: { customerId: { in: ids } }, limit: 'all' })
  const place = (row: BranchRow) => [asked.order === 'amount' ? row.amount : row.lastOn, row.branch] as const
  const first = firstOfEach(all, (row, other) => before(place(other), place(row)))
  const combined = combineSummaries(all)
  const items = page.items
    .filter((row) => first.get(row.customerId)?.branch === row.branch)
    .flatMap(({ customerId }) => combined.get(customerId) ?? [])
    .filter((row) => fitsSummary(row, asked, studio.currency))
  return { items, next: page.next }
}

/** Each customer at the first day of a shoot within the range. Two statements. */
async function alongShoots(
  { store }: QueryContext,
  { from, to }: { from: string; to: string },
  page: PageAsked,
): Promise<Led> {
  const range = { kind: 'shot', value: { gte: from, lte: to } }
  const found = await store.page(clienteleFacets, {
    where: range,
    orderBy: ['value', 'customerId', 'branch'],
    ...page,
  })
  const place = ({ value, branch }: FacetRow) => [value, branch] as const
  return onceEach(store, found, range, (row, other) => before(place(row), place(other)))
}

/** Each customer at the branch where they bought it last. Two statements. */
async function alongBought({ store }: QueryContext, bought: Bought, page: PageAsked): Promise<Led> {
  const orderBy = ['-lastOn', '-customerId', '-branch'] as const
  const found = await store.page(clienteleFacets, { where: bought, orderBy, ...page })
  const place = ({ lastOn, branch }: FacetRow) => [lastOn, branch] as const
  return onceEach(store, found, bought, (row, other) => before(place(other), place(row)))
}

/** Those of a page that no other row of their customer comes before. */
async function onceEach(
  store: QueryContext['store'],
  found: Led<FacetRow>,
  where: object,
  comesBefore: (row: FacetRow, other: FacetRow) => boolean,
): Promise<Led> {
  if (found.items.length === 0) return found
  const ids = found.items.map(({ customerId }) => customerId)
  const all = await store.find(clienteleFacets, { where: { ...where, customerId: { in: ids } }, limit: 'all' })
  const first = firstOfEach(all, comesBefore)
  const items = found.items.filter((row) => {
    const one = first.get(row.customerId)
    return one?.branch === row.branch && one.value === row.value
  })
  return { items, next: found.next }
}

function firstOfEach<R extends { readonly customerId: string }>(
  rows: readonly R[],
  comesBefore: (row: R, other: R) => boolean,
): ReadonlyMap<string, R> {
  const first = new Map<string, R>()
  for (const row of rows) {
    const known = first.get(row.customerId)
    if (known === undefined || comesBefore(row, known)) first.set(row.customerId, row)
  }
  return first
}

const before = (one: readonly (string | bigint)[], other: readonly (string | bigint)[]): boolean => {
  const at = one.findIndex((value, index) => value !== other[index])
  return at >= 0 && (one[at] as string | bigint) < (other[at] as string | bigint)
}

/** Those who are in the class by hand, then those who are by rule; who is in it by both comes once. */
async function alongClass({ store }: QueryContext, of: string, { limit, cursor }: PageAsked): Promise<Led> {
  const byHand = cursor === undefined || cursor.startsWith(handMark)
  if (byHand) {
    const from = cursor?.slice(handMark.length)
    const page = await store.page(clienteleMarks, {
      where: { code: of, belongs: true },
      orderBy: ['customerId'],
      limit,
      cursor: from === '' ? undefined : from,
    })
    return { items: page.items, next: page.next === null ? ruleMark : handMark + page.next }
  }
  const from = cursor.slice(ruleMark.length)
  const page = await store.page(clienteleClasses, {
    where: { code: of },
    orderBy: ['customerId'],
    limit,
    cursor: from === '' ? undefined : from,
  })
  const ids = page.items.map(({ customerId }) => customerId)
  const marks = await store.find(clienteleMarks, { where: { code: of, customerId: { in: ids } }, limit: 'all' })
  const marked = new Set(marks.map(({ customerId }) => customerId))
  return {
    items: page.items.filter(({ customerId }) => !marked.has(customerId)),
    next: page.next === null ? null : ruleMark + page.next,
  }
}

const handMark = 'hand.'
const ruleMark = 'rule.'

async function whoBought({ store }: QueryContext, ids: readonly string[], bought: Bought): Promise<readonly string[]> {
  const rows = await store.find(clienteleFacets, { where: { ...bought, customerId: { in: ids } }, limit: 'all' })
  return rows.map(({ customerId }) => customerId)
}
