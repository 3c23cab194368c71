/** Books a time at once. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingMembers } from '../booking-input.ts'
import { bookingErrors } from '../operation-errors.ts'
import { placeBooking } from '../place-booking.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { saysStart, startRule } from '../shapes.ts'

const schema = z.strictObject(bookingMembers).refine(saysStart, startRule)

export interface Book extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, Book> = schema

/** Books everybody and everything that a service needs, or nothing; with a line of an order, that is scheduled. */
export const book: Operation<'command', Book, Booking, (typeof bookingErrors)[number]> = operation({
  name: 'bookings.book',
  summary: 'Books a time: everybody and everything that the service needs, or nothing.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors: bookingErrors,
  run: (context, wanted) => placeBooking(context, { ...wanted, holdMinutes: null }),
})
