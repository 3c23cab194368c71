/** When to look at an attempt again, and what to do then. Pure: no I/O. */
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import type { AttemptState } from './attempt-state.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** How long one who has taken an attempt into hand keeps it to himself. */
export const claimMs = minute
/** For so long after a call a provider that knows nothing of the payment may still be about to learn of it. */
export const graceMs = 5 * minute

/** What failed may still succeed: it is looked at this long after its failure, then left to webhooks and settlement files. */
const lateLooks = [hour, 23 * hour]

export const laterBy = (now: Instant, ms: number): Instant => instantFromMillis(millisOf(now) + ms)

/**
 * The next look after `looks` of them in this state: five seconds, then twice as long each time and at most an hour, for as
 * long as nobody knows the end; null where nothing is left to find out.
 */
export function nextLook(state: AttemptState, looks: number, now: Instant): Instant | null {
  if (state === 'settled') return null
  if (state === 'pending' || state === 'unknown') {
    return laterBy(now, Math.min(5 * second * 2 ** Math.min(looks, 20), hour))
  }
  const wait = lateLooks[looks]
  return wait === undefined ? null : laterBy(now, wait)
}

/** What is to be done with an attempt: a call of the provider, closing what was never sent, or nothing. */
export type Duty = 'pay' | 'refund' | 'query' | 'cancel' | 'lapse' | 'none'

export interface Undone {
  readonly kind: string
  readonly state: string
  /** How often `pay` or `refund` was sent. */
  readonly calls: number
  readonly expiresAt: Instant
  /** Whether a person must decide before anything is done. */
  readonly held: boolean
}

export function dutyOf(attempt: Undone, now: Instant, can: { readonly cancel: boolean }): Duty {
  if (attempt.state === 'settled' || attempt.held) return 'none'
  const open = attempt.state === 'pending' || attempt.state === 'unknown'
  if (attempt.kind === 'refund') return attempt.calls === 0 && open ? 'refund' : 'query'
  const expired = now >= attempt.expiresAt
  if (attempt.calls === 0) return !open ? 'none' : expired ? 'lapse' : 'pay'
  return open && expired && can.cancel ? 'cancel' : 'query'
}
