/** Notes that the customer of a booking is there. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BookingStateRefused, BookingUnknown, BookingOtherBranch } from '../errors.ts'
import { holdBooking } from '../hold-booking.ts'
import { keepBooking } from '../keep-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({ bookingId: idText })

export interface CheckIn extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CheckIn> = schema

const errors = [BookingUnknown, BookingOtherBranch, BookingStateRefused] as const

/** Also of who came late after all: the booking of a no-show is open again, without claiming anybody. */
export const checkIn: Operation<'command', CheckIn, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.checkIn',
  summary: 'Notes that the customer of a booking is there.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId }) {
    const { booking, state, assignments } = await holdBooking(context, bookingId, 'checkIn')
    const change = { state, checkedInAt: context.now, endedAt: null }
    const after = await keepBooking(context, booking, change, { kind: 'checkedIn', former: assignments })
    return presentBooking(after, assignments)
  },
})
