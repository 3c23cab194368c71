/** What the terms of a service say of a change so late, and whether it may be done. */
import type { CommandContext } from '../engine/context.ts'
import { millisOf } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { type BookedPrice, lateCharge } from './change-rules.ts'
import { ChangeTooLate } from './errors.ts'
import type { LateRule } from './service-definition.ts'
import type { BookingRow } from './tables.ts'

const millisPerMinute = 60_000

type Priced = Pick<BookingRow, 'number' | 'branch' | 'state' | 'startsAt' | 'price' | 'deposit' | 'currency'>

/** The price of a booking, and its deposit. */
export const bookedPrice = ({ price, deposit, currency }: Priced): BookedPrice => ({
  price: Money.ofMinor(price, currency),
  deposit: Money.ofMinor(deposit, currency),
})

/** How many minutes are left until it begins. */
export const minutesBefore = ({ now }: CommandContext, { startsAt }: Pick<BookingRow, 'startsAt'>): number =>
  (millisOf(startsAt) - millisOf(now)) / millisPerMinute

/**
 * The fee of a change now. With `waive` there is none.
 *
 * @throws CHANGE_TOO_LATE, PERMISSION_MISSING
 */
export function lateFee(
  context: CommandContext,
  booking: Priced,
  rules: readonly LateRule[],
  { step, waive }: { readonly step: string; readonly waive: boolean },
): Money {
  if (booking.state === 'held') return Money.zero(booking.currency)
  const { fee, refused, within } = lateCharge(rules, minutesBefore(context, booking), bookedPrice(booking))
  if (refused && !context.may('bookings.ignoreTerms', booking.branch)) {
    throw ChangeTooLate.create({ number: booking.number, step, within: within ?? 0 })
  }
  if (!waive || fee.isZero()) return fee
  context.demand('bookings.waiveFee', booking.branch)
  return Money.zero(booking.currency)
}
