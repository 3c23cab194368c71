/** What the lines of an order need, with names and promises. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { inventoryItems, inventoryLocations, inventoryReservations } from '../inventory/index.ts'
import type { OrderLineRow, OrderRow } from '../orders/index.ts'
import { type LineNeed, presentLineNeed } from './present-line-needs.ts'
import { withPromises } from './open-needs.ts'
import { suppliesLineNeeds } from './tables.ts'

/** Four statements; one where nothing is needed. */
export async function readNeedsOf(
  { store }: Pick<QueryContext | CommandContext, 'store'>,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<LineNeed[]> {
  const lineId = { in: lines.map(({ id }) => id) }
  const needs = await store.find(suppliesLineNeeds, { where: { lineId }, orderBy: ['id'], limit: 'all' })
  if (needs.length === 0) return []
  const ids = (of: readonly string[]) => ({ id: { in: [...new Set(of)] } })
  const items = await store.find(inventoryItems, { where: ids(needs.map(({ itemId }) => itemId)), limit: 'all' })
  const itemOf = new Map(items.map((row) => [row.id, row]))
  const locations = await store.find(inventoryLocations, {
    where: ids(needs.map(({ locationId }) => locationId)),
    limit: 'all',
  })
  const locationOf = new Map(locations.map((row) => [row.id, row]))
  const promises = await store.find(inventoryReservations, {
    where: { orderLineId: lineId, open: { gt: 0 } },
    orderBy: ['id'],
    limit: 'all',
  })
  const lineOf = new Map(lines.map((line) => [line.id, { order, line }]))
  return withPromises(needs, lineOf, promises)
    .sort((one, other) => one.line.line - other.line.line)
    .map((one) => presentLineNeed(one, itemOf.get(one.need.itemId), locationOf.get(one.need.locationId)))
}
