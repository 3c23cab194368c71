/** Books somebody else for a booking. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BookingStateRefused, BookingUnknown, BookingOtherBranch } from '../errors.ts'
import { holdWithSession } from '../hold-with-session.ts'
import { keepBooking } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { requireReasonFor, rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText } from '../shapes.ts'
import { timeOf } from '../take-again.ts'
import { lastEnd } from '../take-session.ts'
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
    const changed = await holdWithSession(context, bookingId)
    const { booking, assignments } = changed[0]
    const { sessionId, branch } = booking
    if (overbook) requireReasonFor(context, reason, branch)
    const service = await serviceById(context, booking.serviceId)
    const reference = sessionId ?? bookingId
    const time = timeOf(booking)
    const taken = await takeSlot(context, {
      ...{ service, branch, time, overbook, reference, preferred: [], replaces: [reference] },
      wanted: othersAsTheyAre(service, assignments, resources),
      expiresAt: lastEnd(changed.map((one) => one.booking)),
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
