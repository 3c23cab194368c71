/** Holds purchase orders, and keeps what happens to them. Every operation on an order goes through here. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { PurchaseOrderNotFitting, PurchaseOrderNotToApprove, PurchaseOrderUnknown } from './errors.ts'
import { purchaseOrderChanged } from './events.ts'
import type { PlannedLine } from './order-lines.ts'
import { mayBe, type OrderAction, type OrderStatus, receivedStatus, stageOf, statusesFor } from './order-state.ts'
import {
  type OrderLineRow,
  type OrderRow,
  procurementOrderEvents,
  procurementOrderLines,
  procurementOrders,
} from './tables.ts'

export type OrderEventKind =
  | 'drafted'
  | 'changed'
  | 'submitted'
  | 'approved'
  | 'rejected'
  | 'sent'
  | 'received'
  | 'returned'
  | 'closed'
  | 'cancelled'

export const statusOf = (order: OrderRow): OrderStatus => order.status as OrderStatus
export const totalOf = (order: OrderRow): Money => Money.ofMinor(order.total, order.currency)

/**
 * Orders, locked until the command ends, in the order of their ids: so no two commands wait for each other. One statement,
 * none for none.
 *
 * @throws PURCHASE_ORDER_UNKNOWN, PURCHASE_ORDER_NOT_FITTING
 */
export async function lockOrders(
  { store, branch }: CommandContext,
  orderIds: readonly string[],
  action: OrderAction,
): Promise<ReadonlyMap<string, OrderRow>> {
  const wanted = [...new Set(orderIds)]
  if (wanted.length === 0) return new Map()
  const rows = await store.findForUpdate(procurementOrders, {
    where: { id: { in: wanted } },
    orderBy: ['id'],
    limit: 'all',
  })
  const found = new Map(rows.map((row) => [row.id, row]))
  for (const orderId of wanted) {
    const row = found.get(orderId)
    if (row?.branch !== branch) throw PurchaseOrderUnknown.create({ orderId, branch })
    if (mayBe(action, statusOf(row))) continue
    const allowed = statusesFor(action).join(' or ')
    throw PurchaseOrderNotFitting.create({ orderId, status: row.status, allowed })
  }
  return found
}

/** @throws PURCHASE_ORDER_UNKNOWN, PURCHASE_ORDER_NOT_FITTING */
export async function lockOrder(context: CommandContext, orderId: string, action: OrderAction): Promise<OrderRow> {
  const row = (await lockOrders(context, [orderId], action)).get(orderId)
  if (row === undefined) throw PurchaseOrderUnknown.create({ orderId, branch: context.branch })
  return row
}

/** The lines of orders that are held. One statement. */
export const linesOf = ({ store }: Pick<CommandContext, 'store'>, orderIds: readonly string[]) =>
  store.find(procurementOrderLines, {
    where: { orderId: { in: orderIds } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })

/** Keeps that something happened to an order, and tells it. */
export function keepOrderEvent(
  context: CommandContext,
  order: OrderRow,
  kind: OrderEventKind,
  { note, lines }: { readonly note?: string | undefined; readonly lines?: readonly PlannedLine[] } = {},
): void {
  const { id: orderId, number, supplierId, status, revision, currency, total } = order
  recordFact(context, procurementOrderEvents, {
    id: context.newId(),
    branch: order.branch,
    orderId,
    kind,
    status,
    revision,
    at: context.now,
    actor: context.actor,
    note: note ?? null,
    currency,
    total,
    lines: lines?.map(({ line, itemId, quantity, price, per }) => ({ line, itemId, quantity, price, per })) ?? null,
  })
  context.emit(purchaseOrderChanged, {
    orderId,
    number,
    supplierId,
    kind,
    status,
    currency,
    total: totalOf(order).toString(),
  })
}

/**
 * Moves an order to a status, its lines with it. One statement, and another where the lines come to another stage.
 */
export async function moveOrder(
  { store }: CommandContext,
  order: OrderRow,
  status: OrderStatus,
  set: Partial<Pick<OrderRow, 'number' | 'approval' | 'approvedTotal' | 'sentOn' | 'expectedOn'>> = {},
): Promise<OrderRow> {
  const after = await store.update(procurementOrders, order, { ...set, status })
  const stage = stageOf(status)
  if (stage !== stageOf(statusOf(order))) {
    await store.updateWhere(procurementOrderLines, { orderId: order.id }, { stage })
  }
  return after
}

/**
 * Counts what came of lines, or went back of them and is to come again, and moves their orders on. One statement for the lines of
 * all orders, and one or two for each order.
 *
 * @param more units by the line: below zero for what went back
 */
export async function countReceived(
  context: CommandContext,
  orders: ReadonlyMap<string, OrderRow>,
  lines: readonly OrderLineRow[],
  more: ReadonlyMap<OrderLineRow, number>,
  kind: 'received' | 'returned',
): Promise<readonly OrderRow[]> {
  const counted = lines.map((line) => {
    const received = line.received + (more.get(line) ?? 0)
    return { line, after: { received, outstanding: Math.max(line.quantity - received, 0) } }
  })
  const changed = counted.flatMap(({ line, after: { received, outstanding } }) => {
    if (received === line.received) return []
    return [{ ...line, received: received - line.received, outstanding: outstanding - line.outstanding }]
  })
  await context.store.accumulate(procurementOrderLines, changed, ['received', 'outstanding'])
  const moved: OrderRow[] = []
  for (const order of orders.values()) {
    const own = counted.filter(({ line }) => line.orderId === order.id).map(({ after }) => after)
    const row = await moveOrder(context, order, receivedStatus(statusOf(order), own))
    keepOrderEvent(context, row, kind)
    moved.push(row)
  }
  return moved
}

/** A line as a row of an order. */
export const lineRow = (order: OrderRow, line: PlannedLine, status: OrderStatus): Omit<OrderLineRow, 'version'> => ({
  orderId: order.id,
  branch: order.branch,
  supplierId: order.supplierId,
  stage: stageOf(status),
  ...line,
})

/** Refuses who drafted, changed or submitted an order. One statement. @throws PURCHASE_ORDER_NOT_TO_APPROVE */
export async function requireOtherPerson({ store, actor }: CommandContext, orderId: string): Promise<void> {
  const where = { orderId, actor, kind: { in: ['drafted', 'changed', 'submitted'] } }
  const [own] = await store.find(procurementOrderEvents, { where, orderBy: ['id'], limit: 1 })
  if (own !== undefined) throw PurchaseOrderNotToApprove.create({ orderId, rule: `was ${own.kind} by "${actor}"` })
}
