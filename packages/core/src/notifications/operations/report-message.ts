import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { announce } from '../announce.ts'
import { NotificationUnknown } from '../errors.ts'
import { holdMessage } from '../hold-message.ts'
import { nextTry, planSending } from '../plan-sending.ts'
import { messageOutput, presentMessage } from '../present-message.ts'
import { outcomeSchema, type SendOutcome } from '../send-outcome.ts'
import { notificationsSettings } from '../settings.ts'
import { idText } from '../shapes.ts'
import { type MessageRow, notificationsMessages } from '../tables.ts'

const inputSchema = z.strictObject({
  messageId: idText,
  /** Of the claim whose outcome this is. */
  claimId: idText,
  outcome: outcomeSchema,
})

export interface ReportMessage extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReportMessage> = inputSchema

/**
 * What a channel answered to the runner. That it took the message counts whenever it is told, since it cannot be undone; that it did
 * not counts only from who has the message in hand.
 */
export const reportMessage = operation({
  name: 'notifications.report',
  summary: 'Records what came of giving a message to its channel.',
  kind: 'command',
  permission: 'notifications.run',
  input,
  output: messageOutput,
  errors: [NotificationUnknown],
  async run(context, { messageId, claimId, outcome }) {
    const { store, now } = context
    const row = await holdMessage(context, messageId)
    const closed = { nextAt: null, closedAt: now }
    if (outcome.state === 'sent') {
      if (row.state === 'sent') return presentMessage(row)
      const fine = { state: 'sent', reference: outcome.reference, errorCode: null, errorReason: null }
      const sent = await store.update(notificationsMessages, row, { ...closed, ...fine })
      announce(context, sent, 'sent')
      return presentMessage(sent)
    }
    if (row.state !== 'sending' || row.claimId !== claimId) return presentMessage(row)
    const why = { errorCode: outcome.code, errorReason: outcome.reason }
    const next = await stepAfter(context, row, outcome)
    if (next.state === 'queued') {
      return presentMessage(await store.update(notificationsMessages, row, { ...why, ...next }))
    }
    const ended = await store.update(notificationsMessages, row, { ...closed, ...why, state: next.state })
    announce(context, ended, next.state)
    return presentMessage(ended)
  },
})

type Step = { readonly state: 'queued'; readonly nextAt: string } | { readonly state: 'failed' | 'expired' }

async function stepAfter(
  context: CommandContext,
  { attempts, notAfter, urgent, branch }: MessageRow,
  outcome: Exclude<SendOutcome, { readonly state: 'sent' }>,
): Promise<Step> {
  if (outcome.state === 'refused') return { state: 'failed' }
  const { quietHours, attempts: most } = await context.settings(notificationsSettings)
  if (attempts >= most) return { state: 'failed' }
  const at = nextTry(attempts, context.now, outcome.retryAfterMs)
  const plan = planSending({ at, notAfter, urgent }, quietHours, context.studio.days(branch).timeZone)
  return plan === 'expired' ? { state: 'expired' } : { state: 'queued', nextAt: plan.at }
}
