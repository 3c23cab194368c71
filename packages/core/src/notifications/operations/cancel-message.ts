/** Takes a message back. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { announce } from '../announce.ts'
import { NotificationStateRefused, NotificationUnknown } from '../errors.ts'
import { holdMessage } from '../hold-message.ts'
import { endCodes, mayTakeBack } from '../message-state.ts'
import { messageOutput, presentMessage } from '../present-message.ts'
import { idText } from '../shapes.ts'
import { notificationsMessages } from '../tables.ts'

const inputSchema = z.strictObject({ messageId: idText })

export interface CancelMessage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, CancelMessage> = inputSchema

export const cancelMessage = operation({
  name: 'notifications.cancel',
  summary: 'Takes back a message that no channel has in hand.',
  kind: 'command',
  input,
  output: messageOutput,
  errors: [NotificationUnknown, NotificationStateRefused],
  async run(context, { messageId }) {
    const row = await holdMessage(context, messageId)
    const { state } = row
    if (!mayTakeBack(row, context.now)) {
      const rule = state === 'sending' ? 'its channel has it in hand' : 'it stays as it is'
      throw NotificationStateRefused.create({ messageId, state, step: 'be cancelled', rule })
    }
    const end = { state: 'cancelled', nextAt: null, closedAt: context.now }
    const why = { errorCode: endCodes.takenBack, errorReason: null }
    const cancelled = await context.store.update(notificationsMessages, row, { ...end, ...why })
    announce(context, cancelled, 'cancelled')
    return presentMessage(cancelled)
  },
})
