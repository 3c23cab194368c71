/** Whom the front desk calls: who was asked and did not answer, who does not come, and who wants another time. */
import { z } from 'zod'
import {
  type Booking,
  type BookingRow,
  type BookingsSettings,
  bookingSchema,
  bookingsBookings,
  bookingsSettings,
  presentBookings,
} from '../../bookings/index.ts'
import { momentGiven } from '../../engine/given-times.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import type { Filter } from '../../storage/filter.ts'
import { present } from '../../storage/filter.ts'
import { parseInstant } from '../../values/instant.ts'
import { askedSince } from '../asked-since.ts'
import { remindersSettings } from '../settings.ts'

const schema = z.strictObject({
  /** Bookings that begin at or after this moment; from now on unless told, and never before. */
  from: momentGiven.optional(),
  /** And before this one. */
  to: momentGiven.optional(),
  /** 1 to 200; 50 unless told. A page may hold fewer although `next` says that there are more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListUnanswered extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListUnanswered> = schema

export interface UnansweredBooking {
  booking: Booking
  /** Why they are called: nothing was heard, they do not come, or they want another time. */
  why: 'unanswered' | 'declined' | 'another'
  /** Since when they are asked; null where no reminder of the service asks. */
  askedAt: string | null
}

export interface UnansweredPage {
  items: UnansweredBooking[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<UnansweredPage> = z.object({
  items: z.array(
    z.object({
      booking: bookingSchema,
      why: z.enum(['unanswered', 'declined', 'another']),
      askedAt: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

/**
 * Confirmed bookings ahead, the next first. Who gave no address or no consent could not be asked and is called as well, from the moment at which they would have been. Who said no is left out where `whenDeclined` is
 * `stays`. Statements: two.
 */
export const listUnanswered: Operation<'query', ListUnanswered, UnansweredPage> = operation({
  name: 'reminders.unanswered',
  summary: 'Bookings whose customers were asked whether they come and did not say yes.',
  kind: 'query',
  input,
  output,
  async run(context, { from, to, limit, cursor }) {
    const { store, now } = context
    const { reminders } = await context.settings(remindersSettings)
    const { whenDeclined } = await context.settings<BookingsSettings>(bookingsSettings)
    const earliest = from === undefined ? now : parseInstant(from)
    const where: Filter<BookingRow> = {
      state: 'confirmed',
      startsAt: present({
        gt: earliest > now ? undefined : now,
        gte: earliest > now ? earliest : undefined,
        lt: to === undefined ? undefined : parseInstant(to),
      }),
      anyOf: [{ answer: null }, { answer: { in: whenDeclined === 'stays' ? ['another'] : ['no', 'another'] } }],
    }
    const page = await store.page(bookingsBookings, { where, orderBy: ['startsAt', 'id'], limit, cursor })
    const called = page.items.flatMap((row) => {
      const askedAt = askedSince(row, reminders)
      // Of nobody who is asked later an answer is missing yet.
      if (row.customerId === null || (row.answer === null && (askedAt === null || askedAt > now))) return []
      return [{ row, askedAt }]
    })
    const bookings = await presentBookings(
      context,
      called.map(({ row }) => row),
    )
    const items = called.flatMap(({ row, askedAt }, place): UnansweredBooking[] => {
      const booking = bookings[place]
      if (booking === undefined) return []
      const why = row.answer === 'no' ? 'declined' : row.answer === 'another' ? 'another' : 'unanswered'
      return [{ booking, why, askedAt }]
    })
    return { items, next: page.next }
  },
})
