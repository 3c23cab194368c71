/** Confirms what was held. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentUnknown } from '../../ledger/index.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { BookingStateRefused, BookingUnknown, DepositDue, SlotTaken, BookingOtherBranch } from '../errors.ts'
import { keepBooking, noteLetThrough } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { secureDeposit } from '../secure-deposit.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'
import { takeAgain } from '../take-again.ts'
import { scheduleLine } from '../tie-lines.ts'

const schema = z.strictObject({
  bookingId: idText,
  /** Confirms it although its deposit is not paid; needs the permission bookings.withoutDeposit, and a reason. */
  withoutDeposit: z.boolean().default(false),
  /** Why; never personal data. */
  reason: reasonText.optional(),
})

export interface ConfirmBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ConfirmBooking> = schema

const errors = [
  ...takingErrors,
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, SlotTaken, DepositDue, CommitmentUnknown],
] as const

/**
 * A hold that stands keeps whom it has. One that is over takes its time anew, with the same people where they are free and others where not, or is
 * refused with `SLOT_TAKEN`: it never takes what somebody else was promised meanwhile. Its deposit is paid on its order before.
 */
export const confirm: Operation<'command', ConfirmBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.confirm',
  summary: 'Confirms a hold; one that is over takes its time anew, if that is still free.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, ...asked }) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'confirm')
    const service = await serviceById(context, booking.serviceId)
    const { assigned, row } = await takeAgain(context, { booking, assignments, service, expiresAt: null })
    const { deposit, allowed } = await secureDeposit(context, booking, asked, booking)
    const after = await keepBooking(
      context,
      booking,
      { ...row, state, deposit, expiresAt: null, endedAt: null },
      { kind: 'confirmed', assigned, former: assignments },
    )
    noteLetThrough(context, after, { allowed, reason: asked.reason })
    await scheduleLine(context, line, after.localDate)
    return presentBooking(after, assigned ?? assignments)
  },
})
