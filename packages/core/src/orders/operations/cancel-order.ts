/** Cancels an order (退单). */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { cancelCommitment, ForfeitExceedsDeposits, receiptSchema, tillText } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { answerOrder } from '../answer-order.ts'
import { OrderChanged, OrderClosed, OrderPartlyDelivered, OrderUnknown } from '../errors.ts'
import { orderCancelled } from '../events.ts'
import { amountText, expectedRevision, idText } from '../line-input.ts'
import { moneyOf, openOrder } from '../open-order.ts'
import { orderSchema } from '../present-order.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Why; kept with the order. */
  reason: z.string().min(1).max(500),
  /** What the studio keeps of the deposits: an amount, or `byPolicy` for what the ledger's settings say. Nothing unless told. */
  forfeit: amountText.default('0'),
  /** Gives the rest of the deposits back at once, the way it came; needs the permission `ledger.refund`. Unless told it stays with the customer, to be refunded later. */
  refund: z.boolean().default(false),
  /** The till that cash leaves. */
  till: tillText.optional(),
  revision: expectedRevision,
})

const outputSchema = orderSchema.extend({ refund: receiptSchema.nullable() })

export interface CancelOrder extends z.input<typeof inputSchema> {}
/** The cancelled order, with the receipt of what was given back. */
export interface CancelledOrder extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CancelOrder> = inputSchema
const output: z.ZodType<CancelledOrder> = outputSchema

export const cancelOrder = operation({
  name: 'orders.cancel',
  summary:
    'Cancels an order of which nothing was picked up; says what is kept of the deposits, and gives the rest back on request.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, OrderPartlyDelivered, ForfeitExceedsDeposits],
  async run(context, { orderId, reason, forfeit, refund, till, revision }) {
    const kept = forfeit === 'byPolicy' ? forfeit : Money.of(forfeit, context.studio.currency)
    const { order, lines } = await openOrder(context, orderId, { action: 'cancel it', revision })
    if (refund) context.demand('ledger.refund', order.branch)
    const pickedUp = lines.filter((line) => line.stage === 'pickedUp').length
    if (pickedUp > 0) throw OrderPartlyDelivered.create({ number: order.number, pickedUp })
    const moved = { stage: 'cancelled', stageChangedAt: context.now, stageDate: context.businessDate }
    await context.store.updateWhere(ordersLines, { orderId, stage: 'ordered' }, moved)
    const cancelled = await context.store.update(orders, order, {
      total: 0n,
      status: 'cancelled',
      cancelledAt: context.now,
      cancelReason: reason,
      revision: order.revision + 1,
    })
    const settled = await cancelCommitment(context, {
      orderId,
      forfeit: kept,
      ...(refund ? { refundLegs: 'rest' as const } : {}),
      till,
    })
    context.emit(orderCancelled, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      totalBefore: moneyOf(order, order.total).toString(),
      forfeited: settled.forfeited.toString(),
    })
    const now = lines.map((line): OrderLineRow => (line.stage === 'ordered' ? { ...line, ...moved } : line))
    return { ...(await answerOrder(context, cancelled, now)), refund: settled.refund }
  },
})
