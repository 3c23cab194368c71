/** When a resource is taken, without what for. */
import { z } from 'zod'
import { claimName, readTaken } from '../../claims/index.ts'
import type { QueryContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { readCounts } from '../../rentals/index.ts'
import { type resources, ResourceUnknown } from '../../resources/index.ts'
import type { RowOf } from '../../storage/table.ts'
import { millisPerDay } from '../../values/civil-day.ts'
import { millisOf, parseInstant } from '../../values/instant.ts'
import { CalendarFeedUnknown, CalendarWindowInvalid } from '../errors.ts'
import { feedOfToken } from '../find-feed.ts'
import { findResource } from '../find-resource.ts'
import { fullTimes } from '../full-times.ts'
import { writeFreeBusy } from '../icalendar/index.ts'
import { productId } from '../product-id.ts'
import { idText, instantText, tokenText } from '../shapes.ts'

const schema = z
  .strictObject({
    /** The token of a feed of a resource. */
    token: tokenText.optional(),
    /** The id or code of a resource of a branch in which the actor may do this. */
    resource: idText.optional(),
    from: instantText,
    /** At most 400 days later. */
    to: instantText,
  })
  .refine(({ token, resource }) => (token === undefined) !== (resource === undefined), {
    message: 'must be given, or a token in its place, and not both',
    path: ['resource'],
  })

export interface ReadFreeBusy extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadFreeBusy> = schema

export interface FreeBusyAnswer {
  contentType: string
  body: string
}

const output: z.ZodType<FreeBusyAnswer> = z.object({ contentType: z.string(), body: z.string() })

const mostDays = 400

const errors = [ResourceUnknown, CalendarFeedUnknown, CalendarWindowInvalid] as const

/** Busy is when nothing of the resource is left, buffers included. Statements: the feed, the resource, its claims. */
export const freeBusy: Operation<'query', ReadFreeBusy, FreeBusyAnswer, (typeof errors)[number]> = operation({
  name: 'calendars.freeBusy',
  summary: 'When a resource is taken, in iCalendar format (VFREEBUSY), without what for.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { token, resource: named = '', ...given }) {
    const { store, now } = context
    const [from, to] = [parseInstant(given.from), parseInstant(given.to)]
    if (to <= from || millisOf(to) - millisOf(from) > mostDays * millisPerDay) {
      throw CalendarWindowInvalid.create({
        field: 'to',
        rule: `be after ${from}, by at most ${mostDays} days`,
        value: to,
      })
    }
    const feed = token === undefined ? undefined : await feedOfToken(context, token)
    if (feed !== undefined && feed.resourceId === null) {
      throw CalendarFeedUnknown.create({ feed: 'a resource by this token' })
    }
    const resource = await findResource(context, feed?.resourceId ?? named)
    if (feed === undefined) context.demand('calendars.freeBusy', resource.branch)
    const taken = await readTaken(store, [claimName(resource)], { from, to }, now)
    const bytes = writeFreeBusy({
      ...{ productId, uid: `${resource.id}@calotype`, lastModified: now, from, to },
      busy: fullTimes(taken, await capacityOf(context, resource)),
    })
    return { contentType: 'text/calendar; charset=utf-8', body: new TextDecoder().decode(bytes) }
  },
})

/** Of counted stock what its branch has of it. */
async function capacityOf(
  { store }: QueryContext,
  { itemId, serialId, branch, capacity }: RowOf<typeof resources>,
): Promise<number> {
  if (itemId === null || serialId !== null) return capacity
  return (await readCounts({ store, branch }, [itemId])).get(itemId) ?? 0
}
