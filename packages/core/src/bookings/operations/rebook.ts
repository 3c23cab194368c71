/** Books again what was cancelled, over or missed. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { holdTime } from '../end-holds.ts'
import { BookingOtherBranch, BookingRebooked, BookingStateRefused, BookingUnknown } from '../errors.ts'
import { holdMinutesOf } from '../hold-minutes.ts'
import { keepBooking } from '../keep-booking.ts'
import { bookingErrors } from '../operation-errors.ts'
import { placeBooking } from '../place-booking.ts'
import { requireNotRebooked } from '../require-not-rebooked.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { idText, noteText, reasonText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import { releaseBooking } from '../take-session.ts'

const schema = z
  .strictObject({
    bookingId: idText,
    ...startMembers,
    /** Who is booked and nobody in their place; those of the booking that was cancelled come first unless told. */
    resources: wantedSchema.optional(),
    /** As many as before unless told. */
    seats: z.int().min(1).max(1000).optional(),
    /** The line that it is for, where it is no longer that of before. */
    orderId: idText.optional(),
    orderLineId: idText.optional(),
    /** Holds the time for so many minutes, to be confirmed, in place of booking it at once. */
    holdMinutes: z.int().min(1).max(10_080).optional(),
    note: noteText.optional(),
    overbook: z.boolean().default(false),
    /** Books although the deposit is not paid; needs the permission bookings.withoutDeposit, and a reason. */
    withoutDeposit: z.boolean().default(false),
    reason: reasonText.optional(),
  })
  .refine(saysStart, startRule)
  .refine(({ orderId, orderLineId }) => orderLineId === undefined || orderId !== undefined, {
    message: 'must come with the orderId of its order',
    path: ['orderLineId'],
  })

export interface RebookBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RebookBooking> = schema

const errors = [...bookingErrors, BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingRebooked] as const

/**
 * A new booking of the same service as it is offered now, at its price of the new time, with the customer, the order, the line and the note of the former one, and its people where they
 * are free. What was paid in advance on the order counts for its deposit, less what the former one cost. Once: afterwards it is the new one that can be booked again.
 */
export const rebook: Operation<'command', RebookBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.rebook',
  summary: 'Books again what was cancelled, over or missed, for its customer and its order.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, holdMinutes: minutes, orderId, orderLineId, note, seats, ...given }) {
    const { booking, state, assignments } = await bookingToChange(context, bookingId, 'rebook')
    await requireNotRebooked(context, booking)
    // A hold that is over, and of which nobody noted it.
    const isNoted = booking.state === state
    if (!isNoted) await releaseBooking(context, booking)
    const of =
      orderId === undefined
        ? { orderId: booking.orderId ?? undefined, orderLineId: booking.orderLineId ?? undefined }
        : { orderId, orderLineId }
    const wanted = {
      ...{ ...given, ...of, service: booking.serviceId, rebooks: bookingId, source: 'counter' as const },
      customerId: booking.customerId ?? undefined,
      seats: seats ?? booking.seats,
      note: note ?? booking.note ?? undefined,
      preferred: assignments.map(({ resourceId }) => resourceId),
    }
    const next =
      minutes === undefined
        ? await placeBooking(context, { ...wanted, holdMinutes: null })
        : await holdTime(context, {
            ...wanted,
            holdMinutes: await holdMinutesOf(context, wanted.service, { field: 'holdMinutes', minutes }),
          })
    await keepBooking(
      context,
      booking,
      { state, rebookedAs: next.id, ...(isNoted ? {} : { endedAt: context.now }) },
      { kind: 'rebooked', reason: given.reason, former: assignments },
    )
    return next
  },
})
