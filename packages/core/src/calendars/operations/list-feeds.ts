/** The feeds of a studio. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type CalendarFeed, feedOutput, presentFeed } from '../present-feed.ts'
import { calendarsFeeds } from '../tables.ts'

const schema = z.strictObject({
  /** Also those that are closed. */
  closed: z.boolean().default(false),
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
})

export interface ListFeeds extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListFeeds> = schema

export interface FeedPage {
  items: CalendarFeed[]
  /** Where the next page begins; null after the last one. */
  next: string | null
}

const output: z.ZodType<FeedPage> = z.object({ items: z.array(feedOutput), next: z.string().nullable() })

/** Those of the branches in which the actor may list them, and of customers, the oldest first. One statement. */
export const feeds: Operation<'query', ListFeeds, FeedPage> = operation({
  name: 'calendars.feeds',
  summary: 'The feeds that are open, without their tokens, the oldest first.',
  kind: 'query',
  input,
  output,
  async run(context, { closed, limit, cursor }) {
    const branches = context.branchesWith('calendars.feeds')
    const page = await context.store.page(calendarsFeeds, {
      where: {
        ...(closed ? {} : { closedAt: null }),
        ...(branches === 'all' ? {} : { anyOf: [{ branch: { in: branches } }, { branch: null }] }),
      },
      orderBy: ['id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentFeed), next: page.next }
  },
})
