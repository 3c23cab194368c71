/** Tells that lines moved: an event for each order and pair of stages. */
import type { CommandContext } from '../engine/context.ts'
import { orderStageMoved } from './events.ts'
import type { MovingLine } from './stage-moving.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export function announceMoves(
  context: CommandContext,
  moves: readonly MovingLine[],
  after: { readonly changed: ReadonlyMap<string, OrderLineRow>; readonly orders: ReadonlyMap<string, OrderRow> },
): void {
  const together = new Map<string, MovingLine[]>()
  for (const move of moves) {
    const key = JSON.stringify([move.order.id, move.kind, move.from, move.to])
    together.set(key, [...(together.get(key) ?? []), move])
  }
  for (const [first, ...others] of together.values()) {
    if (first === undefined) continue
    const { order, kind, from, to, line } = first
    context.emit(orderStageMoved, {
      orderId: order.id,
      customerId: order.customerId,
      currency: order.currency,
      lineIds: [first, ...others].map((move) => move.line.id),
      kind,
      from,
      to,
      department: after.changed.get(line.id)?.department ?? null,
      status: after.orders.get(order.id)?.status ?? order.status,
    })
  }
}
