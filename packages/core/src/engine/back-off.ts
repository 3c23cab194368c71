/** When to try again what failed. Pure. */
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'

const longestMs = 5 * 60_000

/** One second after the first failure, four times as long after each further one, five minutes at most. */
export function retryAfter(failures: number, now: Instant): Instant {
  return instantFromMillis(millisOf(now) + Math.min(1000 * 4 ** (failures - 1), longestMs))
}

export function later(now: Instant, ms: number): Instant {
  return instantFromMillis(millisOf(now) + ms)
}
