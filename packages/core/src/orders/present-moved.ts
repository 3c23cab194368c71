/** Lines that were moved on, held or assigned, with what their orders then are. */
import { z } from 'zod'
import type { HeldLine } from './hold-lines.ts'
import { orderStatuses } from './order-status.ts'
import { type OrderLine, orderLineSchema, presentLine } from './present-order.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export const movedLinesSchema = z.object({
  /** In the order asked for. */
  lines: z.array(orderLineSchema.extend({ orderId: z.string() })),
  orders: z.array(
    z.object({ id: z.string(), number: z.string(), status: z.enum(orderStatuses), revision: z.number() }),
  ),
})

export interface MovedLines extends z.output<typeof movedLinesSchema> {}
export interface MovedLine extends OrderLine {
  orderId: string
}

export function presentMoved(
  wanted: readonly HeldLine[],
  after: { readonly changed: ReadonlyMap<string, OrderLineRow>; readonly orders: ReadonlyMap<string, OrderRow> },
): MovedLines {
  const lines = wanted.map(({ order, line }): MovedLine => {
    return { ...presentLine(after.changed.get(line.id) ?? line, order.currency), orderId: order.id }
  })
  const orders = [...after.orders.values()].map(({ id, number, status, revision }) => {
    return { id, number, status: status as MovedLines['orders'][number]['status'], revision }
  })
  return { lines, orders }
}
