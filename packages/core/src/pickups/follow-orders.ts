/** Follows what happens to orders, after the commit: since when one is complete, and whether anything of it is left. */
import type { CommandContext } from '../engine/context.ts'
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import {
  orderCancelled,
  orderLineAdded,
  orderLineCancelled,
  orderLinesHeld,
  orderLinesReleased,
  orderPickedUp,
  orderPickupTakenBack,
  orders,
  ordersLines,
  ordersMerged,
  orderStageMoved,
} from '../orders/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { holdWaiting, writeWaiting } from './hold-waiting.ts'
import { isComplete, leftOf } from './missing-lines.ts'
import { pickupsSettings } from './settings.ts'
import { over } from './waiting-over.ts'
import { stepsOn } from './waiting-steps.ts'

export const followOrders: Subscriber = subscribe({
  name: 'followOrders',
  to: [
    orderStageMoved,
    orderPickedUp,
    orderPickupTakenBack,
    orderLineAdded,
    orderLineCancelled,
    orderCancelled,
    orderLinesHeld,
    orderLinesReleased,
    ordersMerged,
  ],
  handle: (context, { businessDate, data: { orderId } }) => followOrder(context, orderId, businessDate),
})

/** Makes the row follow from the lines as they are now, so that events that come twice or late change nothing. */
async function followOrder(context: CommandContext, orderId: string, today: CalendarDate): Promise<void> {
  const order = await context.store.getForUpdate(orders, orderId)
  if (order === undefined) return
  const lines = await context.store.find(ordersLines, { where: { orderId }, limit: 'all' })
  const row = await holdWaiting(context, orderId)
  const left = leftOf(lines)
  // What is sold over the counter is handed over at once: it waits for nobody until something of the order was made.
  const made = lines.some(({ progress }) => progress === 'ready')
  const ready = isComplete(lines) && (made || row !== undefined)
  if (row === undefined && !ready) return
  if (left.length === 0) {
    await writeWaiting(context, order, row, over)
    return
  }
  const reopened = row !== undefined && !row.open && row.notifiedOn !== null
  const { unclaimedDays } = await context.settings(pickupsSettings)
  await writeWaiting(context, order, row, {
    open: true,
    readyOn: ready ? (row?.readyOn ?? today) : null,
    ...(reopened ? stepsOn(unclaimedDays, row.notifiedOn ?? today, today) : {}),
  })
}
