/** Taking hold of lines to move them on: their orders first, then all lines of these. Two statements for any number. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { survivorOf } from './closed-order.ts'
import { LineUnknown, OrderUnknown } from './errors.ts'
import { idText } from './line-input.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines } from './tables.ts'

/** The most lines that one command moves. */
export const mostMoved = 200

export const lineReference = z.strictObject({ orderId: idText, lineId: idText })

export const lineReferences = z
  .array(lineReference)
  .min(1)
  .max(mostMoved)
  .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, 'must name each line once')

export type LineReference = z.output<typeof lineReference>

export interface HeldLine {
  readonly order: OrderRow
  readonly line: OrderLineRow
}

export interface HeldLines {
  /** In the order asked for. */
  readonly wanted: readonly HeldLine[]
  readonly orders: readonly OrderRow[]
  /** All lines of an order, with those replaced that were changed. */
  linesOf(orderId: string, changed?: ReadonlyMap<string, OrderLineRow>): OrderLineRow[]
}

/**
 * Locks the orders of lines, in the order of their ids, and reads all their lines.
 *
 * @throws ORDER_UNKNOWN, LINE_UNKNOWN
 */
export async function holdLines(context: CommandContext, references: readonly LineReference[]): Promise<HeldLines> {
  const orderIds = [...new Set(references.map(({ orderId }) => orderId))].sort()
  const held = await context.store.findForUpdate(orders, {
    where: { id: { in: orderIds } },
    orderBy: ['id'],
    limit: 'all',
  })
  const byId = new Map(held.map((order) => [order.id, order]))
  const missing = orderIds.find((orderId) => !byId.has(orderId))
  if (missing !== undefined) throw OrderUnknown.create({ orderId: missing })
  const rows = await context.store.find(ordersLines, {
    where: { orderId: { in: orderIds } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  const lineOf = new Map(rows.map((line) => [line.id, line]))
  const wanted: HeldLine[] = []
  for (const { orderId, lineId } of references) {
    const order = byId.get(orderId)
    const line = lineOf.get(lineId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    if (line?.orderId === orderId) wanted.push({ order, line })
    else {
      const survivor = await survivorOf(context, order)
      throw LineUnknown.create({
        ...{ number: order.number, lineIds: [lineId] },
        ...(survivor === undefined ? {} : { survivor }),
      })
    }
  }
  return {
    wanted,
    orders: held,
    linesOf: (orderId, changed) =>
      rows.filter((line) => line.orderId === orderId).map((line) => changed?.get(line.id) ?? line),
  }
}
