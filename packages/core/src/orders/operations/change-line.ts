/** Changes the quantity or the discount of a line. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { Quantity } from '../../values/quantity.ts'
import { answerOrder } from '../answer-order.ts'
import {
  DiscountTooLarge,
  LineNotChangeable,
  LineQuantityInvalid,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
} from '../errors.ts'
import { orderLineChanged } from '../events.ts'
import { amountText, expectedRevision, idText, quantityInput } from '../line-input.ts'
import { linePrice, lineQuantity } from '../line-price.ts'
import { changeableLine, closeOrderChange, moneyOf, openOrder, withLine } from '../open-order.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText,
    lineId: idText,
    quantity: quantityInput.optional(),
    /** The discount that the line shall have; needs the permission `orders.giveDiscount`. */
    discount: amountText.optional(),
    revision: expectedRevision,
  })
  .refine(({ quantity, discount }) => quantity !== undefined || discount !== undefined, {
    message: 'must give a quantity, a discount or both',
  })

export interface ChangeLine extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChangeLine> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const changeLine = operation({
  name: 'orders.changeLine',
  summary: 'Changes the quantity or the discount of a line in stage ordered; its unit price stays.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    LineUnknown,
    LineNotChangeable,
    DiscountTooLarge,
    LineQuantityInvalid,
  ],
  async run(context, { orderId, lineId, quantity, discount, revision }) {
    const open = await openOrder(context, orderId, { action: 'change a line', revision })
    const line = changeableLine(open, lineId, 'change')
    const { order } = open
    if (discount !== undefined) context.demand('orders.giveDiscount', order.branch)
    const wanted = quantity === undefined ? Quantity.of(line.quantity) : lineQuantity(`line ${line.line}`, quantity)
    const price = linePrice(line.line, {
      quantity: wanted,
      unitPrice: moneyOf(order, line.unitPrice),
      discount: discount === undefined ? moneyOf(order, line.discount) : Money.of(discount, order.currency),
    })
    const changedLine = await context.store.update(ordersLines, line, {
      quantity: wanted.toString(),
      discount: price.discount.minor,
      amount: price.amount.minor,
    })
    const lines = withLine(open.lines, changedLine)
    const changed = await closeOrderChange(context, order, lines)
    context.emit(orderLineChanged, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      lineId,
      amountBefore: moneyOf(order, line.amount).toString(),
      amount: price.amount.toString(),
      total: moneyOf(order, changed.total).toString(),
    })
    return answerOrder(context, changed, lines)
  },
})
