/** What a late return costs. Pure. */
import type { Instant } from '../values/instant.ts'
import { millisOf } from '../values/instant.ts'
import type { Money } from '../values/money.ts'

export interface LatePolicy {
  /** For each unit and started day. */
  readonly perDay: Money
  /** So many minutes cost nothing. */
  readonly graceMinutes: number
  /** The most that a unit costs in all; null for no limit. */
  readonly cap: Money | null
}

const millisPerMinute = 60_000
const millisPerDay = 86_400_000

/** Days of 24 hours that had begun since it was due; 0 within the grace, which makes the days beyond it no shorter. */
export function daysLate(due: Instant, back: Instant, graceMinutes: number): number {
  const late = millisOf(back) - millisOf(due)
  return late <= graceMinutes * millisPerMinute ? 0 : Math.ceil(late / millisPerDay)
}

/** The fee of so many units that were due and came back at these times. */
export function lateFee(policy: LatePolicy, quantity: number, due: Instant, back: Instant): Money {
  const fee = policy.perDay.times(BigInt(daysLate(due, back, policy.graceMinutes)))
  const capped = policy.cap !== null && fee.greaterThan(policy.cap) ? policy.cap : fee
  return capped.times(BigInt(quantity))
}
