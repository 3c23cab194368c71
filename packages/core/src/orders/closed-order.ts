/** Refusing what is closed: where an order became a part of another one, the refusal names that one. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ledgerCommitments, mergedInto } from '../ledger/index.ts'
import { OrderClosed, type SurvivingOrder } from './errors.ts'
import { type OrderRow, orders } from './tables.ts'

type Closing = Pick<OrderRow, 'id' | 'number' | 'status'>

/** Reads only of orders that are cancelled, as merged ones are: two statements a merge. The error to throw. */
export async function orderClosed(context: CommandContext | QueryContext, order: Closing, action: string) {
  const { number, status } = order
  const survivor = await survivorOf(context, order)
  return OrderClosed.create({ number, status, action, ...(survivor === undefined ? {} : { survivor }) })
}

/** @throws ORDER_CLOSED where the order was merged into another one, which it names */
export async function refuseMerged(context: QueryContext, order: Closing, action: string): Promise<void> {
  const survivor = await survivorOf(context, order)
  if (survivor === undefined) return
  throw OrderClosed.create({ number: order.number, status: order.status, action, survivor })
}

/** The order that stands for one that was merged; undefined where it was not, or that one is out of reach. */
export async function survivorOf(
  context: CommandContext | QueryContext,
  { id, status }: Pick<Closing, 'id' | 'status'>,
): Promise<SurvivingOrder | undefined> {
  if (status !== 'cancelled') return undefined
  let orderId = await mergedIntoOf(context, id)
  for (let next = orderId; next !== null; next = await mergedIntoOf(context, next)) orderId = next
  const survivor = orderId === null ? undefined : await context.store.get(orders, orderId)
  return survivor && { orderId: survivor.id, number: survivor.number }
}

async function mergedIntoOf({ store }: CommandContext | QueryContext, orderId: string): Promise<string | null> {
  const commitment = await store.get(ledgerCommitments, orderId)
  return commitment === undefined ? null : mergedInto(commitment)
}
