/** Adds a line to an order: something forgotten, or a second sale (二销). */
import { z } from 'zod'
import { ItemRetired, ItemUnknown } from '../../catalog/index.ts'
import { operation } from '../../engine/operation.ts'
import { answerOrder } from '../answer-order.ts'
import {
  DiscountTooLarge,
  LineQuantityInvalid,
  LinesTooMany,
  OrderChanged,
  OrderClosed,
  OrderUnknown,
} from '../errors.ts'
import { orderLineAdded } from '../events.ts'
import { expectedRevision, idText, lineInput, mostLines } from '../line-input.ts'
import { findItems, newLines } from '../new-lines.ts'
import { closeOrderChange, moneyOf, openOrder } from '../open-order.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  line: lineInput,
  /** Counts the line as a second sale: bought after the order, mostly at the selection of photos. */
  secondSale: z.boolean().default(false),
  revision: expectedRevision,
})

export interface AddLine extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, AddLine> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const addLine = operation({
  name: 'orders.addLine',
  summary: 'Adds a line to an order that is not closed; the balance due rises by its amount.',
  kind: 'command',
  input,
  output,
  errors: [
    OrderUnknown,
    OrderClosed,
    OrderChanged,
    ItemUnknown,
    ItemRetired,
    DiscountTooLarge,
    LineQuantityInvalid,
    LinesTooMany,
  ],
  async run(context, { orderId, line: wanted, secondSale, revision }) {
    const { order, lines } = await openOrder(context, orderId, { action: 'add a line', revision })
    if (lines.length >= mostLines) throw LinesTooMany.create({ number: order.number, most: mostLines })
    const origin = secondSale ? 'secondSale' : 'order'
    const of = { orderId, existing: true, branch: order.branch, customerId: order.customerId, origin } as const
    const items = findItems(context, [wanted])
    const rows = await newLines(context, [wanted], { ...of, items, firstLine: order.lastLine + 1 })
    const [added] = context.store.insertAll(ordersLines, rows)
    const now = added === undefined ? lines : [...lines, added]
    const changed = await closeOrderChange(context, order, now, { lastLine: order.lastLine + 1 })
    context.emit(orderLineAdded, {
      orderId,
      customerId: order.customerId,
      currency: order.currency,
      lineId: added?.id ?? '',
      origin,
      amount: moneyOf(order, added?.amount ?? 0n).toString(),
      total: moneyOf(order, changed.total).toString(),
    })
    return answerOrder(context, changed, now)
  },
})
