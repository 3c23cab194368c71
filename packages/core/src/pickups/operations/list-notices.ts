/** Who was told that an order is ready, by whom and how. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { idText } from '../shapes.ts'
import { pickupsNotices } from '../tables.ts'

const inputSchema = z.strictObject({
  orderId: idText,
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['notified', 'reminded']),
      channel: z.string(),
      lineIds: z.array(z.string()),
      /** Why somebody was told although something was missing. */
      reason: z.string().nullable(),
      at: z.string(),
      businessDate: z.string(),
      actor: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListPickupNotices extends z.input<typeof inputSchema> {}
/** Notices, the newest first. */
export interface PickupNoticePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListPickupNotices> = inputSchema
const output: z.ZodType<PickupNoticePage> = outputSchema

export const listPickupNotices = operation({
  name: 'pickups.notices',
  summary: 'Lists the notices and reminders of an order, the newest first.',
  kind: 'query',
  input,
  output,
  async run(context, { orderId, limit, cursor }) {
    const where = { orderId }
    const page = await context.store.page(pickupsNotices, { where, orderBy: ['-id'], limit, cursor })
    const items = page.items.map(({ id, kind, channel, lineIds, reason, at, businessDate, actor }) => {
      return { id, kind: kind as 'notified', channel, lineIds: lineIds as string[], reason, at, businessDate, actor }
    })
    return { items, next: page.next }
  },
})
