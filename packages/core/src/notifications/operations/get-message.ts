/** Reads a message. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { NotificationUnknown } from '../errors.ts'
import { fullMessageOutput, presentFully } from '../present-message.ts'
import { idText } from '../shapes.ts'
import { notificationsMessages } from '../tables.ts'
import { reaches } from '../within-reach.ts'

const inputSchema = z.strictObject({ messageId: idText })

export interface GetMessage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetMessage> = inputSchema

/** One statement. */
export const getMessage = operation({
  name: 'notifications.get',
  summary: 'Reads a message with its address and text.',
  kind: 'query',
  input,
  output: fullMessageOutput,
  errors: [NotificationUnknown],
  async run({ store }, { messageId }) {
    const row = await store.get(notificationsMessages, messageId)
    if (row === undefined || !reaches(store, row)) throw NotificationUnknown.create({ messageId })
    return presentFully(row)
  },
})
