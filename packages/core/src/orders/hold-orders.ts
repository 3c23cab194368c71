/** Takes hold of two orders that are to become one. */
import type { CommandContext } from '../engine/context.ts'
import { orderClosed } from './closed-order.ts'
import { OrderChanged, OrderUnknown } from './errors.ts'
import type { OpenOrder } from './open-order.ts'
import { isClosed, type OrderStatus } from './order-status.ts'
import { type OrderRow, orders, ordersLines } from './tables.ts'
import { OrdersNotMergeable } from './transfer-errors.ts'

/** An order, and the revision in which its caller read it. */
export interface WantedOrder {
  readonly orderId: string
  readonly revision: number | undefined
}

/**
 * Both orders with all their lines, locked in the order of their ids. Two statements.
 *
 * @throws ORDER_UNKNOWN, ORDER_CLOSED, ORDER_CHANGED, ORDERS_NOT_MERGEABLE
 */
export async function holdTwo(
  context: CommandContext,
  survivor: WantedOrder,
  merged: WantedOrder,
): Promise<{ readonly survivor: OpenOrder; readonly merged: OpenOrder }> {
  if (survivor.orderId === merged.orderId) {
    const { orderId: id } = survivor
    throw OrdersNotMergeable.create({ survivor: id, merged: id, rule: 'they must be two orders', value: 'but are one' })
  }
  const { store } = context
  const ids = [survivor.orderId, merged.orderId]
  const rows = await store.findForUpdate(orders, { where: { id: { in: ids } }, orderBy: ['id'], limit: 'all' })
  const heldOf = async ({ orderId, revision }: WantedOrder): Promise<OrderRow> => {
    const order = rows.find(({ id }) => id === orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const { number, status } = order
    if (isClosed(status as OrderStatus)) throw await orderClosed(context, order, 'merge it')
    if (revision !== undefined && revision !== order.revision) {
      throw OrderChanged.create({ number, expected: revision, actual: order.revision })
    }
    return order
  }
  const [kept, gone] = [await heldOf(survivor), await heldOf(merged)]
  requireAlike(kept, gone)
  const lines = await store.find(ordersLines, {
    where: { orderId: { in: ids } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  const openOf = (order: OrderRow): OpenOrder => ({ order, lines: lines.filter(({ orderId }) => orderId === order.id) })
  return { survivor: openOf(kept), merged: openOf(gone) }
}

function requireAlike(survivor: OrderRow, merged: OrderRow): void {
  for (const name of ['customerId', 'branch', 'currency'] as const) {
    if (survivor[name] === merged[name]) continue
    throw OrdersNotMergeable.create({
      survivor: survivor.number,
      merged: merged.number,
      rule: `${name} must be the same`,
      value: `but is "${survivor[name]}" and "${merged[name]}"`,
    })
  }
}
