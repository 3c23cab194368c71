/** Reads what the lines of an order need of the stock. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { OrderUnknown } from '../../orders/index.ts'
import { type LineNeed, lineNeedsSchema } from '../present-line-needs.ts'
import { readNeedsOf } from '../read-needs-of.ts'
import { orderWithLines } from '../read-order-lines.ts'

const schema = z.strictObject({ orderId: z.string().min(1).max(64) })

export interface ReadNeedsOf extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadNeedsOf> = schema

export const needsOf: Operation<'query', ReadNeedsOf, LineNeed[], typeof OrderUnknown> = operation({
  name: 'supplies.needsOf',
  summary: 'Reads what the lines of an order need of the stock: what is promised, what was taken, what is outstanding.',
  kind: 'query',
  input,
  output: lineNeedsSchema,
  errors: [OrderUnknown],
  async run(context, { orderId }) {
    const { order, lines } = await orderWithLines(context, orderId)
    return readNeedsOf(context, order, lines)
  },
})
