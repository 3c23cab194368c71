/** Lists pickup slips: of an order, a customer, or a branch and its days. */
import { z } from 'zod'
import { customerIdsOf } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { pickupsInReach } from '../pickup-reach.ts'
import { ordersPickups } from '../pickup-tables.ts'
import { pickupSchema } from '../present-pickup.ts'
import { readPickups } from '../read-pickups.ts'

const inputSchema = z.strictObject({
  orderId: idText.optional(),
  customerId: idText.optional(),
  /** The number of a slip. */
  number: z.string().min(1).max(80).optional(),
  /** Where it was handed over. */
  branch: idText.optional(),
  /** Where it was sold. */
  orderBranch: idText.optional(),
  /** The first and the last business date, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Slips of one page, newest first: 1 to 200. */
  limit: z.int().min(1).max(200).default(20),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({ items: z.array(pickupSchema), next: z.string().nullable() })

export interface ListPickups extends z.input<typeof inputSchema> {}
/** A page of slips; follow `next` until it is null. */
export interface PickupPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListPickups> = inputSchema
const output: z.ZodType<PickupPage> = outputSchema

export const listPickups = operation({
  name: 'orders.pickups',
  summary: 'Lists pickup slips with who received them and what came back, newest first.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, customerId: buyer, number, branch, orderBranch, from, to, limit, cursor }) {
    const customerIds = buyer === undefined ? undefined : await customerIdsOf(context, buyer)
    const page = await context.store.page(ordersPickups, {
      where: {
        allOf: [
          pickupsInReach(context.store.scope),
          present({ orderId, number, branch, orderBranch }),
          customerIds === undefined ? {} : { customerId: { in: customerIds } },
          from === undefined && to === undefined ? {} : { businessDate: present({ gte: from, lte: to }) },
        ],
      },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: await readPickups(context, page.items), next: page.next }
  },
})
