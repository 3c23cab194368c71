/** Taking hold of an order to change it, and letting go of it. */
import type { CommandContext } from '../engine/context.ts'
import { changeCommitment } from '../ledger/index.ts'
import type { Progress } from '../stages/index.ts'
import { Money } from '../values/money.ts'
import { orderClosed } from './closed-order.ts'
import { LineNotChangeable, LineUnknown, OrderChanged, OrderUnknown } from './errors.ts'
import { isClosed, type OrderStatus, orderStatus } from './order-status.ts'
import { orderTotal } from './order-total.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines } from './tables.ts'

/** An order that is locked until the command ends, with all its lines. */
export interface OpenOrder {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
}

/**
 * Locks an order for a change. Every change of a line locks its order first, so lines need no locks of their own.
 *
 * @throws ORDER_UNKNOWN, ORDER_CLOSED, ORDER_CHANGED
 */
export async function openOrder(
  context: CommandContext,
  orderId: string,
  change: { readonly action: string; readonly revision: number | undefined },
): Promise<OpenOrder> {
  const order = await context.store.getForUpdate(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  if (isClosed(order.status as OrderStatus)) {
    throw await orderClosed(context, order, change.action)
  }
  if (change.revision !== undefined && change.revision !== order.revision) {
    throw OrderChanged.create({ number: order.number, expected: change.revision, actual: order.revision })
  }
  const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
  return { order, lines }
}

/**
 * One line that still stands where it began.
 *
 * @throws LINE_UNKNOWN, LINE_NOT_CHANGEABLE
 */
export function changeableLine({ order, lines }: OpenOrder, lineId: string, action: string): OrderLineRow {
  const line = lines.find((one) => one.id === lineId)
  if (line === undefined) throw LineUnknown.create({ number: order.number, lineIds: [lineId] })
  requireOrdered(order, line, action)
  return line
}

/** @throws LINE_NOT_CHANGEABLE */
function requireOrdered(order: OrderRow, line: OrderLineRow, action: string): void {
  const ordered: Progress = 'ordered'
  if (line.progress === ordered) return
  throw LineNotChangeable.create({ number: order.number, line: line.line, stage: line.stage, action })
}

/** Writes what the lines now make of the order: its total, its status, its revision. What it commits the customer to is the caller's. */
export function writeOrderChange(
  context: CommandContext,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  set: { readonly lastLine?: number } = {},
): Promise<OrderRow> {
  return context.store.update(orders, order, {
    ...set,
    total: orderTotal(order.currency, lines).minor,
    status: orderStatus(lines),
    revision: order.revision + 1,
  })
}

/** Writes what the lines now make of the order, and the customer's commitment with it. */
export async function closeOrderChange(
  context: CommandContext,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  set: { readonly lastLine?: number } = {},
): Promise<OrderRow> {
  const changed = await writeOrderChange(context, order, lines, set)
  // By the difference: what was billed beside the lines, such as damage of a rental, stays with the commitment.
  if (changed.total !== order.total)
    await changeCommitment(context, order.id, { by: moneyOf(changed, changed.total - order.total) })
  return changed
}

/** Lines with one of them replaced. */
export function withLine(lines: readonly OrderLineRow[], changed: OrderLineRow): OrderLineRow[] {
  return lines.map((line) => (line.id === changed.id ? changed : line))
}

export function moneyOf(order: { readonly currency: string }, minor: bigint): Money {
  return Money.ofMinor(minor, order.currency)
}
