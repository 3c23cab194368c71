/** Lists orders that may have been placed twice, to be decided on. */
import { z } from 'zod'
import { type CustomerRow, customerIdsOf, customers, findDuplicates } from '../../customers/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { addDays, daysBetween } from '../../values/calendar-date.ts'
import { likenessOf } from '../like-orders.ts'
import { idText } from '../line-input.ts'
import { moneyOf } from '../open-order.ts'
import { orderStatuses } from '../order-status.ts'
import { type OrderLineRow, type OrderRow, orders, ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Only orders of this customer, and of who may be the same person. */
  customerId: idText.optional(),
  branch: idText.optional(),
  /** Booked since then; the last 90 days unless told. */
  from: z.iso.date().optional(),
  /** Booked within so many days of each other: 0 to 365. */
  days: z.int().min(0).max(365).default(7),
  /** What they have in common, in per cent: 1 to 100. */
  minimum: z.int().min(1).max(100).default(50),
  /** Orders of one call that earlier ones are looked for, those booked last first. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const orderShape = z.object({
  orderId: z.string(),
  number: z.string(),
  branch: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  bookedDate: z.string(),
  status: z.enum(orderStatuses),
  currency: z.string(),
  total: z.string(),
  revision: z.int(),
})

const pairShape = z.object({
  /** The one that was booked first. */
  one: orderShape,
  other: orderShape,
  /** Days between their bookings. */
  days: z.int(),
  /** Whether they are of one customer; else of two who may be one person: see customers.duplicates. */
  sameCustomer: z.boolean(),
  /** Whether orders.merge takes them as they are: of one customer, branch and currency. */
  mergeable: z.boolean(),
  /** What both hold of what either holds, in per cent. */
  likeness: z.int(),
  /** Lines of the same item, by the ids of either order: what to drop when they are merged. */
  lines: z.array(z.object({ item: z.string(), one: z.string(), other: z.string() })),
})

const outputSchema = z.object({ items: z.array(pairShape), next: z.string().nullable() })

export interface ListDuplicateOrders extends z.input<typeof inputSchema> {}
/** Pairs, those booked last first. A page may be empty although more follow: go on while `next` is not null. */
export interface DuplicateOrders extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListDuplicateOrders> = inputSchema
const output: z.ZodType<DuplicateOrders> = outputSchema

/** Eight statements for any number of orders. */
export const duplicates = operation({
  name: 'orders.duplicates',
  summary:
    'Lists open orders of a customer, or of two who may be one person, that hold the same and were booked within some days.',
  kind: 'query',
  input,
  output,
  async run(context, given): Promise<DuplicateOrders> {
    const { customerId, branch, from = addDays(context.businessDate, -90), days, minimum, limit, cursor } = given
    const ids = customerId === undefined ? undefined : { in: [...(await customerIdsOf(context, customerId))] }
    const page = await context.store.page(orders, {
      where: { bookedDate: { gte: from }, status: { in: openStatuses }, ...present({ branch, customerId: ids }) },
      orderBy: ['-bookedDate', '-id'],
      limit,
      cursor,
    })
    const people = await readPeople(context, page.items)
    const found = await readEarlier(context, page.items, { days, customerIds: people.ids, branch })
    const items = page.items.flatMap((other) =>
      found.orders
        .filter((one) => isBefore(one, other) && daysBetween(one.bookedDate, other.bookedDate) <= days)
        .filter((one) => one.customerId === other.customerId || people.areAlike(one.customerId, other.customerId))
        .flatMap((one) => {
          const { percent, lines } = likenessOf(found.linesOf(one), found.linesOf(other))
          if (percent < minimum) return []
          const sameCustomer = one.customerId === other.customerId
          return {
            one: shown(one, people.nameOf),
            other: shown(other, people.nameOf),
            days: daysBetween(one.bookedDate, other.bookedDate),
            sameCustomer,
            mergeable: sameCustomer && one.branch === other.branch && one.currency === other.currency,
            likeness: percent,
            lines: [...lines],
          }
        }),
    )
    return { items, next: page.next }
  },
})

const openStatuses = orderStatuses.filter((status) => status !== 'completed' && status !== 'cancelled')

const isBefore = (one: OrderRow, other: OrderRow): boolean =>
  one.bookedDate === other.bookedDate ? one.id < other.id : one.bookedDate < other.bookedDate

function shown(
  order: OrderRow,
  nameOf: (customerId: string) => string | null,
): DuplicateOrders['items'][number]['one'] {
  const { id: orderId, number, branch, customerId, bookedDate, status, currency, total, revision } = order
  return {
    ...{ orderId, number, branch, customerId, bookedDate, currency, revision },
    customerName: nameOf(customerId),
    status: status as DuplicateOrders['items'][number]['one']['status'],
    total: moneyOf(order, total).toString(),
  }
}

/** The customers of orders, and who may be the same person. */
async function readPeople(context: QueryContext, of: readonly OrderRow[]) {
  const own = [...new Set(of.map(({ customerId }) => customerId))]
  const rows = await context.store.find(customers, { where: { id: { in: own } }, limit: 'all' })
  const pairs = await findDuplicates(context, rows, { minimum: 50 })
  const known = new Map<string, CustomerRow>(
    [...rows, ...pairs.flatMap(({ one, other }) => [one, other])].map((row) => [row.id, row]),
  )
  const alike = new Set(pairs.flatMap(({ one, other }) => [`${one.id} ${other.id}`, `${other.id} ${one.id}`]))
  return {
    ids: [...new Set([...own, ...known.keys()])],
    areAlike: (one: string, other: string): boolean => alike.has(`${one} ${other}`),
    nameOf: (customerId: string): string | null => known.get(customerId)?.name ?? null,
  }
}

/** Orders that were booked within some days before these, themselves included, with their lines. */
async function readEarlier(
  { store }: QueryContext,
  page: readonly OrderRow[],
  of: { readonly days: number; readonly customerIds: readonly string[]; readonly branch: string | undefined },
) {
  const [last, first] = [page[0]?.bookedDate, page.at(-1)?.bookedDate]
  if (last === undefined || first === undefined) return { orders: [], linesOf: () => [] }
  const found = await store.find(orders, {
    where: {
      customerId: { in: [...of.customerIds] },
      bookedDate: { gte: addDays(first, -of.days), lte: last },
      status: { in: openStatuses },
      ...present({ branch: of.branch }),
    },
    orderBy: ['-bookedDate', '-id'],
    limit: 'all',
  })
  const lines = await store.find(ordersLines, {
    where: { orderId: { in: found.map(({ id }) => id) } },
    orderBy: ['orderId', 'line'],
    limit: 'all',
  })
  const linesByOrder = new Map<string, OrderLineRow[]>()
  for (const line of lines) linesByOrder.set(line.orderId, [...(linesByOrder.get(line.orderId) ?? []), line])
  return { orders: found, linesOf: ({ id }: OrderRow): readonly OrderLineRow[] => linesByOrder.get(id) ?? [] }
}
