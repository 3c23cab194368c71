/** Works out anew what is known of customers by what they bought, and writes what is different. */
import { type CustomerRow, customers } from '../customers/index.ts'
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { type OrderLineRow, orders, ordersLines } from '../orders/index.ts'
import type { NewRowOf } from '../storage/table.ts'
import { readRules } from './read-rules.ts'
import { reasonsOf } from './rule.ts'
import { shootDates } from './shoot-dates.ts'
import { type BoughtOrder, type Clientele, pairsOf, summarise } from './summarise.ts'
import {
  type ClassRow,
  clienteleBranches,
  clienteleClasses,
  clienteleCustomers,
  clienteleFacets,
  clienteleOrders,
  clientelePairs,
  type FacetRow,
} from './tables.ts'

const refreshSchema = z.object({ customerIds: z.array(z.string()) })

/** Customers to be refreshed in the background, where every branch is within reach. */
export const refreshKind: JobKind<z.output<typeof refreshSchema>> = { name: 'clientele.refresh', input: refreshSchema }

/**
 * Brings the clientele of these customers to what their orders say. The same however often it is done: what stands is
 * compared and replaced. A dozen statements for any number of customers; for rooms and plugins that know something new, such as the
 * day of a shoot. For whoever does not reach all branches it is done in the background, since what is known follows from all orders.
 */
export async function refreshClientele(context: CommandContext, customerIds: readonly string[]): Promise<void> {
  const ids = [...new Set(customerIds)].sort()
  if (ids.length === 0) return
  const { store } = context
  if (store.scope.branches !== 'all') {
    context.schedule(refreshKind, { customerIds: ids })
    return
  }
  // Two who refresh one customer take turns: pairs are counted by what changes.
  await store.lock(ids.map((id) => `clientele.customer:${id}`))
  const of = { where: { customerId: { in: ids } }, limit: 'all' } as const
  const rows = await store.find(customers, { where: { id: { in: ids } }, limit: 'all' })
  const known = new Map(rows.filter(({ mergedIntoId }) => mergedIntoId === null).map((row) => [row.id, row]))
  const bought = await readBought(context, [...known.keys()])
  const facetsBefore = groupBy(await store.find(clienteleFacets, of))
  const classesBefore = groupBy(await store.find(clienteleClasses, of))
  const rules = (await readRules(context)).filter(({ active }) => active)
  const derived = [clienteleOrders, clienteleFacets, clienteleClasses, clienteleBranches, clienteleCustomers] as const
  for (const table of derived) {
    await store.deleteWhere(table, { customerId: { in: ids } })
  }
  // Of customers who were merged or parted a moment ago, orders may still be told of under the other one.
  const orderIds = [...bought.values()].flatMap((own) => own.map(({ orderId }) => orderId))
  if (orderIds.length > 0) await store.deleteWhere(clienteleOrders, { orderId: { in: orderIds } })
  const pairs = new Map<string, NewRowOf<typeof clientelePairs>>()
  for (const id of ids) {
    const customer = known.get(id)
    const clientele = summarise(customer === undefined ? [] : (bought.get(id) ?? []))
    countPairs(pairs, facetsBefore.get(id) ?? [], -1)
    countPairs(pairs, clientele.facets, 1)
    if (customer === undefined || clientele.summary === null) continue
    insertClientele(context, customer, clientele)
    const facts = { ...clientele, summary: clientele.summary, ...homeOf(customer), today: context.businessDate }
    for (const { code, edition, when } of rules) {
      const reasons = reasonsOf(when, { ...facts, currency: context.studio.currency })
      if (reasons === undefined) continue
      const before = classesBefore.get(id)?.find((one) => one.code === code)
      const since = before?.since ?? context.businessDate
      store.insert(clienteleClasses, { customerId: id, code, edition, reasons: [...reasons], since })
    }
  }
  store.accumulateLate(
    clientelePairs,
    [...pairs.values()].filter(({ customers: change }) => change !== 0),
    ['customers'],
  )
}

function insertClientele(
  { store }: CommandContext,
  customer: CustomerRow,
  { summary, branches, counted, facets }: Clientele,
): void {
  const { id: customerId, source } = customer
  if (summary === null) return
  store.insert(clienteleCustomers, { customerId, ...summary, ...homeOf(customer) })
  store.insertAll(
    clienteleBranches,
    branches.map((one) => ({ customerId, ...one, ...homeOf(customer) })),
  )
  store.insertAll(
    clienteleOrders,
    counted.map((order) => ({ ...order, customerId, source: source ?? 'unknown' })),
  )
  store.insertAll(
    clienteleFacets,
    facets.map((facet) => ({ ...facet, customerId })),
  )
}

const homeOf = ({ province, city, district }: CustomerRow) => ({ province, city, district })

function countPairs(
  pairs: Map<string, NewRowOf<typeof clientelePairs>>,
  facets: Parameters<typeof pairsOf>[0],
  change: 1 | -1,
): void {
  for (const [item, other] of pairsOf(facets)) {
    const key = JSON.stringify([item, other])
    pairs.set(key, { item, other, customers: (pairs.get(key)?.customers ?? 0) + change })
  }
}

/** The orders of customers with their lines and the days of their shoots. Two statements, and those of who knows the days. */
async function readBought(
  context: CommandContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly BoughtOrder[]>> {
  const { store } = context
  if (ids.length === 0) return new Map()
  const found = await store.find(orders, { where: { customerId: { in: ids } }, orderBy: ['id'], limit: 'all' })
  const orderIds = found.map(({ id }) => id)
  if (orderIds.length === 0) return new Map()
  const where = { orderId: { in: orderIds } }
  const lines = await store.find(ordersLines, { where, orderBy: ['orderId', 'line'], limit: 'all' })
  const linesOf = new Map<string, OrderLineRow[]>()
  for (const line of lines) linesOf.set(line.orderId, [...(linesOf.get(line.orderId) ?? []), line])
  const shot = new Map<string, string[]>()
  for (const source of context.entries(shootDates)) {
    for (const [orderId, dates] of await source.datesOf(context, orderIds)) {
      shot.set(orderId, [...(shot.get(orderId) ?? []), ...dates])
    }
  }
  const bought = new Map<string, BoughtOrder[]>()
  for (const { id: orderId, customerId, branch, bookedDate, currency, region } of found) {
    const order = {
      orderId,
      branch,
      bookedDate,
      currency,
      region,
      lines: linesOf.get(orderId) ?? [],
      shotOn: shot.get(orderId) ?? [],
    }
    bought.set(customerId, [...(bought.get(customerId) ?? []), order])
  }
  return bought
}

function groupBy<R extends FacetRow | ClassRow>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const grouped = new Map<string, R[]>()
  for (const row of rows) grouped.set(row.customerId, [...(grouped.get(row.customerId) ?? []), row])
  return grouped
}
