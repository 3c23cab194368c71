/** Walks along the occasions of the days to come, the next first. */
import type { QueryContext } from '../engine/context.ts'
import { decodeCursor, encodeCursor } from '../storage/cursor.ts'
import type { Filter } from '../storage/filter.ts'
import type { OrderBy } from '../storage/port.ts'
import type { RowOf } from '../storage/table.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { OccasionStretch } from './occasion-days.ts'
import { customersOccasions } from './tables.ts'

type OccasionRow = RowOf<typeof customersOccasions>

/** An occasion on the day on which it is kept next. */
export interface UpcomingOccasion {
  readonly on: CalendarDate
  readonly row: OccasionRow
}

const members = ['on', 'dayKey', 'customerId', 'kind', 'date'] as const
const order: readonly OrderBy[] = members.map((column) => ({ column, direction: 'asc' }))

type Place = readonly [on: string, dayKey: string, customerId: string, kind: string, date: string]

const placeOf = ({ on, row }: UpcomingOccasion): Place => [on, row.dayKey, row.customerId, row.kind, row.date]

function compare(one: Place, other: Place): number {
  const at = one.findIndex((value, place) => value !== other[place])
  if (at < 0) return 0
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

/** A page in the order of the days; one statement a stretch, of which there are six at most. Reads no more than a page of each. */
export async function readUpcoming(
  context: Pick<QueryContext, 'store'>,
  stretches: readonly OccasionStretch[],
  { kinds, limit, cursor }: { kinds: readonly string[] | undefined; limit: number; cursor: string | undefined },
): Promise<{ readonly items: readonly UpcomingOccasion[]; readonly next: string | null }> {
  const after = cursor === undefined ? undefined : (decodeCursor(order, cursor).map(String) as unknown as Place)
  const found: UpcomingOccasion[] = []
  for (const stretch of stretches) {
    const where =
      after === undefined ? { dayKey: { gte: stretch.first, lte: stretch.last } } : filterAfter(stretch, after)
    if (where === undefined) continue
    const rows = await context.store.find(customersOccasions, {
      where: kinds === undefined ? where : { allOf: [where, { kind: { in: kinds } }] },
      orderBy: ['dayKey', 'customerId', 'kind', 'date'],
      limit: limit + 1,
    })
    for (const row of rows) {
      const on = stretch.dateOf.get(row.dayKey)
      if (on !== undefined) found.push({ on, row })
    }
  }
  const ranked = found.sort((one, other) => compare(placeOf(one), placeOf(other)))
  const items = ranked.slice(0, limit)
  const last = items.at(-1)
  return { items, next: ranked.length > limit && last !== undefined ? encodeCursor(order, placeOf(last)) : null }
}

/** What of a stretch comes after a place: the rest of its day, and the days that follow. Undefined where nothing does. */
function filterAfter(
  stretch: OccasionStretch,
  [on, dayKey, customerId, kind, date]: Place,
): Filter<OccasionRow> | undefined {
  const ahead = [...stretch.dateOf]
    .filter(([key, day]) => day > on || (day === on && key >= dayKey))
    .map(([key]) => key)
  const [first] = ahead
  if (first === undefined) return undefined
  const rest: Filter<OccasionRow> = { dayKey: { gte: first, lte: stretch.last } }
  if (!stretch.dateOf.has(dayKey)) return rest
  const further: Filter<OccasionRow>[] = [
    { dayKey: { gt: dayKey } },
    { customerId: { gt: customerId } },
    { customerId, kind: { gt: kind } },
    { customerId, kind, date: { gt: date } },
  ]
  return { allOf: [rest, { anyOf: further }] }
}
