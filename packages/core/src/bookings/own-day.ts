/** What belongs to the business day of a booking. */
import type { CommandContext } from '../engine/context.ts'
import { BookingOtherDay } from './errors.ts'
import type { BookingRow } from './tables.ts'

/**
 * That it is the business day of the booking by the clocks and the cut-off of its branch, or, with `from`, a later one.
 *
 * @throws BOOKING_OTHER_DAY
 */
export function requireOwnDay(
  { studio, businessDate: today }: CommandContext,
  { branch, number, startsAt }: BookingRow,
  step: string,
  rule: 'from' | 'on',
): void {
  const day = studio.days(branch).dateOf(startsAt)
  if (rule === 'from' ? today >= day : today === day) return
  throw BookingOtherDay.create({ number, step, day, today, rule })
}
