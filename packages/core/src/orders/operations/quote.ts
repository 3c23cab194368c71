/** Says what lines would cost as an order, and writes nothing. */
import { z } from 'zod'
import { ItemOptionInvalid, ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { customers } from '../../customers/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import {
  AddOnNotOffered,
  CouponNotApplicable,
  CouponSpent,
  CouponUnknown,
  DiscountTooLarge,
  LinePriceInvalid,
  requireUnspent,
} from '../../pricing/index.ts'
import { Money } from '../../values/money.ts'
import { orderClosed } from '../closed-order.ts'
import { LineQuantityInvalid, OrderClosed, OrderCustomerUnknown, OrderUnknown } from '../errors.ts'
import { whyApproved } from '../given-by-hand.ts'
import { couponsInput, idText, lineInput, mostLines } from '../line-input.ts'
import { orderTotal } from '../order-total.ts'
import { isClosed, type OrderStatus } from '../order-status.ts'
import { orderPlacing } from '../placing.ts'
import { presentSold, quotedLineSchema } from '../present-quote.ts'
import { findItems, pricedLines } from '../priced-lines.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'

const inputSchema = z
  .strictObject({
    /** Whose order it would be. */
    customerId: idText.optional(),
    /** The order that one line would be added to; `addOnTo` then names lines of it. */
    orderId: idText.optional(),
    lines: z.array(lineInput).min(1).max(mostLines),
    coupons: couponsInput,
  })
  .refine(({ customerId, orderId }) => (customerId === undefined) !== (orderId === undefined), {
    message: 'must give a customerId or an orderId',
  })
  .refine(({ orderId, lines }) => orderId === undefined || lines.length === 1, {
    message: 'must give one line with an orderId, as orders.addLine takes it',
  })

const outputSchema = z.object({
  lines: z.array(quotedLineSchema),
  currency: z.string(),
  total: z.string(),
  /** What each coupon takes off. */
  coupons: z.array(z.object({ coupon: z.string(), saved: z.string() })),
  /** Why a second person would have to approve what is given by hand; null where nobody has to. */
  approval: z.string().nullable(),
  /** False where a plugin takes part when an order is placed, and may still change discounts or refuse. */
  final: z.boolean(),
})

export interface QuoteOrder extends z.input<typeof inputSchema> {}
export interface OrderQuote extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, QuoteOrder> = inputSchema
const output: z.ZodType<OrderQuote> = outputSchema

export const quoteOrder = operation({
  name: 'orders.quote',
  summary:
    'Says what 1 to 1,000 lines would cost now as an order, or one as an addition to an order, with every step of each price; writes nothing.',
  kind: 'query',
  input,
  output,
  errors: [
    OrderCustomerUnknown,
    OrderUnknown,
    OrderClosed,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
    LineQuantityInvalid,
    LinePriceInvalid,
    DiscountTooLarge,
    CouponUnknown,
    CouponNotApplicable,
    CouponSpent,
  ],
  async run(context, { customerId, orderId, lines: wanted, coupons }): Promise<OrderQuote> {
    const items = findItems(context, wanted)
    const of = orderId === undefined ? await newOrder(context, customerId ?? '') : await standingOrder(context, orderId)
    const { branch, standing } = of
    if (wanted.some((line) => line.unitPrice !== undefined)) context.demand('orders.setPrice', branch)
    if (wanted.some((line) => line.discount !== undefined)) context.demand('orders.giveDiscount', branch)
    const priced = await pricedLines(context, wanted, { ...of, items, coupons })
    await requireUnspent(context, priced.coupons, of)
    const { currency } = context.studio
    const approval = await whyApproved(context, priced.byHand, { branch, standing })
    const amounts = priced.lines.map(({ amount }) => ({ amount: amount.minor, progress: 'ordered' }))
    return {
      lines: priced.lines.map((line, at) => presentSold(line, of.firstLine + at)),
      currency,
      total: orderTotal(currency, amounts).toString(),
      coupons: priced.coupons.map(({ coupon, saved }) => ({
        coupon: coupon.code,
        saved: Money.ofMinor(saved.minor, currency).toString(),
      })),
      approval: approval ?? null,
      final: !context.isHooked(orderPlacing),
    }
  },
})

/** What lines of one order, new or standing, are priced by. */
interface QuotedOrder {
  readonly orderId: string | null
  readonly branch: string
  readonly customerId: string
  readonly firstLine: number
  readonly standing: readonly OrderLineRow[]
}

async function newOrder(context: QueryContext, customerId: string): Promise<QuotedOrder> {
  const customer = await context.store.get(customers, customerId)
  if (customer === undefined) throw OrderCustomerUnknown.create({ customerId })
  const buyer = customer.mergedIntoId ?? customer.id
  return { orderId: null, branch: context.branch, customerId: buyer, firstLine: 1, standing: [] }
}

async function standingOrder(context: QueryContext, orderId: string): Promise<QuotedOrder> {
  const order = await context.store.get(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  const { status, branch, customerId, lastLine } = order
  if (isClosed(status as OrderStatus)) throw await orderClosed(context, order, 'add a line')
  const standing = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
  return { orderId, branch, customerId, firstLine: lastLine + 1, standing }
}
