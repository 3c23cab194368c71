/** Books several times together. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingMembers } from '../booking-input.ts'
import { bookingErrors } from '../operation-errors.ts'
import { placeBooking } from '../place-booking.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { saysStart, startRule } from '../shapes.ts'
import { holdBookers } from '../who-books.ts'

const schema = z.strictObject({
  /** Booked in this order: each counts against those after it. */
  bookings: z.array(z.strictObject(bookingMembers).refine(saysStart, startRule)).min(1).max(50),
})

export interface BookTogether extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BookTogether> = schema

export interface BookedTogether {
  groupId: string
  items: Booking[]
}

const output: z.ZodType<BookedTogether> = z.object({ groupId: z.string(), items: z.array(bookingSchema) })

/** All of them or none: the make-up trial, the shoot and the fitting of one wedding. */
export const bookTogether: Operation<'command', BookTogether, BookedTogether, (typeof bookingErrors)[number]> =
  operation({
    name: 'bookings.bookTogether',
    summary: 'Books several times together, all of them or none.',
    kind: 'command',
    input,
    output,
    errors: bookingErrors,
    async run(context, { bookings }) {
      const groupId = context.newId()
      await holdBookers(context, bookings)
      const items: Booking[] = []
      for (const wanted of bookings) {
        items.push(await placeBooking(context, { ...wanted, holdMinutes: null, groupId }))
      }
      return { groupId, items }
    },
  })
