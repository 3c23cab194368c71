/** Lists orders with their lines and their customers' names: three statements, whatever the size of the page; one more where a customer is named. */
import { z } from 'zod'
import { customerIdsOf, customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { orderStatuses } from '../order-status.ts'
import { orderHeadSchema, presentHead } from '../present-order.ts'
import { type OrderLineRow, orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  status: z.enum(orderStatuses).optional(),
  customerId: idText.optional(),
  branch: idText.optional(),
  /** The first and the last business date of booking, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** How the number begins. */
  number: z.string().min(1).max(60).optional(),
  /** Orders of one page, newest first: 1 to 200. */
  limit: z.int().min(1).max(200).default(20),
  cursor: z.string().max(2000).optional(),
})

const itemSchema = orderHeadSchema.extend({ customerName: z.string().nullable() })
const outputSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface ListOrders extends z.input<typeof inputSchema> {}
/** A page of orders; follow `next` until it is null. */
export interface OrderPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListOrders> = inputSchema
const output: z.ZodType<OrderPage> = outputSchema

export const listOrders = operation({
  name: 'orders.list',
  summary: 'Lists orders with lines and customer, newest first, by status, customer, branch, dates or number.',
  kind: 'query',
  input,
  output,
  async run(context, { status, customerId: buyer, branch, from, to, number, limit, cursor }) {
    const [customerId] = buyer === undefined ? [] : await customerIdsOf(context, buyer)
    const page = await context.store.page(orders, {
      where: {
        ...present({ status, customerId, branch }),
        ...(from !== undefined || to !== undefined ? { bookedDate: present({ gte: from, lte: to }) } : {}),
        ...(number !== undefined ? { number: { startsWith: number } } : {}),
      },
      orderBy: ['-bookedDate', '-id'],
      limit,
      cursor,
    })
    if (page.items.length === 0) return { items: [], next: null }
    const orderIds = page.items.map((order) => order.id)
    const lines = await context.store.find(ordersLines, { where: { orderId: { in: orderIds } }, limit: 'all' })
    const linesOf = new Map<string, OrderLineRow[]>(orderIds.map((id) => [id, []]))
    for (const line of lines) linesOf.get(line.orderId)?.push(line)
    const customerIds = [...new Set(page.items.map((order) => order.customerId))]
    const found = await context.store.find(customers, { where: { id: { in: customerIds } }, limit: 'all' })
    const nameOf = new Map(found.map((customer) => [customer.id, customer.name]))
    const fields = context.customFields(orders)
    const items = page.items.map((order) => ({
      ...presentHead(order, linesOf.get(order.id) ?? [], fields.fromRow(order)),
      customerName: nameOf.get(order.customerId) ?? null,
    }))
    return { items, next: page.next }
  },
})
