/** Notes that the customer did not come. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentCancelled, CommitmentUnknown } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { feeOf } from '../change-rules.ts'
import { chargeFee } from '../charge-fee.ts'
import {
  BookingStateRefused,
  BookingTimeRefused,
  BookingUnknown,
  FeeWithoutOrder,
  BookingOtherBranch,
} from '../errors.ts'
import { keepBooking } from '../keep-booking.ts'
import { bookedPrice } from '../late-terms.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'
import { releaseBooking } from '../take-session.ts'
import { unscheduleLine } from '../tie-lines.ts'

const schema = z.strictObject({
  bookingId: idText,
  reason: reasonText.optional(),
  /** Charges nothing where the terms of the service would; needs the permission bookings.waiveFee. */
  waiveFee: z.boolean().default(false),
})

export interface RecordNoShow extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordNoShow> = schema

const errors = [
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingTimeRefused, FeeWithoutOrder],
  ...[CommitmentUnknown, CommitmentCancelled],
] as const

/** From the start on. What is left of its time is free; the line waits to be scheduled again. */
export const noShow: Operation<'command', RecordNoShow, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.noShow',
  summary: 'Notes that the customer did not come, and charges what the service says.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, reason, waiveFee }) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'noShow')
    if (context.now < booking.startsAt) {
      const rule = 'have begun for a no-show'
      throw BookingTimeRefused.create({ field: 'startsAt', rule, value: booking.startsAt })
    }
    const { definition } = await serviceById(context, booking.serviceId)
    const charged = feeOf(definition.noShow, bookedPrice(booking))
    if (waiveFee && !charged.isZero()) context.demand('bookings.waiveFee', booking.branch)
    const due = waiveFee ? Money.zero(charged.currency) : charged
    await releaseBooking(context, booking)
    const fee = await chargeFee(context, booking, due, `booking ${booking.number}: nobody came`)
    const change = { state, endedAt: context.now }
    const after = await keepBooking(context, booking, change, { kind: 'noShow', reason, ...fee, former: assignments })
    await unscheduleLine(context, line, after)
    return presentBooking(after, assignments)
  },
})
