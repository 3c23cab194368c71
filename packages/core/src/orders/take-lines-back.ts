/** Takes lines off an order that is locked already, as if they had not been sold. */
import type { CommandContext } from '../engine/context.ts'
import { changeCommitment } from '../ledger/index.ts'
import { cancelLines } from './cancel-lines.ts'
import { orderLineCancelled } from './events.ts'
import { changeableLine, moneyOf, type OpenOrder, writeOrderChange } from './open-order.ts'
import { orderTotal } from './order-total.ts'
import { returnCoupons } from './return-coupons.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

/**
 * Cancels lines that stand where they began; those that are cancelled already are passed over. The order costs so much less.
 *
 * @throws LINE_UNKNOWN, LINE_NOT_CHANGEABLE where one has gone on from there
 */
export async function takeLinesBack(
  context: CommandContext,
  open: OpenOrder,
  lineIds: readonly string[],
): Promise<{ readonly order: OrderRow; readonly lines: readonly OrderLineRow[] }> {
  const lines = await dropLines(context, open, lineIds)
  return lines === open.lines ? open : { order: await writeOrderChange(context, open.order, lines), lines }
}

/**
 * The same for a command that writes the order itself, once: the lines as they then are, those of `open` where nothing is dropped.
 *
 * @throws as takeLinesBack
 */
export async function dropLines(
  context: CommandContext,
  open: OpenOrder,
  lineIds: readonly string[],
): Promise<readonly OrderLineRow[]> {
  const { order } = open
  const gone = new Set(open.lines.filter((line) => line.progress === 'cancelled').map(({ id }) => id))
  const taken = lineIds.filter((id) => !gone.has(id)).map((id) => changeableLine(open, id, 'take back'))
  if (taken.length === 0) return open.lines
  const cancelled = await cancelLines(context, taken)
  const lines = open.lines.map((line) => cancelled.get(line.id) ?? line)
  await returnCoupons(context, order.id, { before: open.lines, after: lines })
  const total = orderTotal(order.currency, lines)
  const by = total.minus(moneyOf(order, order.total))
  if (!by.isZero()) await changeCommitment(context, order.id, { by })
  for (const line of taken) {
    context.emit(orderLineCancelled, {
      orderId: order.id,
      customerId: order.customerId,
      currency: order.currency,
      lineId: line.id,
      amount: moneyOf(order, line.amount).toString(),
      total: total.toString(),
    })
  }
  return lines
}
