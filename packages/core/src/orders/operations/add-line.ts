/** Adds a line to an order: something forgotten, or a second sale (二销). */
import { z } from 'zod'
import { ItemOptionInvalid, ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { CalendarClosed, FlowUnknown } from '../../stages/index.ts'
import {
  AddOnNotOffered,
  CouponNotApplicable,
  CouponSpent,
  CouponUnknown,
  DiscountBeyondLimit,
  DiscountTooLarge,
  LinePriceInvalid,
} from '../../pricing/index.ts'
import { answerOrder } from '../answer-order.ts'
import { LineQuantityInvalid, LinesTooMany, OrderChanged, OrderClosed, OrderUnknown } from '../errors.ts'
import { approverInput, couponsInput, expectedRevision, idText, lineInput, placeText } from '../line-input.ts'
import { openOrder } from '../open-order.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { findItems } from '../priced-lines.ts'
import { sellLines } from '../sell-lines.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  line: lineInput,
  coupons: couponsInput,
  approver: approverInput,
  /** Counts the line as a second sale: bought after the order, mostly at the selection of photos. */
  secondSale: z.boolean().default(false),
  /** Where it is sold: `counter`, `selection`, `pickup`, or a word of the studio's own. */
  place: placeText.default('counter'),
  revision: expectedRevision,
})

export interface AddLine extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AddLine> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const addLine = operation({
  name: 'orders.addLine',
  summary:
    'Adds a line to an order that is not closed, of a bundle one for each component; the balance due rises by it.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    ItemUnknown,
    ItemRetired,
    LinePriceInvalid,
    FlowUnknown,
    CalendarClosed,
    DiscountTooLarge,
    DiscountBeyondLimit,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
    CouponUnknown,
    CouponNotApplicable,
    CouponSpent,
    LineQuantityInvalid,
    LinesTooMany,
  ],
  async run(context, { orderId, line: wanted, secondSale, place, revision, coupons, approver }) {
    const open = await openOrder(context, orderId, { action: 'add a line', revision })
    const sold = await sellLines(context, open, [wanted], {
      origin: secondSale ? 'secondSale' : 'order',
      place,
      coupons,
      approver,
      items: findItems(context, [wanted]),
    })
    return answerOrder(context, sold.order, sold.lines)
  },
})
