/** Finds feeds by token or id. One statement each. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { demandIn } from '../engine/demand-in.ts'
import { CalendarFeedUnknown } from './errors.ts'
import { hashOfToken } from './feed-token.ts'
import { calendarsFeeds, type FeedRow } from './tables.ts'

/** @throws CALENDAR_FEED_UNKNOWN */
export async function feedOfToken({ store }: QueryContext, token: string): Promise<FeedRow> {
  const [feed] = await store.find(calendarsFeeds, { where: { tokenHash: hashOfToken(token) }, limit: 1 })
  if (feed === undefined || feed.closedAt !== null) throw CalendarFeedUnknown.create({ feed: 'this token' })
  return feed
}

/** The branches whose bookings a customer's feed tells. */
export const branchesOf = (feed: FeedRow): readonly string[] | 'all' =>
  (feed.branches as readonly string[] | null) ?? 'all'

/** Locked until the command ends; open, and of a branch in which the actor may do this: a customer's feed is of every branch that it tells, and who is shown its token reads them all. @throws CALENDAR_FEED_UNKNOWN, PERMISSION_MISSING */
export async function holdFeed(context: CommandContext, feedId: string, permission: string): Promise<FeedRow> {
  const feed = await context.store.getForUpdate(calendarsFeeds, feedId)
  if (feed === undefined || feed.closedAt !== null) throw CalendarFeedUnknown.create({ feed: `the id "${feedId}"` })
  if (feed.branch !== null) context.demand(permission, feed.branch)
  if (feed.customerId !== null) demandIn(context, permission, branchesOf(feed))
  return feed
}
