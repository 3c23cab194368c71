/** Moves a booking to another time. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentCancelled, CommitmentUnknown } from '../../ledger/index.ts'
import { bookedTime } from '../booked-time.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { chargeFee } from '../charge-fee.ts'
import {
  BookingStateRefused,
  BookingUnknown,
  ChangeTooLate,
  FeeWithoutOrder,
  MovedTooOften,
  BookingOtherBranch,
} from '../errors.ts'
import { keepBooking, noteLetThrough, unanswered } from '../keep-booking.ts'
import { lateFee } from '../late-terms.ts'
import { requireOnTime } from '../on-time.ts'
import { takingErrors } from '../operation-errors.ts'
import { requireReasonFor, rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { requireMovable } from '../require-movable.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import { givesWay, joinOrOpenSession, leaveSession } from '../take-session.ts'
import { takeSlot } from '../take-slot.ts'
import { scheduleLine } from '../tie-lines.ts'
import { zoneRulesToken } from '../zone-rules.ts'

const schema = z
  .strictObject({
    bookingId: idText,
    ...startMembers,
    /** Who is booked at the new time and nobody in their place; those of the old time come first unless told. */
    resources: wantedSchema.optional(),
    /** Charges nothing where the terms of the service would; needs the permission bookings.waiveFee. */
    waiveFee: z.boolean().default(false),
    overbook: z.boolean().default(false),
    reason: reasonText.optional(),
  })
  .refine(saysStart, startRule)

export interface MoveBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, MoveBooking> = schema

const errors = [
  ...takingErrors,
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, ChangeTooLate, MovedTooOften, FeeWithoutOrder],
  ...[CommitmentUnknown, CommitmentCancelled],
] as const

/** The booking keeps its id, its number and its price; what it had is free at the same moment. */
export const move: Operation<'command', MoveBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.move',
  summary: 'Moves a booking to another time: it keeps its number, and what it had is free.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, resources = {}, waiveFee, overbook, reason, ...start }) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'move')
    const service = await serviceById(context, booking.serviceId)
    const { definition } = service
    const { branch, number, sessionId, expiresAt, seats } = booking
    const { timeZone } = context.studio.days(branch)
    const time = bookedTime(start, timeZone, definition.duration, context.resolve(zoneRulesToken))
    const isOver = requireOnTime(context, definition, time, { reason, branch })
    if (overbook) requireReasonFor(context, reason, branch)
    requireMovable(context, booking, service)
    const due = lateFee(context, booking, definition.rescheduling.rules, { step: 'moved', waive: waiveFee })
    const slot = {
      ...{ service, branch, time, wanted: resources, expiresAt, overbook },
      replaces: await givesWay(context, booking),
      preferred: assignments.map(({ resourceId }) => resourceId),
    }
    const taken =
      sessionId === null
        ? { ...(await takeSlot(context, { ...slot, reference: bookingId })), sessionId: null }
        : await joinOrOpenSession(context, { ...slot, bookingId, seats })
    if (sessionId !== null && sessionId !== taken.sessionId) await leaveSession(context, sessionId)
    const fee = await chargeFee(context, booking, due, `booking ${number} moved`)
    const after = await keepBooking(
      context,
      booking,
      { ...rowOf(time, taken, seats), ...unanswered, state, moves: booking.moves + 1 },
      {
        ...{ kind: 'moved', reason, ...fee, assigned: taken.assigned, former: assignments },
        allowed: taken.overbooked ? 'overbooked' : null,
      },
    )
    noteLetThrough(context, after, { allowed: isOver ? 'backdated' : null, reason })
    if (after.state === 'confirmed') await scheduleLine(context, line, after.localDate)
    return presentBooking(after, taken.assigned)
  },
})
