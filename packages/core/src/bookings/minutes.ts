/** Whole minutes since 1970-01-01T00:00Z, in which slots are reckoned. Pure. */
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'

const millisPerMinute = 60_000

/** The minute in which it lies. */
export const minuteOf = (instant: Instant): number => Math.floor(millisOf(instant) / millisPerMinute)

/** The first minute that does not begin before it. */
export const minuteAfter = (instant: Instant): number => Math.ceil(millisOf(instant) / millisPerMinute)

export const instantOfMinute = (minute: number): Instant => instantFromMillis(minute * millisPerMinute)
