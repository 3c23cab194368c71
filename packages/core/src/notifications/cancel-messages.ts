/** Takes messages back that wait, for rooms whose booking was cancelled or moved. */
import type { CommandContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import { announce } from './announce.ts'
import { endCodes } from './message-state.ts'
import { type MessageRow, notificationsMessages } from './tables.ts'
import { withinReach } from './within-reach.ts'

/**
 * Takes back all messages about a thing that wait; answers how many. What is being sent is not stopped. A purpose stays taken: who
 * sends anew names another, such as one with the number of the change in it. Two statements.
 */
export function cancelMessages(
  context: CommandContext,
  about: { readonly kind: string; readonly id: string },
): Promise<number> {
  return cancelWaiting(context, { aboutKind: about.kind, aboutId: about.id }, endCodes.takenBack)
}

export async function cancelWaiting(
  context: CommandContext,
  which: Filter<MessageRow>,
  errorCode: string,
): Promise<number> {
  const { store, now } = context
  const waiting = await store.findForUpdate(notificationsMessages, {
    where: { allOf: [which, { state: 'queued' }, withinReach(store)] },
    orderBy: ['id'],
    limit: 'all',
  })
  if (waiting.length === 0) return 0
  const set = { state: 'cancelled', nextAt: null, closedAt: now, errorCode, errorReason: null }
  const cancelled = await store.updateAll(notificationsMessages, waiting, set)
  for (const row of cancelled) announce(context, row, 'cancelled')
  return cancelled.length
}
