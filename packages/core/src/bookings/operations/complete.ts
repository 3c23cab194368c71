/** Notes that a booking took place. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { BookingOtherDay, BookingStateRefused, BookingUnknown, BookingOtherBranch } from '../errors.ts'
import { keepBooking } from '../keep-booking.ts'
import { requireOwnDay } from '../own-day.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { idText } from '../shapes.ts'
import { shootLine } from '../tie-lines.ts'

const schema = z.strictObject({ bookingId: idText })

export interface CompleteBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CompleteBooking> = schema

const errors = [BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingOtherDay] as const

/** From its business day on. The line of its order is shot with it, once no other booking of the line is open. What it claimed stays taken: that time is past. */
export const complete: Operation<'command', CompleteBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.complete',
  summary: 'Notes that a booking took place; the line of its order is shot with the last of its bookings.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId }) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'complete')
    requireOwnDay(context, booking, 'completed', 'from')
    const change = { state, endedAt: context.now }
    const after = await keepBooking(context, booking, change, { kind: 'completed', former: assignments })
    await shootLine(context, line, after)
    return presentBooking(after, assignments)
  },
})
