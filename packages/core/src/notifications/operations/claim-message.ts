import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { addMillis } from '../../values/instant.ts'
import { announce } from '../announce.ts'
import { NotificationUnknown } from '../errors.ts'
import { holdMessage } from '../hold-message.ts'
import { endCodes } from '../message-state.ts'
import { type NotificationMessage, notificationChannels } from '../notification-channel.ts'
import { planSending } from '../plan-sending.ts'
import { notificationsSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { type MessageRow, notificationsMessages } from '../tables.ts'

const inputSchema = z.strictObject({
  messageId: idText,
  /** For how long nobody else may take it, in milliseconds: longer than its channel may take to answer. */
  holdMs: z.int().min(1000).max(3_600_000).default(60_000),
})

export interface ClaimMessage extends z.input<typeof inputSchema> {}

/** What whoever claimed a message must do with it. */
export interface ClaimedMessage {
  channel: string
  /** Names this claim in the report; null where there is nothing to do. */
  claimId: string | null
  /** To be given to the channel; null where there is nothing to do. */
  message: NotificationMessage | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ClaimMessage> = inputSchema
const output: z.ZodType<ClaimedMessage> = z.object({
  channel: z.string(),
  claimId: z.string().nullable(),
  message: z
    .object({
      id: z.string(),
      to: z.string(),
      locale: z.string(),
      subject: z.string().nullable(),
      body: z.string(),
      template: z.object({ name: z.string(), version: z.int(), values: z.record(z.string(), z.string()) }).nullable(),
    })
    .nullable(),
})

/** A channel that is not loaded here may be loaded in another process, or again tomorrow. */
const otherProcessMs = 5 * 60_000

/**
 * Takes a message into hand. That its channel is called is written down before it is: after a crash in between, it is given to the
 * channel again under the same id.
 */
export const claimMessage = operation({
  name: 'notifications.claim',
  summary: 'Takes a message that is due into hand, and says what to give to its channel.',
  kind: 'command',
  permission: 'notifications.run',
  input,
  output,
  errors: [NotificationUnknown],
  async run(context, { messageId, holdMs }) {
    const { now, store } = context
    const row = await holdMessage(context, messageId)
    const { channel } = row
    const nothing = { channel, claimId: null, message: null }
    if (row.nextAt === null || row.nextAt > now) return nothing
    const end = async (state: 'cancelled' | 'expired' | 'failed', errorCode: string | null) => {
      const why = errorCode === null ? {} : { errorCode, errorReason: null }
      const ended = await store.update(notificationsMessages, row, { state, nextAt: null, closedAt: now, ...why })
      announce(context, ended, state)
      return nothing
    }
    if (row.address === '') return end('cancelled', endCodes.erased)
    const { quietHours, attempts } = await context.settings(notificationsSettings)
    const wanted = { at: now, notAfter: row.notAfter, urgent: row.urgent }
    const plan = planSending(wanted, quietHours, context.studio.days(row.branch).timeZone)
    if (plan === 'expired') return end('expired', null)
    if (plan.at > now) {
      await store.update(notificationsMessages, row, { state: 'queued', nextAt: plan.at })
      return nothing
    }
    if (row.attempts >= attempts) return end('failed', endCodes.unanswered)
    if (!context.entries(notificationChannels).some(({ name }) => name === channel)) {
      const why = { errorCode: 'NOTIFICATION_CHANNEL_UNKNOWN', errorReason: null }
      const wait = { state: 'queued', nextAt: addMillis(now, otherProcessMs), ...why }
      await store.update(notificationsMessages, row, wait)
      return nothing
    }
    const claimId = context.newId()
    await store.update(notificationsMessages, row, {
      state: 'sending',
      claimId,
      attempts: row.attempts + 1,
      nextAt: addMillis(now, holdMs),
    })
    return { channel, claimId, message: messageOf(row) }
  },
})

function messageOf(row: MessageRow): NotificationMessage {
  const { id, address, locale, subject, body, template, templateVersion } = row
  const values = row.templateValues as Readonly<Record<string, string>> | null
  const by = template === null || templateVersion === null ? null : { name: template, version: templateVersion }
  return { id, to: address, locale, subject, body, template: by === null ? null : { ...by, values: values ?? {} } }
}
