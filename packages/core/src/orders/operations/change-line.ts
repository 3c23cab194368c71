/** Changes the quantity or the discount of a line. Another quantity is priced by the rules, unless a setting keeps the unit price. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import type { Json } from '../../values/json.ts'
import { Money } from '../../values/money.ts'
import { Quantity } from '../../values/quantity.ts'
import {
  AddOnNotOffered,
  DiscountBeyondLimit,
  DiscountTooLarge,
  type GivenByHand,
  LinePriceInvalid,
} from '../../pricing/index.ts'
import { ItemOptionInvalid, ItemVariantInvalid } from '../../catalog/index.ts'
import { inAnotherQuantity } from '../another-quantity.ts'
import { lineExchanging } from '../exchanging.ts'
import { answerOrder } from '../answer-order.ts'
import {
  LineNotChangeable,
  LineQuantityInvalid,
  LineUnknown,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
} from '../errors.ts'
import { orderLineChanged } from '../events.ts'
import { approveByHand, demandByHand, withApprover } from '../given-by-hand.ts'
import { amountText, approverInput, expectedRevision, idText, quantityInput } from '../line-input.ts'
import { grossOf, type LinePrice, linePrice, lineQuantity } from '../line-price.ts'
import { linesChanged } from '../line-points.ts'
import { changeableLine, closeOrderChange, moneyOf, openOrder, withLine } from '../open-order.ts'
import { changeSteps, givenOff, traceOf } from '../price-trace.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { type OrderLineRow, ordersLines } from '../tables.ts'

const inputSchema = z
  .strictObject({
    orderId: idText,
    lineId: idText,
    quantity: quantityInput.optional(),
    /** The discount that the line shall have; needs the permission `orders.giveDiscount`. */
    discount: amountText.optional(),
    approver: approverInput,
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
  summary:
    'Changes the quantity or the discount of a line that stands where it began; another quantity goes through the rules of pricing.',
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
    DiscountBeyondLimit,
    LineQuantityInvalid,
    LinePriceInvalid,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
  ],
  async run(context, { orderId, lineId, quantity, discount, approver, revision }) {
    const open = await openOrder(context, orderId, { action: 'change a line', revision })
    const line = changeableLine(open, lineId, 'change')
    const { order } = open
    const { branch } = order
    const permitted = await demandByHand(context, [{ discount }], { branch, orderId, approver })
    const wanted = quantity === undefined ? Quantity.of(line.quantity) : lineQuantity(`line ${line.line}`, quantity)
    const priced = await inAnotherQuantity(context, open, line, {
      quantity: wanted,
      discounted: discount !== undefined,
    })
    const price = linePrice(line.line, {
      quantity: wanted,
      unitPrice: moneyOf(order, priced.unitPrice),
      discount:
        discount === undefined
          ? moneyOf(order, priced.discount)
          : Money.of(discount, order.currency, `discount of line ${line.line}`),
    })
    const others = open.lines.filter((one) => one.id !== lineId)
    const given = discount === undefined ? [] : [givenNow(order.currency, priced, price)]
    const approved = await approveByHand(context, given, { branch, orderId, approver, standing: others })
    const steps = changeSteps({
      actor: context.actor,
      quantity: { before: priced.quantity, after: wanted.toString() },
      gross: { before: moneyOf(order, grossOf(priced)), after: price.gross },
      discount: { before: moneyOf(order, priced.discount), after: price.discount },
    })
    const trace = [...traceOf(priced, order.currency), ...withApprover(steps, approved ?? permitted)]
    const set = {
      quantity: wanted.toString(),
      unitPrice: priced.unitPrice,
      discount: price.discount.minor,
      amount: price.amount.minor,
      priceTrace: trace as unknown as Json,
    }
    if (quantity !== undefined) {
      await context.raise(lineExchanging, { order, line, after: { ...line, ...set }, kind: 'change', goesOn: null })
    }
    const changedLine = await context.store.update(ordersLines, line, set)
    if (changedLine.quantity !== line.quantity) {
      await context.raise(linesChanged, { changes: [{ before: line, after: changedLine }] })
    }
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

/** What the discount that is given now takes off by hand: what rules took off stays theirs. */
function givenNow(currency: string, line: OrderLineRow, { gross, discount }: LinePrice): GivenByHand {
  const byRules = Money.ofMinor(line.discount, currency).minus(givenOff(line, currency))
  const ofRules = byRules.isNegative() ? Money.zero(currency) : byRules
  return { line: line.line, from: gross.minus(ofRules), off: discount.minus(ofRules) }
}
