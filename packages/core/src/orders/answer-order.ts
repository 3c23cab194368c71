/** What operations on an order answer: the order as it now stands, with what is paid. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ledgerCommitments } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { type Order, presentOrder } from './present-order.ts'
import { type OrderLineRow, type OrderRow, orders } from './tables.ts'

/** Costs one statement, or none where the command itself opened the order's commitment. */
export async function answerOrder(
  context: QueryContext | CommandContext,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<Order> {
  const fields = context.customFields(orders)
  return presentOrder(order, lines, fields.fromRow(order), await accountOf(context, order))
}

/** How the order stands with its customer's money. */
export async function accountOf(
  context: QueryContext | CommandContext,
  order: OrderRow,
): Promise<{ readonly paid: Money; readonly balanceDue: Money; readonly overpaid: Money }> {
  const commitment = await context.store.get(ledgerCommitments, order.id)
  const zero = Money.zero(order.currency)
  if (commitment === undefined)
    return { paid: zero, balanceDue: Money.ofMinor(order.total, order.currency), overpaid: zero }
  const paid = Money.ofMinor(commitment.paid, order.currency)
  const left = Money.ofMinor(commitment.total, order.currency).minus(paid)
  return {
    paid,
    balanceDue: Money.ofMinor(commitment.outstanding, order.currency),
    overpaid: left.isNegative() ? left.negated() : zero,
  }
}
