/** How an order waits, where it goes to another branch or customer, or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type OrdersMerging, type OrderTransferring, ordersMerging, orderTransferring } from '../orders/index.ts'
import { pickupsWaiting } from './tables.ts'
import { over, unstored } from './waiting-over.ts'

/** In another branch it lies on no shelf yet; another customer was told of nothing and has agreed to no day. */
async function transferOrder({ store }: CommandContext, { order, to }: OrderTransferring): Promise<void> {
  const untold = { notifiedOn: null, lastNoticeOn: null, notices: 0, steps: 0, nextStepOn: null, answer: null }
  const set =
    to.kind === 'branch' ? { branch: to.branch, ...unstored } : { customerId: to.customerId, ...untold, agreedOn: null }
  await store.updateWhere(pickupsWaiting, { orderId: order.id }, set)
}

/** The survivor is looked at anew after the commit; the other one waits no more. */
async function mergeOrders({ store }: CommandContext, { merged }: OrdersMerging): Promise<void> {
  await store.updateWhere(pickupsWaiting, { orderId: merged.id }, over)
}

export const transferHooks = [on(orderTransferring, transferOrder), on(ordersMerging, mergeOrders)]
