/** Reads one order. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { answerOrder } from '../answer-order.ts'
import { OrderUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { type Order, orderSchema } from '../present-order.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({ orderId: idText })

export interface GetOrder extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetOrder> = inputSchema
const output: z.ZodType<Order> = orderSchema

export const getOrder = operation({
  name: 'orders.get',
  summary: 'Reads an order with its lines, what was paid and what is due.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    return answerOrder(context, order, lines)
  },
})
