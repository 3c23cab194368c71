/** Bookings by time, state, customer, order or resource. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { Filter } from '../../storage/filter.ts'
import { present } from '../../storage/filter.ts'
import { parseInstant } from '../../values/instant.ts'
import { presentBookings } from '../assignments.ts'
import { bookingStates } from '../booking-state.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { idText, instantText, pageMembers } from '../shapes.ts'
import { type BookingRow, bookingsBookings } from '../tables.ts'

const schema = z.strictObject({
  /** Bookings that begin at or after this moment. */
  from: instantText.optional(),
  /** And before this one. */
  to: instantText.optional(),
  /** In one of these states; all unless told. */
  states: z.array(z.enum(bookingStates)).min(1).max(bookingStates.length).optional(),
  customerId: idText.optional(),
  orderId: idText.optional(),
  serviceId: idText.optional(),
  groupId: idText.optional(),
  ...pageMembers,
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
  async run({ store }, { from, to, states, limit, cursor, ...of }) {
    const where: Filter<BookingRow> = {
      ...present(of),
      ...(states === undefined ? {} : { state: { in: states } }),
      ...(from === undefined && to === undefined
        ? {}
        : {
            startsAt: present({
              gte: from === undefined ? undefined : parseInstant(from),
              lt: to === undefined ? undefined : parseInstant(to),
            }),
          }),
    }
    const page = await store.page(bookingsBookings, { where, orderBy: ['startsAt', 'id'], limit, cursor })
    return { items: await presentBookings(store, page.items), next: page.next }
  },
})
