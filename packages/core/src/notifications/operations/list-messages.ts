/** Lists messages, without addresses and texts. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { messageStates } from '../message-state.ts'
import { messageOutput, presentMessage } from '../present-message.ts'
import { channelText, idText, pageMembers, templateText } from '../shapes.ts'
import { notificationsMessages } from '../tables.ts'
import { withinReach } from '../within-reach.ts'

const inputSchema = z.strictObject({
  state: z.enum(messageStates).optional(),
  channel: channelText.optional(),
  template: templateText.optional(),
  /** The thing that they are about. */
  about: z.strictObject({ kind: z.string().min(1).max(40), id: idText }).optional(),
  customerId: idText.optional(),
  leadId: idText.optional(),
  staffId: idText.optional(),
  branch: idText.optional(),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(messageOutput), next: z.string().nullable() })

export interface ListMessages extends z.input<typeof inputSchema> {}
/** Messages, those asked for last first; follow `next` until it is null. */
export interface MessagePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListMessages> = inputSchema
const output: z.ZodType<MessagePage> = outputSchema

/** One statement. */
export const listMessages = operation({
  name: 'notifications.list',
  summary: 'Lists messages by state, channel, template, person or what they are about, without addresses and texts.',
  kind: 'query',
  input,
  output,
  async run({ store }, { about, limit, cursor, ...by }) {
    const page = await store.page(notificationsMessages, {
      where: { allOf: [present({ ...by, aboutKind: about?.kind, aboutId: about?.id }), withinReach(store)] },
      orderBy: ['-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentMessage), next: page.next }
  },
})
