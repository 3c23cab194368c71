/** What comes next. */
import { z } from 'zod'
import {
  type AssignmentRow,
  bookingsBookings,
  inStates,
  openBookingStates,
  readAssignedTo,
} from '../../bookings/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { resourceBook } from '../../resources/index.ts'
import { present } from '../../storage/filter.ts'
import { type BookingEntry, bookingEntry, bookingEntrySchema } from '../entries.ts'
import { readBooked } from '../read-booked.ts'
import { branchAsked, idText } from '../resources-asked.ts'

const schema = z.strictObject({
  /** That of the session unless told. */
  branch: z.string().min(1).max(40).optional(),
  /** Those for which it is booked. */
  resourceId: idText.optional(),
  customerId: idText.optional(),
  serviceId: idText.optional(),
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListUpcoming extends z.input<typeof schema> {}

export interface UpcomingPage {
  items: BookingEntry[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const input: z.ZodType<z.output<typeof schema>, ListUpcoming> = schema
const output: z.ZodType<UpcomingPage> = z.object({ items: z.array(bookingEntrySchema), next: z.string().nullable() })

const errors = [BranchUnknown] as const

/** Statements: two, and one for a resource. */
export const upcoming: Operation<'query', ListUpcoming, UpcomingPage, (typeof errors)[number]> = operation({
  name: 'agenda.upcoming',
  summary: 'The bookings and holds of a branch that begin next.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { branch: asked, resourceId, limit, cursor, ...of }) {
    const { store, now } = context
    const { branch, timeZone } = branchAsked(context, 'agenda.upcoming', asked)
    const own = resourceId === undefined ? undefined : await openAssignments(context, resourceId)
    const ids = own === undefined ? {} : { id: { in: [...new Set(own.map(({ bookingId }) => bookingId))] } }
    const page = await store.page(bookingsBookings, {
      where: {
        ...present(of),
        ...ids,
        branch,
        startsAt: { gte: now },
        allOf: [inStates(openBookingStates, now)],
      },
      orderBy: ['startsAt', 'id'],
      limit,
      cursor,
    })
    const booked = await readBooked(store, page.items)
    const items = page.items.flatMap((row) => bookingEntry(row, booked.get(row.id) ?? [], timeZone) ?? [])
    return { items, next: page.next }
  },
})

/** What of a resource is to come. Two statements while the book of resources is known. */
async function openAssignments(context: QueryContext, resourceId: string): Promise<readonly AssignmentRow[]> {
  const { store, now } = context
  const known = (await resourceBook(context)).byId.get(resourceId)
  const of = known === undefined ? [] : [known]
  return readAssignedTo(store, of, { isOpen: true, busyTo: { gte: now } })
}
