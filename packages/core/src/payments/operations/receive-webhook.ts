import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PaymentInOtherBranch } from '../errors.ts'
import { paymentReviewNeeded } from '../events.ts'
import { reportSchema } from '../report.ts'
import { providerText } from '../shapes.ts'
import { lockAttempt, takeReport } from '../take-report.ts'
import { paymentsAttempts, paymentsWebhooks } from '../tables.ts'

const schema = z.strictObject({
  provider: providerText,
  /** The provider's id of the message. */
  eventId: z.string().min(1).max(200),
  kind: z.enum(['payment', 'refund']),
  /** The house's id of the payment or refund, as the provider names it. */
  attemptId: z.string().min(1).max(200),
  report: reportSchema,
})

export interface ReceiveWebhook extends z.input<typeof schema> {}

const answerSchema = z.object({
  /** Null where nobody has begun what the message speaks of. */
  attemptId: z.string().nullable(),
  /** As the message left them. */
  state: z.string().nullable(),
  outcome: z.string().nullable(),
  entryId: z.string().nullable(),
})

/** The same for every delivery of one message. */
export interface WebhookAnswer extends z.output<typeof answerSchema> {}

const input: z.ZodType<z.output<typeof schema>, ReceiveWebhook> = schema
const output: z.ZodType<WebhookAnswer> = answerSchema

/** Takes a message whose signature was checked. One message counts once, however often and from however many sides it comes. */
export const receiveWebhook = operation({
  name: 'payments.receiveWebhook',
  summary: 'Takes a message of a provider once, and answers every delivery of it alike.',
  kind: 'command',
  permission: 'payments.run',
  input,
  output,
  errors: [PaymentInOtherBranch],
  async run(context, { provider, eventId, kind, attemptId, report }) {
    const { store } = context
    await store.lock([`payments.webhook ${provider} ${eventId}`])
    const [known] = await store.find(paymentsWebhooks, { where: { provider, eventId }, limit: 1 })
    if (known !== undefined) return answerSchema.parse(known.answer)
    const named = attemptId.length > 64 ? undefined : await store.get(paymentsAttempts, attemptId)
    const ours = named?.provider === provider && named.kind === kind
    let answer: WebhookAnswer = { attemptId: null, state: null, outcome: null, entryId: null }
    if (ours) {
      const after = await takeReport(context, await lockAttempt(context, attemptId), report, 'webhook')
      answer = { attemptId, state: after.state, outcome: after.outcome, entryId: after.entryId }
    } else {
      const reason = `A message speaks of a ${kind} "${attemptId}", which nobody has begun at this provider.`
      context.emit(paymentReviewNeeded, { attemptId: null, provider, reason })
    }
    const id = context.newId()
    store.insert(paymentsWebhooks, {
      id,
      provider,
      eventId,
      attemptId: answer.attemptId,
      at: context.now,
      answer: { ...answer },
    })
    return answer
  },
})
