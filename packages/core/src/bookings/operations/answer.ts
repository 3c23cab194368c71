/** Notes what a customer answered who was asked whether they come. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { parseInstant } from '../../values/instant.ts'
import { Money } from '../../values/money.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type BookingToChange, bookingToChange } from '../booking-to-change.ts'
import { cancelBooking } from '../cancel-booking.ts'
import { lateCharge } from '../change-rules.ts'
import {
  AnswerOutdated,
  BookingOtherBranch,
  BookingStateRefused,
  BookingTimeRefused,
  BookingUnknown,
} from '../errors.ts'
import { keepBooking } from '../keep-booking.ts'
import { bookedPrice, minutesBefore } from '../late-terms.ts'
import { type Booking, type BookingAnswer, bookingAnswers, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { type BookingsSettings, bookingsSettings } from '../settings.ts'
import { idText, instantText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  bookingId: idText,
  /** That they come, that they do not, or that they want another time. */
  answer: z.enum(bookingAnswers),
  /** The start about which they were asked: an answer about a time from which the booking was moved is refused. */
  startsAt: instantText.optional(),
  /** Why, in a few words; never personal data. */
  reason: reasonText.optional(),
})

export interface AnswerBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AnswerBooking> = schema

const errors = [
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingTimeRefused, AnswerOutdated],
] as const

const kinds: Readonly<Record<BookingAnswer, string>> = { yes: 'saidYes', no: 'saidNo', another: 'wantsOther' }

/**
 * By who was called, or by the host's page to which a message led. The last answer counts; the same one again changes nothing. What becomes of a booking whose customer does not come says
 * `whenDeclined`. An answer is about the time at which it was given: who is moved is asked anew.
 */
export const answer: Operation<'command', AnswerBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.answer',
  summary: 'Notes whether the customer of a booking comes, does not, or wants another time.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, answer: given, startsAt: asked, reason }) {
    const held = await bookingToChange(context, bookingId, 'answer')
    const { booking, state, assignments } = held
    const { number, startsAt } = booking
    if (asked !== undefined && parseInstant(asked) !== startsAt) {
      throw AnswerOutdated.create({ number, asked, startsAt })
    }
    if (startsAt <= context.now) {
      throw BookingTimeRefused.create({ field: 'startsAt', rule: 'be ahead for an answer', value: startsAt })
    }
    if (booking.answer === given) return presentBooking(booking, assignments)
    const change = { state, answer: given, answeredAt: context.now }
    const after = await keepBooking(context, booking, change, { kind: kinds[given], reason, former: assignments })
    if (given !== 'no' || !(await isLetGo(context, held))) return presentBooking(after, assignments)
    return cancelBooking(context, { ...held, booking: after }, { due: Money.zero(after.currency), reason })
  },
})

/** Whether a booking whose customer does not come is cancelled by itself: only where that costs nothing, and nobody has to let it through. */
async function isLetGo(context: CommandContext, { booking }: BookingToChange): Promise<boolean> {
  const { whenDeclined } = await context.settings<BookingsSettings>(bookingsSettings)
  if (whenDeclined !== 'cancels') return false
  const { definition } = await serviceById(context, booking.serviceId)
  const { fee, refused } = lateCharge(definition.cancellation, minutesBefore(context, booking), bookedPrice(booking))
  return fee.isZero() && !refused
}
