/** The time of a rental: what it may be, and how buffers widen it. Pure. */
import type { Window } from '../claims/index.ts'
import { addMillis, type Instant, millisOf, parseInstant } from '../values/instant.ts'
import { RentalPeriodInvalid } from './errors.ts'

const millisPerMinute = 60_000
const millisPerDay = 86_400_000
const longestDays = 366
const farthestDays = 5 * 366

/**
 * A half-open stretch of time, in canonical form.
 *
 * @throws RENTAL_PERIOD_INVALID, INSTANT_MALFORMED, INSTANT_OUT_OF_RANGE
 */
export function windowOf(given: { readonly from: string; readonly to: string }, field = 'to'): Window {
  const from = parseInstant(given.from)
  const to = parseInstant(given.to)
  if (from >= to) throw RentalPeriodInvalid.create({ field, rule: `be after from, ${from}`, value: to })
  if (millisOf(to) - millisOf(from) > longestDays * millisPerDay) {
    throw RentalPeriodInvalid.create({ field, rule: `be at most ${longestDays} days after from, ${from}`, value: to })
  }
  return { from, to }
}

/** The same for what is to come: it is not over, and begins within five years. @throws as windowOf */
export function periodAhead(given: { readonly from: string; readonly to: string }, now: Instant, field = 'to'): Window {
  const window = windowOf(given, field)
  if (window.to <= now) throw RentalPeriodInvalid.create({ field, rule: `be after now, ${now}`, value: window.to })
  const farthest = addMillis(now, farthestDays * millisPerDay)
  if (window.from > farthest) {
    throw RentalPeriodInvalid.create({ field: 'from', rule: `be ${farthest} at the latest`, value: window.from })
  }
  return window
}

export const plusMinutes = (at: Instant, minutes: number): Instant => addMillis(at, minutes * millisPerMinute)

/** With preparation before and cleaning after it. */
export const widened = (
  { from, to }: Window,
  { prepareMinutes, cleanMinutes }: { readonly prepareMinutes: number; readonly cleanMinutes: number },
): Window => ({ from: plusMinutes(from, -prepareMinutes), to: plusMinutes(to, cleanMinutes) })
