/** What the terms of a service say of a change so late, and whether it may be done. */
import type { CommandContext } from '../engine/context.ts'
import { millisOf } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { lateCharge } from './change-rules.ts'
import { ChangeTooLate } from './errors.ts'
import type { LateRule } from './service-definition.ts'
import type { BookingRow } from './tables.ts'

const millisPerMinute = 60_000

/** The price of a booking. */
export const priceOf = ({ price, currency }: BookingRow): Money => Money.ofMinor(price, currency)

/**
 * The fee of a change now. With `waive` there is none.
 *
 * @throws CHANGE_TOO_LATE, PERMISSION_MISSING
 */
export function lateFee(
  context: CommandContext,
  booking: BookingRow,
  rules: readonly LateRule[],
  { step, waive }: { readonly step: string; readonly waive: boolean },
): Money {
  const price = priceOf(booking)
  if (booking.state === 'held') return Money.zero(price.currency)
  const minutes = (millisOf(booking.startsAt) - millisOf(context.now)) / millisPerMinute
  const { fee, refused, within } = lateCharge(rules, minutes, price)
  if (refused && !context.may('bookings.ignoreTerms', booking.branch)) {
    throw ChangeTooLate.create({ number: booking.number, step, within: within ?? 0 })
  }
  if (!waive || fee.isZero()) return fee
  context.demand('bookings.waiveFee', booking.branch)
  return Money.zero(price.currency)
}
