/** Closes a feed for good. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CalendarFeedUnknown } from '../errors.ts'
import { feedChanged } from '../events.ts'
import { holdFeed } from '../find-feed.ts'
import { type CalendarFeed, feedOutput, presentFeed } from '../present-feed.ts'
import { idText } from '../shapes.ts'
import { calendarsFeeds } from '../tables.ts'

const schema = z.strictObject({ feedId: idText })

export interface CloseFeed extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, CloseFeed> = schema

export const closeFeed: Operation<'command', CloseFeed, CalendarFeed, typeof CalendarFeedUnknown> = operation({
  name: 'calendars.closeFeed',
  summary: 'Closes a feed for good: its token reads nothing from then on.',
  kind: 'command',
  input,
  output: feedOutput,
  errors: [CalendarFeedUnknown],
  async run(context, { feedId }) {
    const feed = await holdFeed(context, feedId, 'calendars.closeFeed')
    const closed = await context.store.update(calendarsFeeds, feed, { closedAt: context.now })
    context.emit(feedChanged, { feedId, kind: 'closed', of: feed.of })
    return presentFeed(closed)
  },
})
