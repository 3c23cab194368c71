/** Holds a time for somebody who has not paid yet. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingMembers } from '../booking-input.ts'
import { holdTime } from '../end-holds.ts'
import { holdMinutesOf } from '../hold-minutes.ts'
import { bookingErrors } from '../operation-errors.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { saysStart, startRule } from '../shapes.ts'

const { withoutDeposit: _withoutDeposit, ...members } = bookingMembers

const schema = z
  .strictObject({
    ...members,
    /** For how long; as the service says unless told, and no longer. */
    minutes: z.int().min(1).max(10_080).optional(),
  })
  .refine(saysStart, startRule)

export interface HoldTime extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, HoldTime> = schema

/** The hold ends by itself: nobody has to let it go, and what it held is free from then on. */
export const hold: Operation<'command', HoldTime, Booking, (typeof bookingErrors)[number]> = operation({
  name: 'bookings.hold',
  summary: 'Holds a time for some minutes, until it is confirmed or over.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors: bookingErrors,
  async run(context, { minutes, ...wanted }) {
    const holdMinutes = await holdMinutesOf(context, wanted.service, { field: 'minutes', minutes })
    return holdTime(context, { ...wanted, holdMinutes })
  },
})
