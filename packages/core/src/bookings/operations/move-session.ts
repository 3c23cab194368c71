/** Moves a session to another time, with everybody who has a seat in it. */
import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { holdLines } from '../../orders/index.ts'
import { VersionConflict } from '../../storage/errors.ts'
import { isStillOpen } from '../as-it-stands.ts'
import { bookedTime } from '../booked-time.ts'
import { BookingOtherBranch, BookingStateRefused, SessionUnknown } from '../errors.ts'
import { type HeldBooking, holdBookings } from '../hold-booking.ts'
import { keepBooking, noteLetThrough, unanswered } from '../keep-booking.ts'
import { requireOnTime } from '../on-time.ts'
import { takingErrors } from '../operation-errors.ts'
import { requireReasonFor, rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText, saysStart, startMembers, startRule, wantedSchema } from '../shapes.ts'
import { type BookingRow, bookingsBookings } from '../tables.ts'
import { holdSession, lastEnd, seatsClaimed } from '../take-session.ts'
import { takeSlot } from '../take-slot.ts'
import { holdLineOf, scheduleLine } from '../tie-lines.ts'
import { zoneRulesToken } from '../zone-rules.ts'

const schema = z
  .strictObject({
    sessionId: idText,
    ...startMembers,
    /** Who serves it at the new time and nobody in their place; those of the old time come first unless told. */
    resources: wantedSchema.optional(),
    overbook: z.boolean().default(false),
    /** Why; never personal data. */
    reason: reasonText,
  })
  .refine(saysStart, startRule)

export interface MoveSession extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, MoveSession> = schema

export interface MovedSession {
  sessionId: string
  items: Booking[]
}

const output: z.ZodType<MovedSession> = z.object({ sessionId: z.string(), items: z.array(bookingSchema) })

const errors = [...takingErrors, SessionUnknown, BookingOtherBranch, BookingStateRefused] as const

/**
 * All of them or none: each booking keeps its id, its number and its seats, and holds end when they would. It is the studio that moves it, so it costs nobody anything
 * and does not count as one of the moves that the terms allow. What they answered counts no more.
 */
export const moveSession: Operation<'command', MoveSession, MovedSession, (typeof errors)[number]> = operation({
  name: 'bookings.moveSession',
  summary: 'Moves a session to another time with everybody who has a seat in it.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { sessionId, resources = {}, overbook, reason, ...start }) {
    const held = await holdSeated(context, sessionId)
    const [first] = held
    if (first === undefined) throw SessionUnknown.create({ sessionId })
    const { branch, serviceId } = first.booking
    const service = await serviceById(context, serviceId)
    const { timeZone } = context.studio.days(branch)
    const time = bookedTime(start, timeZone, service.definition.duration, context.resolve(zoneRulesToken))
    const isOver = requireOnTime(context, service.definition, time, { reason, branch })
    if (overbook) requireReasonFor(context, reason, branch)
    const also = held.map(({ booking: { id: bookingId, seats, expiresAt } }) =>
      seatsClaimed({ bookingId, seats, expiresAt, time }, sessionId),
    )
    const taken = await takeSlot(context, {
      ...{ service, branch, time, wanted: resources, overbook, reference: sessionId, also },
      preferred: first.assignments.map(({ resourceId }) => resourceId),
      expiresAt: lastEnd(held.map(({ booking }) => booking)),
      replaces: [sessionId, ...held.map(({ booking }) => booking.id)],
    })
    const items: Booking[] = []
    for (const { booking, state, assignments } of held) {
      const after = await keepBooking(
        context,
        booking,
        { ...rowOf(time, { ...taken, sessionId }, booking.seats), ...unanswered, state },
        {
          ...{ kind: 'moved', reason, assigned: taken.assigned, former: assignments },
          allowed: taken.overbooked ? 'overbooked' : null,
        },
      )
      noteLetThrough(context, after, { allowed: isOver ? 'backdated' : null, reason })
      if (after.state === 'confirmed') await scheduleLine(context, await holdLineOf(context, after), after.localDate)
      items.push(presentBooking(after, taken.assigned))
    }
    return { sessionId, items }
  },
})

/** Everybody who has a seat, with the orders of their lines: from here on nobody joins or leaves. @throws BOOKING_OTHER_BRANCH, BOOKING_STATE_REFUSED */
async function holdSeated(context: CommandContext, sessionId: string): Promise<readonly HeldBooking[]> {
  const before = await seatedOf(context, sessionId)
  if (before.length === 0) return []
  const lines = new Map(
    before.flatMap(({ orderId, orderLineId }) =>
      orderId === null || orderLineId === null ? [] : [[orderLineId, { orderId, lineId: orderLineId }]],
    ),
  )
  if (lines.size > 0) await holdLines(context, [...lines.values()])
  const held = await holdBookings(
    context,
    before.map(({ id }) => id),
    'move',
  )
  await holdSession(context, sessionId)
  const seated = new Set((await seatedOf(context, sessionId)).map(({ id }) => id))
  const isSame = seated.size === held.length && held.every(({ booking }) => seated.has(booking.id))
  // Somebody joined meanwhile: begun anew, they are moved as well.
  if (!isSame) throw VersionConflict.create({ table: bookingsBookings.name, key: sessionId, expected: 0 })
  return held
}

/** Bookings with a seat: a hold that is over has none. One statement. */
async function seatedOf({ store, now }: CommandContext, sessionId: string): Promise<readonly BookingRow[]> {
  const rows = await store.find(bookingsBookings, { where: { sessionId, isOpen: true }, orderBy: ['id'], limit: 'all' })
  return rows.filter((row) => isStillOpen(row, now))
}
