/** What becomes of visits and follow-ups where an order changes hands, or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type OrdersMerging, type OrderTransferring, ordersMerging, orderTransferring } from '../orders/index.ts'
import { planFollowUp } from './plan-follow-up.ts'
import { type FollowUpRow, leadsFollowUps, leadsVisits } from './tables.ts'

/**
 * What is to be done about an order is the other branch's to do. About another person it is planned anew, without the words that
 * were written of the former one. Visits happened where and to whom they happened.
 */
async function transferOrder(context: CommandContext, { order, to }: OrderTransferring): Promise<void> {
  const { store } = context
  const where = { orderId: order.id, state: 'open' }
  if (to.kind === 'branch') {
    await store.updateWhere(leadsFollowUps, where, { branch: to.branch, ownerId: null })
    return
  }
  const open = await store.findForUpdate(leadsFollowUps, { where, orderBy: ['id'], limit: 'all' })
  for (const followUp of open) await planAnew(context, followUp, to.customerId)
}

async function planAnew(context: CommandContext, followUp: FollowUpRow, customerId: string): Promise<void> {
  const { orderId, kind, ownerId, dueAt, remindAt, branch, id: previousId } = followUp
  await context.store.update(leadsFollowUps, followUp, {
    state: 'cancelled',
    result: 'transferred',
    closedAt: context.now,
    closedBy: context.actor,
  })
  const planned = { orderId, kind, ownerId, dueAt, remindAt, branch, previousId }
  await planFollowUp(context, { ...planned, leadId: null, customerId })
}

/** The visit that led to either order led to the one that stands for both. Two statements. */
async function mergeOrders({ store }: CommandContext, { survivor, merged }: OrdersMerging): Promise<void> {
  const own = { orderId: merged.id }
  await store.updateWhere(leadsVisits, own, { orderId: survivor.id })
  await store.updateWhere(leadsFollowUps, own, { orderId: survivor.id })
}

export const transferHooks = [on(orderTransferring, transferOrder), on(ordersMerging, mergeOrders)]
