/** Lists orders that changed hands. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { presentTransfer, transferSchema } from '../present-transfer.ts'
import { ordersTransfers } from '../transfer-tables.ts'

const inputSchema = z.strictObject({
  orderId: idText.optional(),
  kind: z.enum(['branch', 'customer']).optional(),
  fromBranch: idText.optional(),
  toBranch: idText.optional(),
  /** Who gave an order or got it. */
  customerId: idText.optional(),
  /** Transfers of one page, newest first: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({ items: z.array(transferSchema), next: z.string().nullable() })

export interface ListOrderTransfers extends z.input<typeof inputSchema> {}
/** A page of transfers; follow `next` until it is null. */
export interface OrderTransferPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListOrderTransfers> = inputSchema
const output: z.ZodType<OrderTransferPage> = outputSchema

/** One statement; one more where a customer is named. */
export const transfers = operation({
  name: 'orders.transfers',
  summary: 'Lists orders that went to another branch or another customer, newest first: from or to a branch in reach.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, kind, fromBranch, toBranch, customerId, limit, cursor }): Promise<OrderTransferPage> {
    const reach = context.branchesWith('orders.transfers')
    const own = { in: reach === 'all' ? [] : [...reach] }
    const ids = customerId === undefined ? undefined : { in: [...(await customerIdsOf(context, customerId))] }
    const page = await context.store.page(ordersTransfers, {
      where: {
        allOf: [
          ...(reach === 'all' ? [] : [{ anyOf: [{ fromBranch: own }, { toBranch: own }] }]),
          ...(ids === undefined ? [] : [{ anyOf: [{ fromCustomerId: ids }, { toCustomerId: ids }] }]),
        ],
        ...present({ orderId, kind, fromBranch, toBranch }),
      },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentTransfer), next: page.next }
  },
})
