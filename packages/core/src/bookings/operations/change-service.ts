/** A booking goes to another service. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { CommitmentCancelled, CommitmentUnknown } from '../../ledger/index.ts'
import { addMillis, parseInstant } from '../../values/instant.ts'
import { type BookedTime, bookedTime } from '../booked-time.ts'
import { bookingToChange } from '../booking-to-change.ts'
import { changedPrice, fallenAway } from '../changed-price.ts'
import { chargeFee } from '../charge-fee.ts'
import {
  BookingOtherBranch,
  BookingServiceSame,
  BookingStateRefused,
  BookingUnknown,
  ChangeTooLate,
  DepositDue,
  FeeWithoutOrder,
  MovedTooOften,
} from '../errors.ts'
import { keepBooking, noteLetThrough, unanswered } from '../keep-booking.ts'
import { lateFee } from '../late-terms.ts'
import { requireBackdating, requireOnTime } from '../on-time.ts'
import { takingErrors } from '../operation-errors.ts'
import { moneyOf, requireReasonFor, rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { requireMovable } from '../require-movable.ts'
import { requireSeats } from '../require-seats.ts'
import { secureDeposit } from '../secure-deposit.ts'
import { requireService, type Service, serviceById } from '../services.ts'
import { type BookingsSettings, bookingsSettings } from '../settings.ts'
import { idText, reasonText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import type { BookingRow } from '../tables.ts'
import { timeOf } from '../take-again.ts'
import { givesWay, joinOrOpenSession, leaveSession } from '../take-session.ts'
import { takeSlot } from '../take-slot.ts'
import { scheduleLine } from '../tie-lines.ts'
import { zoneRulesToken } from '../zone-rules.ts'

const schema = z
  .strictObject({
    bookingId: idText,
    /** The code or id of the service to which it goes. */
    service: idText,
    ...startMembers,
    /** Who is booked from now on and nobody in their place; those of before come first unless told. */
    resources: wantedSchema.optional(),
    /** How many seats; as many as before unless told. A service for one party has one. */
    seats: z.int().min(1).max(1000).optional(),
    /** Charges nothing where the terms would; needs the permission bookings.waiveFee. */
    waiveFee: z.boolean().default(false),
    overbook: z.boolean().default(false),
    /** Lets the deposit of the other service wait; needs the permission bookings.withoutDeposit, and a reason. */
    withoutDeposit: z.boolean().default(false),
    reason: reasonText.optional(),
  })
  .refine((given) => saysNoStart(given) || saysStart(given), startRule)

const saysNoStart = (given: { startsAt?: string | undefined; date?: string | undefined; time?: string | undefined }) =>
  given.startsAt === undefined && given.date === undefined && given.time === undefined

export interface ChangeService extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeService> = schema

const errors = [
  ...takingErrors,
  ...[BookingUnknown, BookingOtherBranch, BookingStateRefused, ChangeTooLate, MovedTooOften, FeeWithoutOrder],
  ...[DepositDue, CommitmentUnknown, CommitmentCancelled, BookingServiceSame],
] as const

/**
 * A longer shoot, other people: the booking keeps its id, its number, its customer and its line, and at the same start unless another is given everything of the other service is taken in the
 * one commit in which what it had is free. Price and deposit follow `priceOfChange`, terms are those of the other service from then on. What it costs by the terms of
 * the service it leaves: that of a late move where it moves, and that of a late cancellation of what it costs less.
 */
export const changeService: Operation<'command', ChangeService, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.changeService',
  summary: 'A booking goes to another service: it keeps its number, and its time unless another is given.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(
    context,
    { bookingId, service: wanted, resources = {}, waiveFee, overbook, withoutDeposit, reason, ...given },
  ) {
    const { booking, state, assignments, line } = await bookingToChange(context, bookingId, 'changeService')
    const { branch, number, sessionId, expiresAt } = booking
    const former = await serviceById(context, booking.serviceId)
    const service = await requireService(context, wanted)
    requireOther(booking, service, given.seats)
    const time = timeAsked(context, booking, service, given)
    const moves = time.startsAt !== booking.startsAt
    const isOver = requireChangeable(context, { booking, former, service, time, reason })
    if (overbook) requireReasonFor(context, reason, branch)

    const seats = given.seats ?? booking.seats
    requireSeats({ service, time, seats })
    const { priceOfChange } = await context.settings<BookingsSettings>(bookingsSettings)
    const money = changedPrice(priceOfChange, booking, moneyOf(context, service, time, seats))
    const { cancellation, rescheduling } = former.definition
    const movesLate = lateFee(context, booking, moves ? rescheduling.rules : [], { step: 'moved', waive: waiveFee })
    const lost = { ...booking, ...fallenAway(booking, money) }
    const costsLess = money.price < booking.price
    const dropsLate = lateFee(context, lost, costsLess ? cancellation : [], { step: 'changed', waive: waiveFee })

    const slot = {
      ...{ service, branch, time, wanted: resources, expiresAt, overbook },
      replaces: await givesWay(context, booking),
      preferred: assignments.map(({ resourceId }) => resourceId),
    }
    const taken =
      service.definition.seats > 1
        ? await joinOrOpenSession(context, { ...slot, bookingId, seats })
        : { ...(await takeSlot(context, { ...slot, reference: bookingId })), sessionId: null }
    if (sessionId !== null && sessionId !== taken.sessionId) await leaveSession(context, sessionId)
    const fee = await chargeFee(context, booking, movesLate.plus(dropsLate), `booking ${number} changed`)
    const { id: serviceId, code: serviceCode, name: serviceName } = service.row
    const secured =
      state === 'held'
        ? { deposit: money.deposit, allowed: null }
        : await secureDeposit(context, { ...booking, ...money, serviceName }, { withoutDeposit, reason }, booking)
    const after = await keepBooking(
      context,
      booking,
      {
        ...{ ...rowOf(time, taken, seats), state, serviceId, serviceCode, serviceName },
        ...{ price: money.price, deposit: secured.deposit },
        ...(moves ? { ...unanswered, moves: booking.moves + 1 } : {}),
      },
      {
        ...{ kind: 'changed', reason, ...fee, assigned: taken.assigned, former: assignments },
        allowed: taken.overbooked ? 'overbooked' : null,
      },
    )
    noteLetThrough(context, after, { allowed: isOver ? 'backdated' : null, reason })
    noteLetThrough(context, after, { allowed: secured.allowed, reason })
    if (after.state === 'confirmed') await scheduleLine(context, line, after.localDate)
    return presentBooking(after, taken.assigned)
  },
})

const millisPerMinute = 60_000

/** The time of the other service: from the start that was agreed, or from another one. */
function timeAsked(
  context: CommandContext,
  booking: BookingRow,
  { definition: { duration } }: Service,
  given: Parameters<typeof bookedTime>[0],
): BookedTime {
  const kept = { ...timeOf(booking), endsAt: addMillis(booking.startsAt, duration * millisPerMinute) }
  if (saysNoStart(given)) return kept
  const { timeZone } = context.studio.days(booking.branch)
  const time = bookedTime(given, timeZone, duration, context.resolve(zoneRulesToken))
  return parseInstant(time.startsAt) === booking.startsAt ? kept : time
}

/** Of the same service only the seats can change. @throws BOOKING_SERVICE_SAME */
function requireOther({ number, serviceId, seats: before }: BookingRow, { row }: Service, seats = before): void {
  if (row.id === serviceId && seats === before) throw BookingServiceSame.create({ number, service: row.code })
}

/** Whether it is over already, which somebody with more authority let through. @throws BOOKING_STATE_REFUSED, MOVED_TOO_OFTEN, and as requireOnTime */
function requireChangeable(
  context: CommandContext,
  asked: {
    readonly booking: BookingRow
    readonly former: Service
    readonly service: Service
    readonly time: BookedTime
    readonly reason: string | undefined
  },
): boolean {
  const { booking, former, service, time, reason } = asked
  const { branch, state } = booking
  if (time.startsAt !== booking.startsAt) {
    // Who is there already stays at the time at which they came.
    requireMovable(context, booking, former)
    return requireOnTime(context, service.definition, time, { reason, branch })
  }
  const isOver = state !== 'checkedIn' && time.endsAt <= context.now
  if (isOver) requireBackdating(context, time, { reason, branch })
  return isOver
}
