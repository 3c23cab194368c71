/** When a message is sent, tried again, or no more. Pure. */
import { addMillis, type Instant } from '../values/instant.ts'
import { afterQuietHours, type QuietHours } from './quiet-hours.ts'

export interface Wanted {
  /** Not before. */
  readonly at: Instant
  /** After this moment it is of no use. */
  readonly notAfter: Instant | null
  /** Sent in quiet hours as well. */
  readonly urgent: boolean
}

/** When it goes out, or that it comes too late. */
export type Plan = { readonly at: Instant } | 'expired'

export function planSending(wanted: Wanted, quiet: QuietHours | null, timeZone: string): Plan {
  const at = wanted.urgent ? wanted.at : afterQuietHours(wanted.at, quiet, timeZone)
  return wanted.notAfter !== null && at > wanted.notAfter ? 'expired' : { at }
}

const second = 1000
const longestWait = 3600 * second

/**
 * When to try again after the `attempts`-th failure: after half a minute, then four times as long each time, an hour at most;
 * or after as long as the channel asks for, where that is more.
 */
export function nextTry(attempts: number, now: Instant, askedMs = 0): Instant {
  const wait = Math.min(30 * second * 4 ** Math.min(attempts - 1, 10), longestWait)
  return addMillis(now, Math.max(wait, Math.min(askedMs, 24 * longestWait)))
}
