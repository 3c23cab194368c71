import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { orders, ordersLines, OrderUnknown } from '../../orders/index.ts'
import { missingSchema } from '../missing.ts'
import { readCompleteness } from '../read-completeness.ts'
import { idText } from '../shapes.ts'

const inputSchema = z.strictObject({ orderId: idText })

const outputSchema = z.object({
  orderId: z.string(),
  number: z.string(),
  /** Whether all that was not handed over yet may be. */
  complete: z.boolean(),
  missing: z.array(missingSchema),
})

export interface ReadOrderCompleteness extends z.input<typeof inputSchema> {}
export interface OrderCompleteness extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadOrderCompleteness> = inputSchema
const output: z.ZodType<OrderCompleteness> = outputSchema

/** Five statements. */
export const completeness = operation({
  name: 'production.completeness',
  summary: 'Tells what is still missing of an order before its customer can be told that it is ready.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const lines = await context.store.find(ordersLines, { where: { orderId }, orderBy: ['line'], limit: 'all' })
    const missing = await readCompleteness(context, orderId, lines)
    return { orderId, number: order.number, complete: missing.length === 0, missing }
  },
})
