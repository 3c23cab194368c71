/** Bookings by time, state, customer, order or resource. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { isWrittenAsDay } from '../../engine/given-times.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { resourceBook } from '../../resources/index.ts'
import type { Filter } from '../../storage/filter.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { addMillis, type Instant, parseInstant } from '../../values/instant.ts'
import { localTimeToInstant } from '../../values/local-time.ts'
import { presentBookings, readAssignedTo } from '../assignments.ts'
import { inStates } from '../as-it-stands.ts'
import { bookingStates } from '../booking-state.ts'
import { type Booking, bookingSchema } from '../present-booking.ts'
import { partAfter, partBefore } from '../service-definition.ts'
import { dateText, dayOrInstantText, idText, pageMembers } from '../shapes.ts'
import { type BookingRow, bookingsBookings } from '../tables.ts'

const schema = z
  .strictObject({
    /** Bookings that begin on this day, from midnight to midnight by the clocks of the branch of the session; in place of `from` and `to`. */
    date: dateText.optional(),
    /** Bookings that begin on this local day of the branch of the session or later; or at or after this moment. */
    from: dayOrInstantText.optional(),
    /** And on this day at the latest; or before this moment. */
    to: dayOrInstantText.optional(),
    /** That stand in one of these states; all unless told. */
    states: z.array(z.enum(bookingStates)).min(1).max(bookingStates.length).optional(),
    customerId: idText.optional(),
    orderId: idText.optional(),
    serviceId: idText.optional(),
    groupId: idText.optional(),
    /** For which this resource is booked, by the id that bookings tell; from a day or a moment on, or on a day. */
    resourceId: idText.optional(),
    ...pageMembers,
  })
  .refine(({ date, from, to }) => date === undefined || (from === undefined && to === undefined), {
    message: 'must be given without from and to',
    path: ['date'],
  })
  .refine(({ resourceId, date, from }) => resourceId === undefined || date !== undefined || from !== undefined, {
    message: 'must be given, or a date in its place, where a resourceId is',
    path: ['from'],
  })

export interface ListBookings extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListBookings> = schema

export interface BookingPage {
  items: Booking[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<BookingPage> = z.object({ items: z.array(bookingSchema), next: z.string().nullable() })

/** In the order of their starts. Statements: two; of a resource, while the book of resources is known, four. */
export const list: Operation<'query', ListBookings, BookingPage> = operation({
  name: 'bookings.list',
  summary: 'Bookings of the branches at hand, by time, state, customer, order, service or resource.',
  kind: 'query',
  input,
  output,
  async run(context, { date, from, to, states, resourceId, limit, cursor, ...of }) {
    const { store, branch, studio, now } = context
    const begins = windowOf({ date, from, to }, studio.days(branch).timeZone)
    const ids = resourceId === undefined ? undefined : await bookingsOf(context, resourceId, begins)
    const where: Filter<BookingRow> = {
      ...present(of),
      ...(ids === undefined ? {} : { id: { in: ids } }),
      ...(states === undefined ? {} : inStates(states, now)),
      ...(begins.gte === undefined && begins.lt === undefined ? {} : { startsAt: present(begins) }),
    }
    const page = await store.page(bookingsBookings, { where, orderBy: ['startsAt', 'id'], limit, cursor })
    return { items: await presentBookings(context, page.items), next: page.next }
  },
})

type Begins = { readonly gte: Instant | undefined; readonly lt: Instant | undefined }

/** Which bookings that begin then have a part of this resource. Two statements while the book of resources is known. */
async function bookingsOf(context: QueryContext, resourceId: string, { gte, lt }: Begins): Promise<readonly string[]> {
  // Units of the stock need not be resources.
  const unit = { id: resourceId, branch: context.branch, itemId: null, serialId: null }
  const known = (await resourceBook(context)).byId.get(resourceId) ?? unit
  const startsAt = {
    gte: gte === undefined ? undefined : addMillis(gte, -partBefore * millisPerMinute),
    lt: lt === undefined ? undefined : addMillis(lt, partAfter * millisPerMinute),
  }
  const assigned = await readAssignedTo(context.store, [known], { startsAt: present(startsAt) })
  return [...new Set(assigned.map(({ bookingId }) => bookingId))]
}

const millisPerMinute = 60_000

/** From which moment on, and before which one, the bookings that are asked for begin. Pure. */
function windowOf(
  {
    date,
    from,
    to,
  }: { readonly date?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): Begins {
  const midnight = (day: string) => localTimeToInstant(day, '00:00', timeZone)
  const [first, last] = [date ?? from, date ?? to]
  const begin = (given: string) => (isWrittenAsDay(given) ? midnight(given) : parseInstant(given))
  const end = (given: string) => (isWrittenAsDay(given) ? midnight(addDays(given, 1)) : parseInstant(given))
  return { gte: first === undefined ? undefined : begin(first), lt: last === undefined ? undefined : end(last) }
}
