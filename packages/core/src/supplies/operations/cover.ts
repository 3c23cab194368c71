/** Promises the goods that an order waits for, as far as they are there. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { coverOrders } from '../cover-needs.ts'
import { type LineNeed, lineNeedsSchema } from '../present-line-needs.ts'
import { readNeedsOf } from '../read-needs-of.ts'
import { orderWithLines } from '../read-order-lines.ts'

const schema = z.strictObject({ orderId: z.string().min(1).max(64) })

export interface CoverOrder extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CoverOrder> = schema

export const cover: Operation<'command', CoverOrder, LineNeed[], typeof OrderUnknown> = operation({
  name: 'supplies.cover',
  summary: 'Promises to an order what it waits for, as far as it is there; also what lapsed because nobody had paid.',
  kind: 'command',
  input,
  output: lineNeedsSchema,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    await coverOrders(context, [orderId], { lapsed: true })
    const { order, lines } = await orderWithLines(context, orderId)
    return readNeedsOf(context, order, lines)
  },
})
