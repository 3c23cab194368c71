/** Lines of orders with their orders, for reports. */
import type { QueryContext } from '../engine/context.ts'
import { type OrderLineRow, type OrderRow, OrderUnknown, orders, ordersLines } from '../orders/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

type Reading = Pick<QueryContext, 'store'>

export interface LineOfOrder {
  readonly order: OrderRow
  readonly line: OrderLineRow
}

/** Lines by their ids. Two statements. */
export async function linesById({ store }: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, LineOfOrder>> {
  if (ids.length === 0) return new Map()
  const lines = await store.find(ordersLines, { where: { id: { in: [...new Set(ids)] } }, limit: 'all' })
  const orderIds = [...new Set(lines.map(({ orderId }) => orderId))]
  const rows = await store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
  const orderOf = new Map(rows.map((order) => [order.id, order]))
  return new Map(
    lines.flatMap((line) => {
      const order = orderOf.get(line.orderId)
      return order === undefined ? [] : [[line.id, { order, line }] as const]
    }),
  )
}

/** An order with all its lines. Two statements. @throws ORDER_UNKNOWN */
export async function orderWithLines(
  { store }: Reading,
  orderId: string,
): Promise<{ readonly order: OrderRow; readonly lines: readonly OrderLineRow[] }> {
  const order = await store.get(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  return { order, lines: await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' }) }
}

/** By when the goods of a line are wanted: as the customer was promised it, or as its next stage is due; null where nobody knows. */
export const wantedBy = ({ order, line }: LineOfOrder): CalendarDate | null => order.promisedDate ?? line.stageDue

/** Those that are due first come first; what is due on no day comes last, and the older order before the younger. */
export function compareDue(one: LineOfOrder, other: LineOfOrder): number {
  const key = (of: LineOfOrder) =>
    `${wantedBy(of) ?? '9999-12-31'} ${of.line.soldDate} ${of.order.id} ${String(of.line.line).padStart(4, '0')}`
  const [a, b] = [key(one), key(other)]
  return a < b ? -1 : a > b ? 1 : 0
}
