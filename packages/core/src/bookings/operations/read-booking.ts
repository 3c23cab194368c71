/** A booking with everything that happened to it. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { asItStands } from '../as-it-stands.ts'
import { readAssignments } from '../assignments.ts'
import { BookingUnknown } from '../errors.ts'
import { type Booking, bookingSchema, presentBooking } from '../present-booking.ts'
import { idText } from '../shapes.ts'
import { bookingsBookings, bookingsEvents } from '../tables.ts'

const schema = z.strictObject({ bookingId: idText })

export interface ReadBooking extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadBooking> = schema

export interface BookingEvent {
  kind: string
  at: string
  actor: string
  state: string
  startsAt: string
  endsAt: string
  fee: string
  reason: string | null
  allowed: string | null
}

export interface BookingWithHistory extends Booking {
  events: BookingEvent[]
}

const output: z.ZodType<BookingWithHistory> = z.intersection(
  bookingSchema,
  z.object({
    events: z.array(
      z.object({
        kind: z.string(),
        at: z.string(),
        actor: z.string(),
        state: z.string(),
        startsAt: z.string(),
        endsAt: z.string(),
        fee: z.string(),
        reason: z.string().nullable(),
        allowed: z.string().nullable(),
      }),
    ),
  }),
)

const errors = [BookingUnknown] as const

/** Statements: three. */
export const booking: Operation<'query', ReadBooking, BookingWithHistory, (typeof errors)[number]> = operation({
  name: 'bookings.booking',
  summary: 'A booking, who is booked for it, and everything that happened to it.',
  kind: 'query',
  input,
  output,
  errors,
  async run({ store, now }, { bookingId }) {
    const row = await store.get(bookingsBookings, bookingId)
    if (row === undefined) throw BookingUnknown.create({ bookingId })
    const assigned = await readAssignments(store, [bookingId])
    const facts = await store.find(bookingsEvents, { where: { bookingId }, orderBy: ['id'], limit: 'all' })
    const events = facts.map(({ kind, at, actor, state, startsAt, endsAt, fee, currency, reason, allowed }) => ({
      ...{ kind, at, actor, state, startsAt, endsAt, reason, allowed },
      fee: Money.ofMinor(fee, currency).toString(),
    }))
    return { ...presentBooking(asItStands(row, now), assigned.get(bookingId) ?? []), events }
  },
})
