import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import type { CommandContext } from '../../engine/context.ts'
import { beginReturn, type CarriedOut, carryOut, oweAndReturn } from '../carry-out.ts'
import { PaymentAttemptUnknown, PaymentInOtherBranch, PaymentNotInReview } from '../errors.ts'
import { stepFor } from '../outcome.ts'
import { type AttemptRow, attemptSchema, presentAttempt } from '../present-attempt.ts'
import { idText } from '../shapes.ts'
import { announce, lockAttempt, recordFact } from '../take-report.ts'
import { paymentsAttempts } from '../tables.ts'
import { postUnapplied } from '../unapplied.ts'

const schema = z.strictObject({
  attemptId: idText,
  /**
   * accept: what the provider said is so; it pays the order where it fits, or is sent back. return: it is so, and goes back
   * in any case; or, for a return that was refused, it is tried again. askAgain: it is not so; the provider is asked.
   */
  as: z.enum(['accept', 'return', 'askAgain']),
  /** Never personal data. */
  reason: z.string().min(1).max(200),
})

export interface ResolveReview extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ResolveReview> = schema

/** What a person decided about a payment that was held back. */
export const resolve = operation({
  name: 'payments.resolve',
  summary: 'Decides about a payment or refund that waits for a person.',
  kind: 'command',
  input,
  output: attemptSchema,
  errors: [PaymentAttemptUnknown, PaymentInOtherBranch, PaymentNotInReview],
  async run(context, { attemptId, as, reason }) {
    const { store } = context
    const attempt = await lockAttempt(context, attemptId)
    const refuse = (rule: string): never => {
      throw PaymentNotInReview.create({ attemptId, rule })
    }
    if (attempt.review === null) refuse('waits for nobody')
    if (as === 'askAgain') {
      recordFact(context, attempt, { state: 'unknown', reason }, 'person', { state: 'unknown', moved: null })
      const cleared = { review: null, reportedAmount: null, reportedCurrency: null }
      const asked = { ...cleared, nextLookAt: context.now }
      return presentAttempt(await store.update(paymentsAttempts, attempt, asked))
    }
    const moved = reportedOf(attempt)
    if (moved === null) {
      if (as === 'accept') refuse('has no amount to accept')
      const payment = await store.getForUpdate(paymentsAttempts, attempt.paymentId ?? attempt.id)
      if (payment?.outcome !== 'owed') return refuse('owes nothing that could go back')
      beginReturn(context, payment, Money.ofMinor(attempt.amount, attempt.currency))
      return presentAttempt(await store.update(paymentsAttempts, attempt, { review: null }))
    }
    if (as === 'return' && attempt.kind === 'refund') refuse('is itself a refund')
    recordFact(context, attempt, { state: 'settled', reason }, 'person', { state: 'settled', moved })
    const done = as === 'return' ? await oweAndReturn(context, attempt, moved) : await accepted(context, attempt, moved)
    const settled = { ...done, review: done.review ?? null, state: 'settled', nextLookAt: null }
    const after = await store.update(paymentsAttempts, attempt, settled)
    announce(context, attempt, after)
    return presentAttempt(after)
  },
})

const reportedOf = ({ reportedAmount, reportedCurrency }: AttemptRow): Money | null =>
  reportedAmount === null || reportedCurrency === null ? null : Money.ofMinor(reportedAmount, reportedCurrency)

/** A refund that stands in the books with another amount: the difference is owed to the customer, or by the customer. */
async function accepted(context: CommandContext, attempt: AttemptRow, moved: Money): Promise<CarriedOut> {
  if (attempt.outcome !== 'refunded') return carryOut(context, attempt, stepFor(attempt, 'settled'), moved)
  const booked = Money.ofMinor(attempt.amount, attempt.currency)
  if (booked.currency !== moved.currency) {
    await postUnapplied(context, attempt, booked, 'in')
    await postUnapplied(context, attempt, moved, 'out')
    return {}
  }
  const way = moved.greaterThan(booked) ? 'out' : 'in'
  const difference = way === 'out' ? moved.minus(booked) : booked.minus(moved)
  await postUnapplied(context, attempt, difference, way)
  return {}
}
