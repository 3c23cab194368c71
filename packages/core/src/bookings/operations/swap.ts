/** Two bookings change their people or things with each other. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BookingStateRefused, BookingUnknown, SwapRefused, BookingOtherBranch } from '../errors.ts'
import { type HeldBooking, holdBookings } from '../hold-booking.ts'
import { keepBooking } from '../keep-booking.ts'
import { takingErrors } from '../operation-errors.ts'
import { othersAsTheyAre } from '../others-as-they-are.ts'
import { rowOf } from '../place-booking.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { serviceById } from '../services.ts'
import { idText, reasonText, word } from '../shapes.ts'
import { timeOf } from '../take-again.ts'
import { takeSlot } from '../take-slot.ts'

const schema = z.strictObject({
  bookings: z
    .array(idText)
    .length(2)
    .refine(([one, other]) => one !== other, 'must be two bookings'),
  /** The requirement whose resources change, of both services. */
  requirement: word,
  /** Why; never personal data. */
  reason: reasonText,
})

export interface SwapBookings extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SwapBookings> = schema

export interface SwappedBookings {
  items: Booking[]
}

const output: z.ZodType<SwappedBookings> = z.object({ items: z.array(bookingSchema) })

const errors = [...takingErrors, BookingUnknown, BookingOtherBranch, BookingStateRefused, SwapRefused] as const

/** Both or none. */
export const swap: Operation<'command', SwapBookings, SwappedBookings, (typeof errors)[number]> = operation({
  name: 'bookings.swap',
  summary: 'Two bookings change the people or things of a requirement with each other.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { bookings: ids, requirement, reason }) {
    const [one, other] = await holdBookings(context, ids, 'reassign')
    if (one === undefined || other === undefined) throw BookingUnknown.create({ bookingId: ids.join(', ') })
    if (one.booking.sessionId !== null || other.booking.sessionId !== null) {
      throw SwapRefused.create({ rule: 'be of no session: reassign its people instead' })
    }
    const own = resourcesOf(one, requirement)
    const theirs = resourcesOf(other, requirement)
    if (own.length === 0 || theirs.length === 0) {
      throw SwapRefused.create({ rule: `both have somebody for "${requirement}"` })
    }
    // The first lets go of what both had, so that each finds the other's free.
    const first = await give(one, theirs, ids)
    const second = await give(other, own, [])
    return { items: [first, second] }

    async function give(
      { booking, assignments }: HeldBooking,
      resources: readonly string[],
      replaces: readonly string[],
    ) {
      const service = await serviceById(context, booking.serviceId)
      const time = timeOf(booking)
      const { id: reference, branch, expiresAt, seats } = booking
      const wanted = othersAsTheyAre(service, assignments, { [requirement]: resources })
      const slot = { service, branch, time, wanted, reference, expiresAt, replaces, preferred: [], overbook: false }
      const taken = await takeSlot(context, slot)
      const assigned = taken.assigned.map((made) =>
        made.requirement === requirement ? { ...made, reason: 'swapped' } : made,
      )
      const row = rowOf(time, { ...taken, sessionId: null }, seats)
      const after = await keepBooking(context, booking, row, { kind: 'swapped', reason, assigned, former: assignments })
      return presentBooking(after, assigned)
    }
  },
})

const resourcesOf = ({ assignments }: HeldBooking, requirement: string): readonly string[] =>
  assignments.filter((row) => row.requirement === requirement).map(({ resourceId }) => resourceId)
