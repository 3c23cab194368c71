import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { notificationsMessages } from '../tables.ts'
import { withinReach } from '../within-reach.ts'

const inputSchema = z.strictObject({
  /** 1 to 200; 50 unless told. */
  limit: z.int().min(1).max(200).default(50),
})

const outputSchema = z.object({ items: z.array(z.object({ messageId: z.string(), branch: z.string() })) })

export interface ListDueMessages extends z.input<typeof inputSchema> {}
export interface DueMessages extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListDueMessages> = inputSchema
const output: z.ZodType<DueMessages> = outputSchema

/** What the runner has to do, the longest waiting first. One statement. */
export const dueMessages = operation({
  name: 'notifications.due',
  summary: 'Lists the messages that are due to be given to their channel.',
  kind: 'query',
  permission: 'notifications.run',
  input,
  output,
  async run({ store, now }, { limit }) {
    const rows = await store.find(notificationsMessages, {
      where: { allOf: [{ nextAt: { lte: now } }, withinReach(store)] },
      orderBy: ['nextAt', 'id'],
      limit,
    })
    return { items: rows.map(({ id, branch }) => ({ messageId: id, branch })) }
  },
})
