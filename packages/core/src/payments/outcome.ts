/** How an attempt stands in the books. Each change of the outcome is one entry, made with it. Pure: no I/O. */
import type { AttemptState } from './attempt-state.ts'

/**
 * Payments: `none` (nothing was posted), `applied` (a receipt of the order), `owed` (the money is there and is not the
 * order's: it stands in UnappliedPayments), `returned` (it was owed and has gone back).
 * Refunds: `refunded` (a refund of the order stands in the books), `putBack` (it did, and was taken back because the provider
 * refused), `none` and `returned` for money that was owed.
 */
export type Outcome = 'none' | 'applied' | 'owed' | 'returned' | 'refunded' | 'putBack'

/** What the books must do about an attempt, if anything. */
export type Step = 'apply' | 'putBack' | 'takeAgain' | 'postReturn' | 'reviewReturn' | null

/** What follows from the state that an attempt has come to. Asked again without a change, it answers null. */
export function stepFor(attempt: { readonly kind: string; readonly outcome: string }, state: AttemptState): Step {
  const { kind, outcome } = attempt
  const refused = state === 'failed' || state === 'voided'
  if (kind === 'payment') return state === 'settled' && outcome === 'none' ? 'apply' : null
  if (outcome === 'refunded') return refused ? 'putBack' : null
  if (outcome === 'putBack') return state === 'settled' ? 'takeAgain' : null
  if (outcome !== 'none') return null
  return state === 'settled' ? 'postReturn' : refused ? 'reviewReturn' : null
}
