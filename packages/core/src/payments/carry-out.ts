/** Moves the books as the state of an attempt demands. Called with the attempt locked; answers what changes of its row. */
import type { CommandContext } from '../engine/context.ts'
import { paymentPurposeSchema } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import { applyPayment, takeRefundAgain } from './apply-payment.ts'
import { paymentReviewNeeded } from './events.ts'
import { findProvider, openAttempt } from './open-attempt.ts'
import type { Outcome, Step } from './outcome.ts'
import type { AttemptRow } from './present-attempt.ts'
import { paymentsAttempts } from './tables.ts'
import { postUnapplied } from './unapplied.ts'

export interface CarriedOut {
  readonly outcome?: Outcome
  readonly entryId?: string
  readonly review?: string
}

/** @param amount what has moved, or for a refused refund what was to move */
export async function carryOut(
  context: CommandContext,
  attempt: AttemptRow,
  step: Step,
  amount: Money,
): Promise<CarriedOut> {
  switch (step) {
    case 'apply':
      return applyOrOwe(context, attempt, amount)
    case 'putBack': {
      const back = await context.attempt(applyPayment, intoOrder(attempt, attempt.paymentId ?? attempt.id, amount))
      if (back.ok) return { outcome: 'putBack', entryId: back.value }
      const entryId = await postUnapplied(context, attempt, amount, 'in')
      const review = 'The refund failed, and its money no longer fits the order: it is owed to the customer.'
      return { outcome: 'putBack', entryId, review: told(context, attempt, review) }
    }
    case 'takeAgain': {
      const input = { receiptId: attempt.entryId ?? '', amount: amount.toString(), currency: amount.currency }
      const reason = attempt.reason ?? 'refund'
      const again = await context.attempt(takeRefundAgain, { ...input, reason, till: attempt.till })
      if (again.ok) return { outcome: 'refunded', entryId: again.value }
      return { outcome: 'refunded', entryId: await postUnapplied(context, attempt, amount, 'out') }
    }
    case 'postReturn': {
      const entryId = await postUnapplied(context, attempt, amount, 'out')
      const payment = await context.store.getForUpdate(paymentsAttempts, attempt.paymentId ?? '')
      if (payment?.outcome === 'owed') await context.store.update(paymentsAttempts, payment, { outcome: 'returned' })
      return { outcome: 'returned', entryId }
    }
    case 'reviewReturn':
      return { review: told(context, attempt, 'The provider refused to send back what is owed to the customer.') }
    case null:
      return {}
  }
}

/** A payment pays its order where that is still due; otherwise it is owed to the customer, and sent back. */
async function applyOrOwe(context: CommandContext, attempt: AttemptRow, amount: Money): Promise<CarriedOut> {
  const applied = await context.attempt(applyPayment, intoOrder(attempt, attempt.id, amount))
  if (applied.ok) return { outcome: 'applied', entryId: applied.value }
  return oweAndReturn(context, attempt, amount)
}

/** Posts money as owed to the customer, and begins to send it back. */
export async function oweAndReturn(context: CommandContext, attempt: AttemptRow, amount: Money): Promise<CarriedOut> {
  const entryId = await postUnapplied(context, attempt, amount, 'in')
  if (!findProvider(context, attempt.provider).can.refund) {
    const review = 'The money is not due, and the provider cannot send it back: it is owed to the customer.'
    return { outcome: 'owed', entryId, review: told(context, attempt, review) }
  }
  beginReturn(context, attempt, amount)
  return { outcome: 'owed', entryId }
}

/** Begins to send back what is owed. */
export function beginReturn(context: CommandContext, payment: AttemptRow, amount: Money): void {
  const { provider, method, orderId, till, id: paymentId } = payment
  const reason = 'The order no longer owed it.'
  openAttempt(context, {
    kind: 'refund',
    provider,
    method,
    orderId,
    amount,
    paymentId,
    reason,
    till,
    expiresAt: context.now,
  })
}

const intoOrder = (attempt: AttemptRow, attemptId: string, amount: Money) => ({
  attemptId,
  orderId: attempt.orderId,
  method: attempt.method,
  amount: amount.toString(),
  currency: amount.currency,
  purpose: paymentPurposeSchema.nullable().parse(attempt.purpose),
  till: attempt.till,
})

function told(context: CommandContext, attempt: AttemptRow, reason: string): string {
  context.emit(paymentReviewNeeded, { attemptId: attempt.id, provider: attempt.provider, reason })
  return reason
}
