/** Cancels one line of an order; the rest goes on. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { answerOrder } from '../answer-order.ts'
import { LineIsLast, LineNotChangeable, LineUnknown, OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { orderLineCancelled } from '../events.ts'
import { expectedRevision, idText } from '../line-input.ts'
import { changeableLine, closeOrderChange, moneyOf, openOrder, withLine } from '../open-order.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText, lineId: idText, revision: expectedRevision })

export interface CancelLine extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CancelLine> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const cancelLine = operation({
  name: 'orders.cancelLine',
  summary:
    'Cancels a line in stage ordered; the order then costs so much less. What was paid too much stays with the customer to refund.',
  kind: 'command',
  input,
  output,
  errors: [OrderUnknown, OrderClosed, OrderChanged, LineUnknown, LineNotChangeable, LineIsLast],
  async run(context, { orderId, lineId, revision }) {
    const open = await openOrder(context, orderId, { action: 'cancel a line', revision })
    const line = changeableLine(open, lineId, 'cancel')
    const { order } = open
    if (open.lines.every((one) => one.id === lineId || one.stage === 'cancelled')) {
      throw LineIsLast.create({ number: order.number, line: line.line })
    }
    const cancelled = await context.store.update(ordersLines, line, {
      stage: 'cancelled',
      stageChangedAt: context.now,
      stageDate: context.businessDate,
    })
    const lines = withLine(open.lines, cancelled)
    const changed = await closeOrderChange(context, order, lines)
    context.emit(orderLineCancelled, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      lineId,
      amount: moneyOf(order, line.amount).toString(),
      total: moneyOf(order, changed.total).toString(),
    })
    return answerOrder(context, changed, lines)
  },
})
