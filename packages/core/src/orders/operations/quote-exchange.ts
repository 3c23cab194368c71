/** Says what a line would cost as another item, and writes nothing. */
import { z } from 'zod'
import { ItemOptionInvalid, ItemRetired, ItemUnknown, ItemVariantInvalid } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { AddOnNotOffered, DiscountTooLarge, LinePriceInvalid, priceStepSchema } from '../../pricing/index.ts'
import { refuseMerged } from '../closed-order.ts'
import {
  LineNotChangeable,
  LineNotExchangeable,
  LineQuantityInvalid,
  LineUnknown,
  OrderClosed,
  OrderUnknown,
} from '../errors.ts'
import { exchangeShape, wantedInstead } from '../exchange-input.ts'
import { exchangePrice } from '../exchange-price.ts'
import { exchangeableLine, requireExchangeable } from '../exchangeable-line.ts'
import { whyApproved } from '../given-by-hand.ts'
import { moneyOf } from '../open-order.ts'
import { orderPlacing } from '../placing.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject(exchangeShape)

const outputSchema = z.object({
  item: z.string(),
  name: z.string(),
  /** By which prices: `today`, `daySold`, or the difference that the item names for the `upgrade`. */
  prices: z.enum(['today', 'daySold', 'upgrade']),
  currency: z.string(),
  amountBefore: z.string(),
  amount: z.string(),
  /** What would be due more; below zero where it would be paid too much. */
  difference: z.string(),
  priceTrace: z.array(priceStepSchema),
  /** Why a second person would have to approve what is given by hand; null where nobody has to. */
  approval: z.string().nullable(),
  /** False where a plugin takes part when it is done, and may still change the discount or refuse. */
  final: z.boolean(),
})

export interface QuoteExchange extends z.input<typeof inputSchema> {}
export interface ExchangeQuote extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, QuoteExchange> = inputSchema
const output: z.ZodType<ExchangeQuote> = outputSchema

export const quoteExchange = operation({
  name: 'orders.quoteExchange',
  summary: 'Says what a line would cost as another item, and the difference, with every step of it; writes nothing.',
  kind: 'query',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    LineUnknown,
    LineNotChangeable,
    LineNotExchangeable,
    LineQuantityInvalid,
    ItemUnknown,
    ItemRetired,
    ItemVariantInvalid,
    ItemOptionInvalid,
    AddOnNotOffered,
    LinePriceInvalid,
    DiscountTooLarge,
  ],
  async run(context, given): Promise<ExchangeQuote> {
    const { orderId, lineId } = given
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    await refuseMerged(context, order, 'exchange a line')
    if (given.unitPrice !== undefined) context.demand('orders.setPrice', order.branch)
    if (given.discount !== undefined) context.demand('orders.giveDiscount', order.branch)
    const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const open = { order, lines }
    const line = exchangeableLine(open, lineId)
    const price = await exchangePrice(context, open, line, wantedInstead(given, line))
    requireExchangeable(open, line, price)
    const standing = lines.filter((one) => one.id !== lineId)
    const approval = await whyApproved(context, price.given, { branch: order.branch, standing })
    const { sold, prices, amount, trace } = price
    const before = moneyOf(order, line.amount)
    return {
      ...{ item: sold.item.code, name: sold.item.name, prices, currency: order.currency },
      ...{ amountBefore: before.toString(), amount: amount.toString() },
      difference: amount.minus(before).toString(),
      priceTrace: [...trace],
      approval: approval ?? null,
      final: prices === 'upgrade' || !context.isHooked(orderPlacing),
    }
  },
})
