/** Reads the order that a receipt is about. */
import { Money, orders, ordersLines, type QueryContext } from '@calotype/core'
import type { ReceiptOrder } from './make-document.ts'

/**
 * The order as a receipt shows it, or undefined: a payment may stand for something that is no order of the room of orders, or
 * for one that this actor may not see. Two statements.
 */
export async function orderOfReceipt(
  store: Pick<QueryContext['store'], 'get' | 'find'>,
  orderId: string,
): Promise<ReceiptOrder | undefined> {
  const order = await store.get(orders, orderId)
  if (order === undefined) return undefined
  const lines = await store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
  const shown = (minor: bigint): string => Money.ofMinor(minor, order.currency).toString()
  return {
    number: order.number,
    total: shown(order.total),
    lines: lines.map(({ name, nameEn, quantity, unitPrice, discount, amount, taxRate, stage }) => ({
      name,
      nameEn,
      quantity,
      unitPrice: shown(unitPrice),
      discount: shown(discount),
      amount: shown(amount),
      taxRate,
      stage,
    })),
  }
}
