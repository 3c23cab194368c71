/** Gives a feed another token. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { CalendarFeedUnknown } from '../errors.ts'
import { feedChanged } from '../events.ts'
import { hashOfToken, newToken } from '../feed-token.ts'
import { holdFeed } from '../find-feed.ts'
import { type OpenedFeed, openedFeed } from '../present-feed.ts'
import { idText } from '../shapes.ts'
import { calendarsFeeds } from '../tables.ts'

const schema = z.strictObject({ feedId: idText })

export interface RenewFeed extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RenewFeed> = schema

/**
 * The former token reads nothing from then on. A customer's feed is renewed by who has the permission in every branch that it tells;
 * others open another. A repeated idempotency key is answered `ANSWER_SHOWN_ONCE`.
 */
export const renewFeed: Operation<'command', RenewFeed, OpenedFeed, typeof CalendarFeedUnknown> = operation({
  name: 'calendars.renewFeed',
  summary: 'Gives a feed another token, which is shown this once; the former one is worth nothing.',
  kind: 'command',
  input,
  output: openedFeed,
  secrets: ['token'],
  errors: [CalendarFeedUnknown],
  async run(context, { feedId }) {
    const feed = await holdFeed(context, feedId, 'calendars.renewFeed')
    const token = newToken()
    await context.store.update(calendarsFeeds, feed, { tokenHash: hashOfToken(token), renewedAt: context.now })
    context.emit(feedChanged, { feedId, kind: 'renewed', of: feed.of })
    return { feedId, token }
  },
})
