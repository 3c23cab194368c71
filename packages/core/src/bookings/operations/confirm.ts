/** Confirms what was held. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { BookingStateRefused, BookingUnknown, SlotTaken, BookingOtherBranch } from '../errors.ts'
import { keepBooking } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText } from '../shapes.ts'
import { takeAgain } from '../take-again.ts'
import { scheduleLine } from '../tie-lines.ts'

const schema = z.strictObject({ bookingId: idText })

export interface ConfirmBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ConfirmBooking> = schema

const errors = [...takingErrors, BookingUnknown, BookingOtherBranch, BookingStateRefused, SlotTaken] as const

/**
 * A hold that stands keeps whom it has. One that is over takes its time anew, with the same people where they are free and others where not, or is
 * refused with `SLOT_TAKEN`: it never takes what somebody else was promised meanwhile.
 */
export const confirm: Operation<'command', ConfirmBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.confirm',
  summary: 'Confirms a hold; one that is over takes its time anew, if that is still free.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId }) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'confirm')
    const service = await serviceById(context, booking.serviceId)
    const { assigned, row } = await takeAgain(context, { booking, assignments, service, expiresAt: null })
    const after = await keepBooking(
      context,
      booking,
      { ...row, state, expiresAt: null, endedAt: null },
      { kind: 'confirmed', assigned, former: assignments },
    )
    await scheduleLine(context, line, after.localDate)
    return presentBooking(after, assigned ?? assignments)
  },
})
