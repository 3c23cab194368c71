/** Notes that the customer of a booking is there. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { CommandContext } from '../../engine/context.ts'
import { CommitmentUnknown } from '../../ledger/index.ts'
import { type BookingToChange, bookingToChange } from '../booking-to-change.ts'
import {
  BookingOtherBranch,
  BookingOtherDay,
  BookingRebooked,
  BookingStateRefused,
  BookingUnknown,
  DepositDue,
} from '../errors.ts'
import { keepBooking, noteLetThrough } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { requireOwnDay } from '../own-day.ts'
import { requireReasonFor } from '../place-booking.ts'
import { requireNotRebooked } from '../require-not-rebooked.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { type DepositAsked, secureDeposit } from '../secure-deposit.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'
import { takeAgain } from '../take-again.ts'
import { takeFeeBack } from '../take-fee-back.ts'
import { scheduleLine } from '../tie-lines.ts'

const schema = z.strictObject({
  bookingId: idText,
  /** Of who comes after they were noted as a no-show: books them again although what they had is taken; needs the permission bookings.overbook, and a reason. */
  overbook: z.boolean().default(false),
  /** Of the same: lets them in although another booking has their deposit by now; needs the permission bookings.withoutDeposit, and a reason. */
  withoutDeposit: z.boolean().default(false),
  reason: reasonText.optional(),
})

export interface CheckIn extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CheckIn> = schema

const errors = [
  ...takingErrors,
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, BookingOtherDay, BookingRebooked],
  ...[DepositDue, CommitmentUnknown],
] as const

/**
 * From the business day of the booking on. Who was noted as a no-show and comes late on that day after all has the time again, with others in place of
 * those who are booked by now; where nobody is free, or no seat is left, it is refused. What was charged for not coming is taken back. The deposit, which was free for other
 * bookings meanwhile, is asked for anew.
 */
export const checkIn: Operation<'command', CheckIn, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.checkIn',
  summary: 'Notes that the customer of a booking is there.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, ...asked }) {
    const held = await bookingToChange(context, bookingId, 'checkIn')
    const { booking, state, assignments } = held
    if (booking.state === 'noShow') return checkInLate(context, held, asked)
    requireOwnDay(context, booking, 'checked in', 'from')
    const change = { state, checkedInAt: context.now, endedAt: null }
    const after = await keepBooking(context, booking, change, { kind: 'checkedIn', former: assignments })
    return presentBooking(after, assignments)
  },
})

async function checkInLate(
  context: CommandContext,
  { booking, state, assignments, line }: BookingToChange,
  asked: DepositAsked & { readonly overbook: boolean },
): Promise<Booking> {
  const { overbook, reason } = asked
  await requireNotRebooked(context, booking)
  requireOwnDay(context, booking, 'checked in after a no-show', 'on')
  if (overbook) requireReasonFor(context, reason, booking.branch)
  const service = await serviceById(context, booking.serviceId)
  const { assigned, row } = await takeAgain(context, { booking, assignments, service, expiresAt: null, overbook })
  const fee = await takeFeeBack(context, booking)
  const { deposit, allowed } = await secureDeposit(context, booking, asked, booking)
  const after = await keepBooking(
    context,
    booking,
    { ...row, state, deposit, checkedInAt: context.now, endedAt: null },
    { kind: 'checkedIn', reason, allowed: row.allowed ?? null, ...fee, assigned, former: assignments },
  )
  noteLetThrough(context, after, { allowed, reason })
  await scheduleLine(context, line, after.localDate)
  return presentBooking(after, assigned ?? assignments)
}
