/** The lines of an order, with those that went into another one when it was merged: for who reads its past. */
import type { QueryContext } from '../engine/context.ts'
import { type OrderLineRow, type OrderRow, ordersLines } from './tables.ts'
import { ordersMerges } from './transfer-tables.ts'

/** One statement; two more for an order that is closed by a merge. */
export async function linesEver(
  { store }: Pick<QueryContext, 'store'>,
  { id: orderId, status }: OrderRow,
): Promise<readonly OrderLineRow[]> {
  const lines = await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
  if (status !== 'cancelled') return lines
  const [merge] = await store.find(ordersMerges, { where: { mergedId: orderId }, limit: 1 })
  if (merge === undefined) return lines
  const where = { id: { in: merge.movedLines as string[] } }
  return [...lines, ...(await store.find(ordersLines, { where, orderBy: ['line'], limit: 'all' }))]
}
