/** Who was erased is told to nobody, and their calendar makes nobody busy. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { erasingPerson } from '../engine/house/index.ts'
import { feedChanged } from './events.ts'
import { endSourceFor } from './hold-source.ts'
import { calendarsSources } from './source-tables.ts'
import { calendarsFeeds } from './tables.ts'

/** Their feeds are closed: whoever has the token, the person or others, reads nothing from then on. */
export const forgetPeople: Hook = on(erasingPerson, async (context, { kind, id }) => {
  if (kind === 'customer') await closeFeeds(context, { customerId: id })
  if (kind !== 'resource') return
  await closeFeeds(context, { resourceId: id })
  const where = { resourceId: id, endedAt: null }
  for (const source of await context.store.findForUpdate(calendarsSources, { where, orderBy: ['id'], limit: 'all' })) {
    await endSourceFor(context, source)
  }
})

async function closeFeeds(
  context: CommandContext,
  whose: { readonly customerId: string } | { readonly resourceId: string },
): Promise<void> {
  const { store, now } = context
  const where = { ...whose, closedAt: null }
  for (const feed of await store.findForUpdate(calendarsFeeds, { where, orderBy: ['id'], limit: 'all' })) {
    await store.update(calendarsFeeds, feed, { closedAt: now })
    context.emit(feedChanged, { feedId: feed.id, kind: 'closed', of: feed.of })
  }
}
