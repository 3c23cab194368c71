/** Bookings by time, state, customer, order or resource. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { Filter } from '../../storage/filter.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { type Instant, parseInstant } from '../../values/instant.ts'
import { localTimeToInstant } from '../../values/local-time.ts'
import { presentBookings } from '../assignments.ts'
import { inStates } from '../as-it-stands.ts'
import { bookingStates } from '../booking-state.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { dateText, idText, instantText, pageMembers } from '../shapes.ts'
import { type BookingRow, bookingsBookings } from '../tables.ts'

const schema = z
  .strictObject({
    /** Bookings that begin on this day, from midnight to midnight by the clocks of the branch of the session; in place of `from` and `to`. */
    date: dateText.optional(),
    /** Bookings that begin at or after this moment. */
    from: instantText.optional(),
    /** And before this one. */
    to: instantText.optional(),
    /** That stand in one of these states; all unless told. */
    states: z.array(z.enum(bookingStates)).min(1).max(bookingStates.length).optional(),
    customerId: idText.optional(),
    orderId: idText.optional(),
    serviceId: idText.optional(),
    groupId: idText.optional(),
    ...pageMembers,
  })
  .refine(({ date, from, to }) => date === undefined || (from === undefined && to === undefined), {
    message: 'must be given without from and to',
    path: ['date'],
  })

export interface ListBookings extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListBookings> = schema

export interface BookingPage {
  items: Booking[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<BookingPage> = z.object({ items: z.array(bookingSchema), next: z.string().nullable() })

/** In the order of their starts. Statements: two. */
export const list: Operation<'query', ListBookings, BookingPage> = operation({
  name: 'bookings.list',
  summary: 'Bookings of the branches at hand, by time, state, customer, order or service.',
  kind: 'query',
  input,
  output,
  async run(context, { date, from, to, states, limit, cursor, ...of }) {
    const { store, branch, studio, now } = context
    const begins = windowOf({ date, from, to }, studio.days(branch).timeZone)
    const where: Filter<BookingRow> = {
      ...present(of),
      ...(states === undefined ? {} : inStates(states, now)),
      ...(begins.gte === undefined && begins.lt === undefined ? {} : { startsAt: present(begins) }),
    }
    const page = await store.page(bookingsBookings, { where, orderBy: ['startsAt', 'id'], limit, cursor })
    return { items: await presentBookings(context, page.items), next: page.next }
  },
})

/** From which moment on, and before which one, the bookings that are asked for begin. Pure. */
function windowOf(
  {
    date,
    from,
    to,
  }: { readonly date?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): { readonly gte: Instant | undefined; readonly lt: Instant | undefined } {
  if (date === undefined) {
    return {
      gte: from === undefined ? undefined : parseInstant(from),
      lt: to === undefined ? undefined : parseInstant(to),
    }
  }
  const midnight = (day: string) => localTimeToInstant(day, '00:00', timeZone)
  return { gte: midnight(date), lt: midnight(addDays(date, 1)) }
}
