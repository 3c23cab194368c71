/** Finds what was agreed by local time, and by the rules of today falls on another instant. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { resourceBook, resourcesTimeOff } from '../resources/index.ts'
import { addMillis, millisOf } from '../values/instant.ts'
import type { ZoneRules } from '../values/zone-rules.ts'
import { isStillOpen } from './as-it-stands.ts'
import { keptDays, keptStart } from './kept-local-time.ts'
import { bookingsBookings } from './tables.ts'

export interface MovedInstant {
  kind: 'booking' | 'timeOff'
  id: string
  /** Of a booking. */
  number: string | null
  /** The code of the resource that is off. */
  resource: string | null
  state: string
  /** What was agreed. */
  local: { date: string; time: string; timeZone: string }
  /** What is kept, and claimed. */
  startsAt: string
  endsAt: string
  /** When that is by the rules of today; null where the clocks jump over it. */
  falls: { startsAt: string; endsAt: string } | null
  /** The edition by which a booking was reckoned. */
  zoneEdition: string | null
}

const times = { startsAt: z.string(), endsAt: z.string() }

export const movedInstantSchema: z.ZodType<MovedInstant> = z.object({
  kind: z.enum(['booking', 'timeOff']),
  id: z.string(),
  number: z.string().nullable(),
  resource: z.string().nullable(),
  state: z.string(),
  local: z.object({ date: z.string(), time: z.string(), timeZone: z.string() }),
  ...times,
  falls: z.object(times).nullable(),
  zoneEdition: z.string().nullable(),
})

interface Asked {
  readonly limit: number
  readonly cursor?: string | undefined
}

interface Found {
  readonly moved: MovedInstant[]
  /** The bookings that were looked at and stand where they were. */
  readonly standing: readonly string[]
  readonly next: string | null
}

/** States in which a booking is still to come. */
const toCome = ['held', 'confirmed']

/** One page of the bookings that were reckoned by another edition. One statement. */
export async function movedBookings(
  { store, now }: QueryContext | CommandContext,
  rules: ZoneRules,
  { limit, cursor }: Asked,
): Promise<Found> {
  const page = await store.page(bookingsBookings, {
    where: { isOpen: true, state: { in: toCome }, startsAt: { gt: now }, zoneEdition: { ne: rules.edition } },
    orderBy: ['startsAt'],
    limit,
    cursor,
  })
  const moved: MovedInstant[] = []
  const standing: string[] = []
  for (const row of page.items) {
    if (!isStillOpen(row, now)) continue
    const startsAt = keptStart(row, rules)
    if (startsAt === row.startsAt) {
      standing.push(row.id)
      continue
    }
    const by = startsAt === null ? 0 : millisOf(startsAt) - millisOf(row.startsAt)
    moved.push({
      ...{ kind: 'booking', id: row.id, number: row.number, resource: null, state: row.state },
      local: { date: row.localDate, time: row.localTime, timeZone: row.timeZone },
      ...{ startsAt: row.startsAt, endsAt: row.endsAt },
      falls: startsAt === null ? null : { startsAt, endsAt: addMillis(row.endsAt, by) },
      zoneEdition: row.zoneEdition,
    })
  }
  return { moved, standing, next: page.next }
}

/** One page of the days off that are not over, of whom one may see. Two statements while the book of resources is known. */
export async function movedDays(
  context: QueryContext | CommandContext,
  rules: ZoneRules,
  { limit, cursor }: Asked,
): Promise<Found> {
  const { store, now, actor } = context
  const book = await resourceBook(context)
  const branches = context.branchesWith('resources.timeOffOfOthers')
  const seen = book.resources.filter(
    ({ branch, personId }) => personId === actor || branches === 'all' || branches.includes(branch),
  )
  const page = await store.page(resourcesTimeOff, {
    where: {
      state: { in: ['requested', 'approved'] },
      endsAt: { gt: now },
      firstDay: { ne: null },
      resourceId: { in: seen.map(({ id }) => id) },
    },
    orderBy: ['startsAt'],
    limit,
    cursor,
  })
  const moved = page.items.flatMap((row): MovedInstant[] => {
    const { firstDay, lastDay, startsAt, endsAt } = row
    const resource = book.byId.get(row.resourceId)
    if (resource === undefined || firstDay === null || lastDay === null) return []
    const { timeZone, code } = resource
    const falls = keptDays({ firstDay, lastDay }, timeZone, rules)
    if (falls?.from === startsAt && falls.to === endsAt) return []
    return [
      {
        ...{ kind: 'timeOff', id: row.id, number: null, resource: code, state: row.state },
        local: { date: firstDay, time: '00:00', timeZone },
        ...{ startsAt, endsAt },
        falls: falls === null ? null : { startsAt: falls.from, endsAt: falls.to },
        zoneEdition: null,
      },
    ]
  })
  return { moved, standing: [], next: page.next }
}
