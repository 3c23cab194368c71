/** What operations on an order answer: the order as it now stands, with what is paid. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type Commitment, ledgerCommitments, mergedFrom, mergedInto } from '../ledger/index.ts'
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
export async function accountOf(context: QueryContext | CommandContext, order: OrderRow): Promise<OrderAccount> {
  return accountBy(order, await context.store.get(ledgerCommitments, order.id))
}

export interface OrderAccount {
  readonly paid: Money
  readonly balanceDue: Money
  readonly overpaid: Money
  readonly mergedInto: string | null
  readonly mergedFrom: readonly string[]
}

/** The same of a commitment that was read already. Pure. */
export function accountBy(order: OrderRow, commitment: Commitment | undefined): OrderAccount {
  const zero = Money.zero(order.currency)
  if (commitment === undefined)
    return {
      paid: zero,
      balanceDue: Money.ofMinor(order.total, order.currency),
      overpaid: zero,
      mergedInto: null,
      mergedFrom: [],
    }
  const paid = Money.ofMinor(commitment.paid, order.currency)
  // What was let go is no longer to be paid.
  const payable = commitment.total - commitment.waived - commitment.writtenOff
  const left = Money.ofMinor(payable, order.currency).minus(paid)
  return {
    paid,
    balanceDue: Money.ofMinor(commitment.outstanding, order.currency),
    overpaid: left.isNegative() ? left.negated() : zero,
    mergedInto: mergedInto(commitment),
    mergedFrom: mergedFrom(commitment),
  }
}
