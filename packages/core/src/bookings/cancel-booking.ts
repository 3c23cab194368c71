/** Ends a booking that is cancelled: what it had is free, and what that costs is charged. */
import type { CommandContext } from '../engine/context.ts'
import type { Money } from '../values/money.ts'
import type { BookingToChange } from './booking-to-change.ts'
import { chargeFee } from './charge-fee.ts'
import { keepBooking } from './keep-booking.ts'
import { type Booking, presentBooking } from './present-booking.ts'
import { releaseBooking } from './take-session.ts'
import { unscheduleLine } from './tie-lines.ts'

/** Statements: those of releasing, charging and keeping it, and of its line. @throws FEE_WITHOUT_ORDER, and as chargeFee */
export async function cancelBooking(
  context: CommandContext,
  { booking, assignments, line }: BookingToChange,
  { due, reason }: { readonly due: Money; readonly reason: string | undefined },
): Promise<Booking> {
  await releaseBooking(context, booking)
  const fee = await chargeFee(context, booking, due, `booking ${booking.number} cancelled`)
  const change = { state: 'cancelled', endedAt: context.now, expiresAt: null }
  const happened = { kind: 'cancelled', reason, ...fee, former: assignments }
  const after = await keepBooking(context, booking, change, happened)
  await unscheduleLine(context, line, after)
  return presentBooking(after, assignments)
}
