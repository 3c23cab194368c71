/** Opens a calendar that others may read. */
import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { ResourceUnknown } from '../../resources/index.ts'
import { feedChanged } from '../events.ts'
import { hashOfToken, newToken } from '../feed-token.ts'
import { findResource } from '../find-resource.ts'
import { feedKinds, type OpenedFeed, openedFeed } from '../present-feed.ts'
import { idText, line } from '../shapes.ts'
import { calendarsFeeds } from '../tables.ts'

const schema = z
  .strictObject({
    /** Whose bookings it tells. */
    of: z.enum(feedKinds),
    /** The id or code of the resource, or the id of the branch or customer. The branch at hand unless told. */
    id: idText.optional(),
    /** What readers show as the name of the calendar: else the code of the resource or the name of the branch. */
    name: line(100).optional(),
  })
  .refine(({ of, id }) => of === 'branch' || id !== undefined, { message: 'must say which one', path: ['id'] })

export interface OpenFeed extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, OpenFeed> = schema

const errors = [ResourceUnknown, BranchUnknown, CustomerUnknown] as const

/**
 * A customer's calendar tells the bookings of the branches in which its opener has the permission.
 * The token is in this answer and nowhere else; a repeated idempotency key is answered `ANSWER_SHOWN_ONCE`.
 */
export const openFeed: Operation<'command', OpenFeed, OpenedFeed, (typeof errors)[number]> = operation({
  name: 'calendars.openFeed',
  summary: 'Opens a calendar of a resource, branch or customer to whoever has its token, which is shown this once.',
  kind: 'command',
  input,
  output: openedFeed,
  secrets: ['token'],
  errors,
  async run(context, { of, id = context.branch, name = null }) {
    const whose = await whoseFeed(context, of, id)
    const token = newToken()
    const { now: createdAt } = context
    const { id: feedId } = context.store.insert(calendarsFeeds, {
      ...{ id: context.newId(), of, ...whose, name, tokenHash: hashOfToken(token) },
      ...{ createdAt, renewedAt: createdAt, closedAt: null },
    })
    context.emit(feedChanged, { feedId, kind: 'opened', of })
    return { feedId, token }
  },
})

/** @throws RESOURCE_UNKNOWN, BRANCH_UNKNOWN, CUSTOMER_UNKNOWN, PERMISSION_MISSING */
async function whoseFeed(context: CommandContext, of: (typeof feedKinds)[number], id: string) {
  const { studio, tenant } = context
  if (of === 'customer') {
    const customer = await holdCustomer(context, id)
    const reach = context.branchesWith('calendars.openFeed')
    return { branch: null, resourceId: null, customerId: customer.id, branches: reach === 'all' ? null : [...reach] }
  }
  if (of === 'resource') {
    const resource = await findResource(context, id)
    context.demand('calendars.openFeed', resource.branch)
    return { branch: resource.branch, resourceId: resource.id, customerId: null, branches: null }
  }
  if (!studio.hasBranch(id)) throw BranchUnknown.create({ tenant, branch: id, known: studio.branches })
  context.demand('calendars.openFeed', id)
  return { branch: id, resourceId: null, customerId: null, branches: null }
}
