import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { daysBetween } from '../../values/calendar-date.ts'
import { idText, pageMembers } from '../shapes.ts'
import { procurementOrderLines, procurementOrders } from '../tables.ts'

const schema = z.strictObject({ ...pageMembers, branch: idText.optional(), supplierId: idText.optional() })

export interface ListLateOrders extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListLateOrders> = schema

const outputShape = z.object({
  items: z.array(
    z.object({
      orderId: z.string(),
      number: z.string().nullable(),
      /** submitted and approved: it never reached the supplier. */
      status: z.string(),
      supplierId: z.string(),
      line: z.int(),
      itemId: z.string(),
      outstanding: z.int(),
      expectedOn: z.string(),
      daysLate: z.int(),
    }),
  ),
  next: z.string().nullable(),
})

export interface LateOrderPage extends z.output<typeof outputShape> {}

const output: z.ZodType<LateOrderPage> = outputShape

/** Lines of orders whose goods should have come before today, the latest first. Two statements. */
export const lateOrders: Operation<'query', ListLateOrders, LateOrderPage, never> = operation({
  name: 'procurement.lateOrders',
  summary: 'Lists what was ordered and is late.',
  kind: 'query',
  input,
  output,
  async run({ store, businessDate }, { limit, cursor, branch, supplierId }) {
    const page = await store.page(procurementOrderLines, {
      where: {
        ...present({ branch, supplierId }),
        stage: 'ordered',
        expectedOn: { lt: businessDate },
        outstanding: { gt: 0 },
      },
      orderBy: ['expectedOn', 'orderId', 'line'],
      limit,
      cursor,
    })
    const ids = [...new Set(page.items.map((line) => line.orderId))]
    const orders = await store.find(procurementOrders, { where: { id: { in: ids } }, limit: 'all' })
    const byId = new Map(orders.map((order) => [order.id, order]))
    const items = page.items.map(({ orderId, supplierId: supplier, line, itemId, outstanding, expectedOn }) => ({
      orderId,
      number: byId.get(orderId)?.number ?? null,
      status: byId.get(orderId)?.status ?? '',
      supplierId: supplier,
      line,
      itemId,
      outstanding,
      expectedOn,
      daysLate: daysBetween(expectedOn, businessDate),
    }))
    return { items, next: page.next }
  },
})
