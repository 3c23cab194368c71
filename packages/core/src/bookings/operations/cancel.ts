/** Cancels a booking. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentCancelled, CommitmentUnknown } from '../../ledger/index.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { BookingStateRefused, BookingUnknown, ChangeTooLate, FeeWithoutOrder, BookingOtherBranch } from '../errors.ts'
import { lateFee } from '../late-terms.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  bookingId: idText,
  /** Why, in a few words; never personal data. */
  reason: reasonText.optional(),
  /** Charges nothing where the terms of the service would; needs the permission bookings.waiveFee. */
  waiveFee: z.boolean().default(false),
})

export interface CancelBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CancelBooking> = schema

const errors = [
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, ChangeTooLate, FeeWithoutOrder],
  ...[CommitmentUnknown, CommitmentCancelled],
] as const

/** What it had is free at once. A fee by the terms of the service is charged with its order. */
export const cancel: Operation<'command', CancelBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.cancel',
  summary: 'Cancels a booking: what it had is free, and a late cancellation costs what the service says.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, reason, waiveFee }) {
    const held = await bookingToChange(context, bookingId, 'cancel')
    const { definition } = await serviceById(context, held.booking.serviceId)
    const due = lateFee(context, held.booking, definition.cancellation, { step: 'cancelled', waive: waiveFee })
    return cancelBooking(context, held, { due, reason })
  },
})
