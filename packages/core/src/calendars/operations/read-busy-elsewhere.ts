/** When a resource is busy by calendars of others. */
import { z } from 'zod'
import { claimName, claims, claimsIn } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { ResourceUnknown } from '../../resources/index.ts'
import { millisPerDay } from '../../values/civil-day.ts'
import { millisOf, parseInstant } from '../../values/instant.ts'
import { CalendarWindowInvalid } from '../errors.ts'
import { findResource } from '../find-resource.ts'
import { idText, instantText } from '../shapes.ts'
import { calendarsSources, calendarsTitles } from '../source-tables.ts'

const schema = z.strictObject({
  /** The id or code of a resource of a branch in which the actor may do this. */
  resource: idText,
  from: instantText,
  /** At most 400 days later. */
  to: instantText,
})

export interface ReadBusyElsewhere extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadBusyElsewhere> = schema

const shape = z.object({
  from: z.string(),
  to: z.string(),
  sourceId: z.string(),
  /** What the studio calls the calendar. */
  source: z.string(),
  /** Null where the source keeps no titles, or the event has none or is private. */
  title: z.string().nullable(),
})

export interface BusyElsewhere extends z.output<typeof shape> {}
export interface BusyElsewhereList {
  readonly items: BusyElsewhere[]
}

const output: z.ZodType<BusyElsewhereList> = z.object({ items: z.array(shape) })

const mostDays = 400

const errors = [ResourceUnknown, CalendarWindowInvalid] as const

/** A source that keeps titles tells its events one by one, others what they come to. Statements: the resource, its sources, their claims, and titles where they are kept. */
export const busyElsewhere: Operation<'query', ReadBusyElsewhere, BusyElsewhereList, (typeof errors)[number]> =
  operation({
    name: 'calendars.busyElsewhere',
    summary: 'When a resource is busy by calendars of others, by which, and with what where titles are kept.',
    kind: 'query',
    input,
    output,
    errors,
    async run(context, { resource: named, ...given }) {
      const { store } = context
      const [from, to] = [parseInstant(given.from), parseInstant(given.to)]
      if (to <= from || millisOf(to) - millisOf(from) > mostDays * millisPerDay) {
        const rule = `be after ${from}, by at most ${mostDays} days`
        throw CalendarWindowInvalid.create({ field: 'to', rule, value: to })
      }
      const resource = await findResource(context, named)
      context.demand('calendars.busyElsewhere', resource.branch)
      const sources = await store.find(calendarsSources, {
        where: { resourceId: resource.id, endedAt: null },
        limit: 'all',
      })
      const byId = new Map(sources.map((source) => [source.id, source]))
      const titled = sources.filter(({ keepsTitles }) => keepsTitles).map(({ id }) => id)
      const times = await store.find(claims, {
        where: { ...claimsIn([claimName(resource)], { from, to }), kind: 'import' },
        limit: 'all',
      })
      const events =
        titled.length === 0
          ? []
          : await store.find(calendarsTitles, {
              where: { sourceId: { in: titled }, endsAt: { gt: from }, startsAt: { lt: to } },
              limit: 'all',
            })
      const told = new Set(events.map(({ sourceId }) => sourceId))
      const items = [
        ...times
          .filter(({ reference }) => !told.has(reference))
          .map(({ reference, startsAt, endsAt }) => ({ sourceId: reference, startsAt, endsAt, title: null })),
        ...events,
      ].map(({ sourceId, startsAt, endsAt, title }) => ({
        ...{ from: startsAt, to: endsAt, sourceId },
        ...{ source: byId.get(sourceId)?.name ?? '', title },
      }))
      return { items: items.sort((one, other) => compare(one.from, other.from) || compare(one.to, other.to)) }
    },
  })

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
