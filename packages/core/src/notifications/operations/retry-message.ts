/** Queues a message again that has failed. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { announce } from '../announce.ts'
import { NotificationStateRefused, NotificationUnknown } from '../errors.ts'
import { faultOf } from '../check-message.ts'
import { NotificationAddressRefused, NotificationChannelUnknown, NotificationTooLong } from '../errors.ts'
import { findChannel } from '../find-entries.ts'
import { holdMessage } from '../hold-message.ts'
import { planSending } from '../plan-sending.ts'
import { messageOutput, presentMessage } from '../present-message.ts'
import { notificationsSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { notificationsMessages } from '../tables.ts'

const inputSchema = z.strictObject({ messageId: idText })

export interface RetryMessage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RetryMessage> = inputSchema

/** It goes out under the same id: a channel that had taken it after all does not deliver it twice. */
export const retryMessage = operation({
  name: 'notifications.retry',
  summary: 'Queues a message again that has failed, with as many attempts as at first.',
  kind: 'command',
  input,
  output: messageOutput,
  errors: [
    NotificationUnknown,
    NotificationStateRefused,
    NotificationChannelUnknown,
    NotificationAddressRefused,
    NotificationTooLong,
  ],
  async run(context, { messageId }) {
    const row = await holdMessage(context, messageId)
    const { state } = row
    const refuse = (rule: string): never => {
      throw NotificationStateRefused.create({ messageId, state, step: 'be queued again', rule })
    }
    if (state !== 'failed') refuse('only what has failed can be')
    if (row.address === '' && row.body === '') refuse('the person was erased')
    const fault = faultOf(findChannel(context, row.channel), row.address, row)
    if (fault !== undefined) throw fault
    const { quietHours } = await context.settings(notificationsSettings)
    const wanted = { at: context.now, notAfter: row.notAfter, urgent: row.urgent }
    const plan = planSending(wanted, quietHours, context.studio.days(row.branch).timeZone)
    if (plan === 'expired') return refuse(`it could not go out by ${row.notAfter}`)
    const queued = await context.store.update(notificationsMessages, row, {
      state: 'queued',
      nextAt: plan.at,
      attempts: 0,
      claimId: null,
      closedAt: null,
    })
    announce(context, queued, 'queued')
    return presentMessage(queued)
  },
})
