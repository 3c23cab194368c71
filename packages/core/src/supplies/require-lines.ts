/** Refuses lines that an order does not have, and orders that were merged, where goods are promised or taken for them by hand. */
import type { CommandContext } from '../engine/context.ts'
import type { OrderLinesNamed } from '../inventory/index.ts'
import { LineUnknown, orderClosed, orders, ordersLines } from '../orders/index.ts'

/**
 * One statement; two where a line is refused, four and one for each further merge where the order was merged.
 *
 * @throws LINE_UNKNOWN, and ORDER_CLOSED which names the order that stands for a merged one
 */
export async function requireLines(
  context: CommandContext,
  { orderId, lineIds, isMerged }: OrderLinesNamed,
): Promise<void> {
  const { store } = context
  const found = isMerged
    ? []
    : await store.find(ordersLines, { where: { orderId, id: { in: [...lineIds] } }, limit: 'all' })
  const unknown = lineIds.filter((id) => !found.some((line) => line.id === id))
  if (unknown.length === 0 && !isMerged) return
  const order = await store.get(orders, orderId)
  // An order that another plugin placed has lines of its own.
  if (order === undefined) return
  if (isMerged) throw await orderClosed(context, order, 'take goods for it')
  throw LineUnknown.create({ number: order.number, lineIds: unknown })
}
