/** What was signed of the cancellation of an order, for the room that keeps contracts. */
import type { CommandContext } from '../engine/context.ts'
import { canonicalJson } from '../values/json.ts'
import { type CancellationRules, storedRules } from './cancellation-rules.ts'
import { type OrderRow, orders } from './tables.ts'

/**
 * The order's cancellation goes by `rules` from now on, whatever was agreed before; null: by those of the day on which it was
 * placed again. Expects the order to be locked. One statement, and none where nothing changes.
 */
export async function agreeCancellation(
  context: CommandContext,
  order: OrderRow,
  rules: CancellationRules | null,
): Promise<OrderRow> {
  const rulesSigned = rules === null ? null : storedRules([rules])
  if (canonicalJson(rulesSigned) === canonicalJson(order.rulesSigned)) return order
  return context.store.update(orders, order, { rulesSigned })
}
