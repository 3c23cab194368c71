/** Reads an order as it was at one of its revisions. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { auditChanges } from '../../engine/records.ts'
import { OrderUnknown, RevisionUnknown } from '../errors.ts'
import { idText } from '../line-input.ts'
import { orderAt } from '../order-at.ts'
import { linesEver } from '../lines-ever.ts'
import { type ListedOrder, orderHeadSchema, presentHead } from '../present-order.ts'
import { orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  /** 1 for the order as it was placed. */
  revision: z.int().min(1),
})

export interface ReadOrderVersion extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadOrderVersion> = inputSchema
const output: z.ZodType<ListedOrder> = orderHeadSchema

export const readOrderVersion = operation({
  name: 'orders.version',
  summary:
    'Answers an order with its lines as it was at a revision: what was agreed then. What was paid is the ledger’s to say.',
  kind: 'query',
  input,
  output,
  errors: [OrderUnknown, RevisionUnknown],
  async run(context, { orderId, revision }): Promise<ListedOrder> {
    const order = await context.store.get(orders, orderId)
    if (order === undefined) throw OrderUnknown.create({ orderId })
    const lines = await linesEver(context, order)
    const changes = await context.store.find(auditChanges, {
      where: {
        anyOf: [
          { tableName: orders.name, recordId: orderId },
          { tableName: ordersLines.name, recordId: { in: lines.map((line) => line.id) } },
        ],
      },
      limit: 'all',
    })
    const was = orderAt({ order, lines }, changes, revision)
    if (was === undefined) throw RevisionUnknown.create({ number: order.number, revision, latest: order.revision })
    return presentHead(was.order, was.lines, context.customFields(orders).fromRow(was.order))
  },
})
