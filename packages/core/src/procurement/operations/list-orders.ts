import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { orderStatuses } from '../order-state.ts'
import { orderHeadSchema, presentOrderHead } from '../present-order.ts'
import { idText, pageMembers } from '../shapes.ts'
import { procurementOrders } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  supplierId: idText.optional(),
  status: z.array(z.enum(orderStatuses)).min(1).max(orderStatuses.length).optional(),
})

export interface ListPurchaseOrders extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListPurchaseOrders> = schema

const outputShape = z.object({ items: z.array(orderHeadSchema), next: z.string().nullable() })

export interface PurchaseOrderPage extends z.output<typeof outputShape> {}

const output: z.ZodType<PurchaseOrderPage> = outputShape

/** Purchase orders, the last first. One statement. */
export const orders: Operation<'query', ListPurchaseOrders, PurchaseOrderPage, never> = operation({
  name: 'procurement.orders',
  summary: 'Lists purchase orders.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, status, ...rest }) {
    const page = await store.page(procurementOrders, {
      where: { ...present(rest), ...(status === undefined ? {} : { status: { in: status } }) },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentOrderHead), next: page.next }
  },
})
