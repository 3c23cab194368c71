/** What becomes of entries where the lines of their order are cancelled, or their order changes hands or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import {
  linesCancelled,
  type OrdersMerging,
  type OrderTransferring,
  ordersMerging,
  orderTransferring,
} from '../orders/index.ts'
import { endLater } from './end-entries.ts'
import { openStates } from './entry-state.ts'
import { type EntryRow, waitlistEntries } from './tables.ts'

const openOf = ({ store }: CommandContext, orderIds: readonly string[]): Promise<EntryRow[]> =>
  store.find(waitlistEntries, {
    where: { orderId: { in: orderIds }, state: { in: openStates } },
    orderBy: ['id'],
    limit: 'all',
  })

/** Nobody waits for a shoot of a line that was cancelled. */
const endWithLines: Hook = on(linesCancelled, async (context, { lines }) => {
  const lineIds = new Set(lines.map(({ id }) => id))
  const open = await openOf(context, [...new Set(lines.map(({ orderId }) => orderId))])
  const ending = open.filter(({ orderLineId }) => orderLineId !== null && lineIds.has(orderLineId))
  endLater(context, ending, 'its line was cancelled')
})

/** An order that goes to another branch is not waited for in this one. */
async function transferOrder(context: CommandContext, { order, to }: OrderTransferring): Promise<void> {
  const open = await openOf(context, [order.id])
  if (open.length === 0) return
  if (to.kind === 'branch') endLater(context, open, 'its order went to another branch')
  else {
    const where = { orderId: order.id, state: { in: openStates } }
    await context.store.updateWhere(waitlistEntries, where, { customerId: to.customerId })
  }
}

/** Entries go with their lines, which keep their ids. */
async function mergeOrders(context: CommandContext, { merged, survivor }: OrdersMerging): Promise<void> {
  await context.store.updateWhere(waitlistEntries, { orderId: merged.id }, { orderId: survivor.id })
}

export const orderHooks: readonly Hook[] = [
  endWithLines,
  on(orderTransferring, transferOrder),
  on(ordersMerging, mergeOrders),
]
