/** Who could take over a part of a booking from a resource. Pure but for what it remembers. */
import { minuteOf } from '../bookings/minutes.ts'
import { placeOf } from '../bookings/places.ts'
import { poolsOf } from '../bookings/pools.ts'
import type { WeekKnown } from '../bookings/room-left.ts'
import { planSearch } from '../bookings/search/plan.ts'
import { freeInOrder } from '../bookings/search/slot-at.ts'
import type { Service } from '../bookings/services.ts'
import { slotQueries } from '../bookings/slot-query.ts'
import type { AssignmentRow, BookingRow } from '../bookings/index.ts'
import type { ResourceBook } from '../resources/index.ts'

export interface TakeOver {
  readonly booking: BookingRow
  readonly service: Service
  /** Everybody who is booked for it. */
  readonly assigned: readonly AssignmentRow[]
  /** Whose part it is. */
  readonly part: AssignmentRow
  readonly week: WeekKnown
  readonly travel: (from: string, to: string) => number
}

/** Ids, whom the service prefers first: those with whom `bookings.reassign` takes the booking, where everybody else of it still can. */
export function whoCould(book: ResourceBook, asked: TakeOver): readonly string[] {
  const { booking, service, assigned, part, week, travel } = asked
  const { definition } = service
  const requirement = definition.requirements.find(({ name }) => name === part.requirement)
  if (requirement === undefined) return []
  const known = week.resources
  const one = { ...requirement, count: 1 }
  const [pool] = poolsOf(known, booking.branch, [one], { wanted: {}, strict: true })
  if (pool === undefined) return []
  const serving = new Set(
    assigned.filter(({ requirement: name }) => name === part.requirement).map(({ resourceId }) => resourceId),
  )
  const members = pool.members.filter(({ id }) => !serving.has(id))
  const start = minuteOf(booking.startsAt)
  const place = placeOfBooking(book, booking)
  const queries = slotQueries({
    book,
    definition: { ...definition, requirements: [one] },
    pools: [{ ...pool, members }],
    ...{ known, branch: booking.branch, timeZone: booking.timeZone, travel, fullDays: [] },
    window: { from: start, to: start + 1 },
    timesOf: (id) => week.timesOf(id),
  })
  // Another room or place must be where everybody else is.
  const query = requirement.isPlace ? queries.find((there) => there.place === place) : queries[0]
  if (query === undefined) return []
  const plan = planSearch({ ...query, place })
  const [wanted] = plan.parts
  return wanted === undefined ? [] : freeInOrder(plan, wanted, start).map(({ resource }) => resource.id)
}

function placeOfBooking(book: ResourceBook, { placeId, branch }: BookingRow): string {
  const resource = placeId === null ? undefined : book.byId.get(placeId)
  return resource === undefined ? branch : placeOf(resource, (id) => book.byId.get(id)?.code)
}
