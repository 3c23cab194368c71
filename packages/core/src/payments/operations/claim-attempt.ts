import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { PaymentAttemptUnknown, PaymentInOtherBranch } from '../errors.ts'
import { claimMs, type Duty, dutyOf, laterBy } from '../next-look.ts'
import { findProvider } from '../open-attempt.ts'
import { attemptSchema, type PaymentAttempt, presentAttempt } from '../present-attempt.ts'
import { idText } from '../shapes.ts'
import { isHeld, lockAttempt } from '../take-report.ts'
import { paymentsAttempts } from '../tables.ts'

const schema = z.strictObject({
  attemptId: idText,
  /** Even where it is not due for a look. */
  now: z.boolean().default(false),
})

export interface ClaimAttempt extends z.input<typeof schema> {}

/** What whoever claimed an attempt must do with it. */
export interface ClaimedAttempt {
  duty: Duty
  attempt: PaymentAttempt
  /** Of a refund: the provider's reference of the payment that is given back. */
  paymentReference: string | null
}

const input: z.ZodType<z.output<typeof schema>, ClaimAttempt> = schema
const output: z.ZodType<ClaimedAttempt> = z.object({
  duty: z.enum(['pay', 'refund', 'query', 'cancel', 'lapse', 'none']),
  attempt: attemptSchema,
  paymentReference: z.string().nullable(),
})

/**
 * Takes an attempt into hand for a minute. That the provider is called is written down before it is: after a crash in
 * between, it is asked, and never charged again.
 */
export const claim = operation({
  name: 'payments.claim',
  summary: 'Takes a payment or refund into hand, and says what to do with it at its provider.',
  kind: 'command',
  permission: 'payments.run',
  input,
  output,
  errors: [PaymentAttemptUnknown, PaymentInOtherBranch],
  async run(context, { attemptId, now: atOnce }) {
    const attempt = await lockAttempt(context, attemptId)
    const { now, store } = context
    const due = attempt.nextLookAt !== null && attempt.nextLookAt <= now
    const nothing = { duty: 'none', attempt: presentAttempt(attempt), paymentReference: null } as const
    const duty = dutyOf({ ...attempt, held: isHeld(attempt) }, now, findProvider(context, attempt.provider).can)
    // Whoever is in a hurry may ask once more, but must not send what somebody else is sending.
    const mayAsk = due || (atOnce && duty === 'query')
    if (duty === 'none' || !mayAsk) return nothing
    const sends = duty === 'pay' || duty === 'refund'
    const payment = attempt.paymentId === null ? undefined : await store.get(paymentsAttempts, attempt.paymentId)
    const claimed = await store.update(paymentsAttempts, attempt, {
      nextLookAt: laterBy(now, claimMs),
      calls: sends ? attempt.calls + 1 : attempt.calls,
      calledAt: sends ? now : attempt.calledAt,
    })
    return { duty, attempt: presentAttempt(claimed), paymentReference: payment?.reference ?? null }
  },
})
