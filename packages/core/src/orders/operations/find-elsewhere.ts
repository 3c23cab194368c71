/** Finds what a customer may pick up here although another branch sold it: by a whole number or telephone, never by browsing. */
import { z } from 'zod'
import { customers, findCustomers, phoneDigits } from '../../customers/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { ledgerCommitments } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { accountBy } from '../answer-order.ts'
import type { OrderStatus } from '../order-status.ts'
import { orderElsewhereSchema, presentElsewhere } from '../present-elsewhere.ts'
import { presentOrder } from '../present-order.ts'
import { orders, ordersLines } from '../tables.ts'

/** The shortest telephone that names somebody. */
const shortestPhone = 7
/** Orders that a counter is shown at once. */
const mostFound = 20

const inputSchema = z
  .strictObject({
    /** The whole number of the order. */
    number: z.string().min(1).max(60).optional(),
    /** The whole telephone number of the customer. */
    phone: z
      .string()
      .max(40)
      .refine((phone) => phoneDigits(phone).length >= shortestPhone, `must have at least ${shortestPhone} digits`)
      .optional(),
  })
  .refine(({ number, phone }) => (number === undefined) !== (phone === undefined), 'needs either number or phone')

const outputSchema = z.object({
  items: z.array(orderElsewhereSchema.extend({ customerName: z.string().nullable() })),
})

export interface FindElsewhere extends z.input<typeof inputSchema> {}
/** The orders that are not finished, the newest first: at most 20. */
export interface FoundElsewhere extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, FindElsewhere> = inputSchema
const output: z.ZodType<FoundElsewhere> = outputSchema

const unfinished: readonly OrderStatus[] = ['open', 'inProgress', 'ready', 'partlyPickedUp']

export const findElsewhere = operation({
  name: 'orders.findElsewhere',
  summary:
    'Finds the unfinished orders of any branch by their whole number or the telephone of their customer, to hand them over here.',
  kind: 'query',
  input,
  output,
  async run(context, { number, phone }) {
    const customerIds = phone === undefined ? undefined : await customersByPhone(context, phone)
    if (customerIds?.length === 0) return { items: [] }
    const found = await context.store.find(orders, {
      where: {
        ...present({ number }),
        ...(customerIds === undefined ? {} : { customerId: { in: customerIds } }),
        status: { in: unfinished },
      },
      orderBy: ['-bookedDate', '-id'],
      limit: mostFound,
    })
    const where = { orderId: { in: found.map(({ id }) => id) } }
    const lines = await context.store.find(ordersLines, { where, orderBy: ['orderId', 'line'], limit: 'all' })
    const accounts = await context.store.find(ledgerCommitments, { where, limit: 'all' })
    const ids = [...new Set(found.map(({ customerId }) => customerId))]
    const people = await context.store.find(customers, { where: { id: { in: ids } }, limit: 'all' })
    const items = found.map((order) => {
      const own = lines.filter(({ orderId }) => orderId === order.id)
      const account = accountBy(
        order,
        accounts.find(({ orderId }) => orderId === order.id),
      )
      const customerName = people.find(({ id }) => id === order.customerId)?.name ?? null
      return { ...presentElsewhere(presentOrder(order, own, {}, account)), customerName }
    })
    return { items }
  },
})

/** Those whose telephone it is, and nobody whose telephone it begins. */
async function customersByPhone(context: QueryContext, phone: string): Promise<readonly string[]> {
  const { items } = await context.run(findCustomers, { phone, limit: 20 })
  return items.flatMap(({ customer, match }) => (match === 'exact' ? [customer.id] : []))
}
