/** Cron patterns of recurring jobs, by the clock on the studio's wall. Pure. */
import { Cron } from 'croner'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'

/** Why a pattern is none, or never comes; undefined where it is good. */
export function cronFault(pattern: string): string | undefined {
  try {
    return new Cron(pattern, { paused: true }).nextRun() === null ? 'it never comes' : undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The next time of a pattern after `now`, in a time zone; the end of time where there is none. */
export function nextTime(pattern: string, timeZone: string, now: Instant): Instant {
  const next = new Cron(pattern, { timezone: timeZone, paused: true }).nextRun(new Date(millisOf(now)))
  return next === null ? '9999-12-31T23:59:59.999Z' : instantFromMillis(next.getTime())
}
