/** The lists of the pickup counter: ready, told, agreed for a day, not claimed for long, on a shelf. Three statements a page. */
import { z } from 'zod'
import { customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { orders } from '../../orders/index.ts'
import { present } from '../../storage/filter.ts'
import { presentWaiting } from '../present-waiting.ts'
import { pickupsSettings } from '../settings.ts'
import { idText, waitingSchema } from '../shapes.ts'
import { pickupsWaiting } from '../tables.ts'
import { waitingList, waitingLists } from '../waiting-lists.ts'

const inputSchema = z.strictObject({
  list: z.enum(waitingLists),
  /** For `unclaimed`: since at least so many days; the first step of the studio's unless told. */
  days: z.int().min(0).max(3_650).optional(),
  /** For `agreed`: that day alone. */
  on: z.iso.date().optional(),
  /** How the place begins. */
  place: z.string().min(1).max(80).optional(),
  branch: idText.optional(),
  /** Orders of one page, those that wait longest first: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const itemSchema = waitingSchema.extend({
  number: z.string(),
  status: z.string(),
  customerName: z.string().nullable(),
  customerPhone: z.string().nullable(),
})
const outputSchema = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface ListPickupsWaiting extends z.input<typeof inputSchema> {}
/** A page of orders that wait; follow `next` until it is null. */
export interface PickupsWaitingPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListPickupsWaiting> = inputSchema
const output: z.ZodType<PickupsWaitingPage> = outputSchema

export const listPickupsWaiting = operation({
  name: 'pickups.list',
  summary:
    'Lists orders that are ready, told, agreed for a day, unclaimed after some days or on a shelf, the longest waiting first.',
  kind: 'query',
  input,
  output,
  async run(context, { list, days, on, place, branch, limit, cursor }) {
    const { store, businessDate: today, studio } = context
    const settings = await context.settings(pickupsSettings)
    const { where, orderBy } = waitingList(list, { today, days: days ?? settings.unclaimedDays[0] ?? 0, on })
    const page = await store.page(pickupsWaiting, {
      where: { allOf: [present({ branch }), where, place === undefined ? {} : { place: { startsWith: place } }] },
      orderBy: [orderBy, 'orderId'],
      limit,
      cursor,
    })
    if (page.items.length === 0) return { items: [], next: null }
    const named = await store.find(orders, {
      where: { id: { in: page.items.map(({ orderId }) => orderId) } },
      limit: 'all',
    })
    const people = await store.find(customers, {
      where: { id: { in: [...new Set(page.items.map(({ customerId }) => customerId))] } },
      limit: 'all',
    })
    const at = { today, settings, currency: studio.currency }
    const items = page.items.map((row) => {
      const order = named.find(({ id }) => id === row.orderId)
      const customer = people.find(({ id }) => id === row.customerId)
      return {
        ...presentWaiting(row, at),
        number: order?.number ?? '',
        status: order?.status ?? '',
        customerName: customer?.name ?? null,
        customerPhone: customer?.phone ?? null,
      }
    })
    return { items, next: page.next }
  },
})
