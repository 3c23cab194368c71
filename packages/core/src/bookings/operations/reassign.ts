/** Books somebody else for a booking. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BookingStateRefused, BookingUnknown, BookingOtherBranch } from '../errors.ts'
import { holdBooking, holdBookings } from '../hold-booking.ts'
import { keepBooking } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { requireReasonFor, rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'
import { bookingsBookings } from '../tables.ts'
import { timeOf } from '../take-again.ts'
import { holdSession } from '../take-session.ts'
import { takeSlot } from '../take-slot.ts'
import { othersAsTheyAre } from '../others-as-they-are.ts'

const schema = z.strictObject({
  bookingId: idText,
  /** Who is booked from now on, by requirement of the service; the others stay. An empty list leaves the choice to the rules. */
  resources: z.record(z.string().min(1).max(60), z.array(idText).max(20)),
  /** Why; never personal data. */
  reason: reasonText,
  overbook: z.boolean().default(false),
})

export interface ReassignBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReassignBooking> = schema

const errors = [...takingErrors, BookingUnknown, BookingOtherBranch, BookingStateRefused] as const

/** The time stays; who no longer serves it is free. The seats of a session share its people, so they change for all of them. */
export const reassign: Operation<'command', ReassignBooking, Booking, (typeof errors)[number]> = operation({
  name: 'bookings.reassign',
  summary: 'Books other people or things for a booking, with a reason; its time stays.',
  kind: 'command',
  input,
  output: bookingSchema,
  errors,
  async run(context, { bookingId, resources, reason, overbook }) {
    const { booking, assignments } = await holdBooking(context, bookingId, 'reassign')
    const { sessionId, branch } = booking
    if (overbook) requireReasonFor(context, reason, branch)
    const service = await serviceById(context, booking.serviceId)
    // Who joins meanwhile would get the people of before.
    if (sessionId !== null) await holdSession(context, sessionId)
    const together =
      sessionId === null
        ? []
        : await context.store.find(bookingsBookings, {
            where: { sessionId, isOpen: true },
            orderBy: ['id'],
            limit: 'all',
          })
    const others = together.map(({ id }) => id).filter((id) => id !== bookingId)
    const changed = [
      { booking, assignments },
      ...(others.length === 0 ? [] : await holdBookings(context, others, 'reassign')),
    ]
    const reference = sessionId ?? bookingId
    const isHeld = changed.every((one) => one.booking.expiresAt !== null)
    const ends = changed.map((one) => one.booking.expiresAt ?? '').sort()
    const time = timeOf(booking)
    const taken = await takeSlot(context, {
      ...{ service, branch, time, overbook, reference, preferred: [], replaces: [reference] },
      wanted: othersAsTheyAre(service, assignments, resources),
      expiresAt: isHeld ? (ends.at(-1) ?? null) : null,
    })
    const allowed = taken.overbooked ? 'overbooked' : null
    let own = booking
    for (const one of changed) {
      const row = rowOf(time, { ...taken, sessionId }, one.booking.seats)
      const happened = { kind: 'reassigned', reason, allowed, assigned: taken.assigned, former: one.assignments }
      const after = await keepBooking(context, one.booking, row, happened)
      if (after.id === bookingId) own = after
    }
    return presentBooking(own, taken.assigned)
  },
})
