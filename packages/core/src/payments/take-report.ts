/** Takes a report into an attempt: one fact, the state that follows, and what the books must do, in one transaction. */
import type { CommandContext } from '../engine/context.ts'
import { millisOf } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { type AttemptState, stateAfter } from './attempt-state.ts'
import { carryOut } from './carry-out.ts'
import { PaymentAttemptUnknown, PaymentInOtherBranch } from './errors.ts'
import { paymentChanged, paymentReviewNeeded } from './events.ts'
import { graceMs, nextLook } from './next-look.ts'
import { stepFor } from './outcome.ts'
import type { AttemptRow } from './present-attempt.ts'
import { type Judged, judged, type Report, type ReportSource } from './report.ts'
import { paymentsAttempts, paymentsFacts } from './tables.ts'

/**
 * The attempt with this id, locked until the command ends.
 *
 * @throws PAYMENT_ATTEMPT_UNKNOWN, PAYMENT_IN_OTHER_BRANCH
 */
export async function lockAttempt(context: CommandContext, id: string): Promise<AttemptRow> {
  const attempt = await context.store.getForUpdate(paymentsAttempts, id)
  if (attempt === undefined) throw PaymentAttemptUnknown.create({ attempt: id })
  const { branch } = attempt
  if (branch !== context.branch) {
    throw PaymentInOtherBranch.create({ attemptId: id, branch, session: context.branch })
  }
  return attempt
}

/** Takes a report into an attempt that is locked. The same report twice moves the books once. */
export async function takeReport(
  context: CommandContext,
  attempt: AttemptRow,
  report: Report,
  source: ReportSource,
): Promise<AttemptRow> {
  const amount = Money.ofMinor(attempt.amount, attempt.currency)
  const sinceCall = attempt.calledAt === null ? null : millisOf(context.now) - millisOf(attempt.calledAt)
  const judgement = judged(report, { kind: attempt.kind, amount }, sinceCall !== null && sinceCall < graceMs)
  const { moved, sendAgain } = judgement
  const state = stateAfter(stateIn(attempt), judgement.state)
  recordFact(context, attempt, report, source, judgement)
  const ended = attempt.state === 'settled'
  // What waits for a person is written down and left alone: one of two stories is wrong, and nobody here knows which.
  const held = isHeld(attempt)
  if (judgement.review !== null && !held) {
    const { id: attemptId, provider } = attempt
    context.emit(paymentReviewNeeded, { attemptId, provider, reason: judgement.review })
  }
  const reference = attempt.reference ?? report.reference ?? null
  if (ended || held) return context.store.update(paymentsAttempts, attempt, { reference })
  if (judgement.review !== null) {
    return context.store.update(paymentsAttempts, attempt, {
      state,
      reference,
      review: judgement.review,
      reportedAmount: moved?.minor ?? null,
      reportedCurrency: moved?.currency ?? null,
      nextLookAt: null,
    })
  }
  // The reference goes in before the books move: a return that begins with them names it to the provider.
  const known = { ...attempt, reference }
  const done = await carryOut(context, known, stepFor(attempt, state), moved ?? amount)
  const looks = state === attempt.state ? attempt.looks + 1 : 0
  const after = await context.store.update(paymentsAttempts, attempt, {
    ...done,
    review: done.review ?? (state === attempt.state ? attempt.review : null),
    state,
    reference,
    presentation: report.presentation === undefined ? attempt.presentation : { ...report.presentation },
    calls: sendAgain ? 0 : attempt.calls,
    looks,
    nextLookAt: nextLook(state, looks, context.now),
  })
  announce(context, attempt, after)
  return after
}

/** Tells of an attempt that came to another state or outcome. */
export function announce(context: CommandContext, before: AttemptRow, after: AttemptRow): void {
  if (before.state === after.state && before.outcome === after.outcome) return
  const { id: attemptId, kind, orderId, state, outcome } = after
  context.emit(paymentChanged, { attemptId, kind, orderId, state, outcome })
}

/** Whether the provider spoke of another amount, and a person has not yet decided. */
export const isHeld = (attempt: AttemptRow): boolean => attempt.review !== null && attempt.reportedAmount !== null

export const stateIn = (attempt: AttemptRow): AttemptState => attempt.state as AttemptState

export function recordFact(
  context: CommandContext,
  attempt: AttemptRow,
  report: Report,
  source: ReportSource,
  { state, moved }: Pick<Judged, 'state' | 'moved'>,
): void {
  context.store.insert(paymentsFacts, {
    id: context.newId(),
    attemptId: attempt.id,
    branch: attempt.branch,
    at: context.now,
    source,
    state,
    amount: moved?.minor ?? null,
    currency: moved?.currency ?? null,
    reference: report.reference ?? null,
    note: report.reason ?? (report.state === 'absent' ? 'absent' : null),
  })
}
