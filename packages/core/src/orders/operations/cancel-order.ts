/** Cancels an order (退单). */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ForfeitExceedsDeposits, receiptSchema, tillText } from '../../ledger/index.ts'
import { FlowVersionUnknown } from '../../stages/index.ts'
import { Money } from '../../values/money.ts'
import { answerOrder } from '../answer-order.ts'
import { cancelLines } from '../cancel-lines.ts'
import { linesCancelling } from '../cancelling.ts'
import { ForfeitBeyondLimit, OrderChanged, OrderClosed, OrderPartlyDelivered, OrderUnknown } from '../errors.ts'
import { orderCancelled } from '../events.ts'
import { amountText, approverInput, expectedRevision, idText } from '../line-input.ts'
import { moneyOf, openOrder } from '../open-order.ts'
import { cancellationSchema } from '../present-cancellation.ts'
import { orderSchema } from '../present-order.ts'
import { returnCoupons } from '../return-coupons.ts'
import { settleCancellation } from '../settle-cancellation.ts'
import { orders } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** Why; kept with the order. */
  reason: z.string().min(1).max(500),
  /**
   * What the studio keeps: an amount, which needs the permission `orders.setForfeit`, or `byPolicy`, which is what it keeps unless told:
   * the earnest money, or the charge for work that was done where that is more.
   */
  forfeit: amountText.default('byPolicy'),
  /** Gives the rest of the deposits back at once, the way it came; needs the permission `ledger.refund`. Unless told it stays with the customer, to be refunded later. */
  refund: z.boolean().default(false),
  /** The till that cash leaves. */
  till: tillText.optional(),
  /** Who approves an amount by hand beyond the actor's limit. */
  approver: approverInput,
  revision: expectedRevision,
})

const outputSchema = orderSchema.extend({ cancellation: cancellationSchema, refund: receiptSchema.nullable() })

export interface CancelOrder extends z.input<typeof inputSchema> {}
/** The cancelled order: what was kept and why, and the receipt of what was given back. */
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
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    OrderPartlyDelivered,
    ForfeitExceedsDeposits,
    ForfeitBeyondLimit,
    FlowVersionUnknown,
  ],
  async run(context, { orderId, reason, forfeit, refund, till, approver, revision }) {
    const kept = forfeit === 'byPolicy' ? forfeit : Money.of(forfeit, context.studio.currency, 'forfeit')
    const { order, lines } = await openOrder(context, orderId, { action: 'cancel it', revision })
    if (refund) context.demand('ledger.refund', order.branch)
    const pickedUp = lines.filter((line) => line.pickedUpDate !== null).length
    if (pickedUp > 0) throw OrderPartlyDelivered.create({ number: order.number, pickedUp })
    const left = lines.filter((line) => line.progress !== 'cancelled')
    await context.raise(linesCancelling, { order, standing: lines, lines: left, whole: true, belongs: () => undefined })
    const moved = await cancelLines(context, left)
    const cancelled = await context.store.update(orders, order, {
      total: 0n,
      status: 'cancelled',
      cancelledAt: context.now,
      cancelReason: reason,
      revision: order.revision + 1,
    })
    await returnCoupons(context, orderId, { before: lines, after: [] })
    const settled = await settleCancellation(context, order, left, {
      ...{ whole: true, forfeit: kept, approver, refund, till, reason: null },
    })
    context.emit(orderCancelled, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      totalBefore: moneyOf(order, order.total).toString(),
      forfeited: settled.forfeited.toString(),
    })
    const now = lines.map((line) => moved.get(line.id) ?? line)
    const { cancellation, refund: receipt } = settled
    return { ...(await answerOrder(context, cancelled, now)), cancellation, refund: receipt }
  },
})
