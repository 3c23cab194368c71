/** What becomes of bookings where the lines of their order are cancelled, or their order changes hands or becomes a part of another one. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import {
  linesCancelled,
  type OrdersMerging,
  type OrderTransferring,
  ordersMerging,
  orderTransferring,
} from '../orders/index.ts'
import { inStates } from './as-it-stands.ts'
import { readAssignments } from './assignments.ts'
import { openBookingStates } from './booking-state.ts'
import { mergeDeposits } from './deposit-book.ts'
import { OrderHasBookings } from './errors.ts'
import { requireOwnBranch } from './hold-booking.ts'
import { keepBooking } from './keep-booking.ts'
import { releaseBooking } from './take-session.ts'
import { type BookingRow, bookingsBookings } from './tables.ts'

/** Open bookings of orders, locked; none whose time to be confirmed is over. One statement. */
const openOf = ({ store, now }: CommandContext, orderIds: readonly string[]): Promise<BookingRow[]> =>
  store.findForUpdate(bookingsBookings, {
    where: { orderId: { in: orderIds }, isOpen: true, ...inStates(openBookingStates, now) },
    orderBy: ['id'],
    limit: 'all',
  })

/** Bookings of cancelled lines end with them, without a fee of their own: what the cancellation costs, the order says. */
const endWithLines: Hook = on(linesCancelled, async (context, { lines }) => {
  const lineIds = new Set(lines.map(({ id }) => id))
  const open = await openOf(context, [...new Set(lines.map(({ orderId }) => orderId))])
  const ending = open.filter(({ orderLineId }) => orderLineId !== null && lineIds.has(orderLineId))
  if (ending.length === 0) return
  const assigned = await readAssignments(
    context.store,
    ending.map(({ id }) => id),
  )
  for (const booking of ending) {
    requireOwnBranch(context, booking)
    await releaseBooking(context, booking)
    await keepBooking(
      context,
      booking,
      { state: 'cancelled', endedAt: context.now, expiresAt: null },
      { kind: 'cancelled', reason: 'its line was cancelled', former: assigned.get(booking.id) ?? [] },
    )
  }
})

/** @throws ORDER_HAS_BOOKINGS */
async function transferOrder(context: CommandContext, { order, to }: OrderTransferring): Promise<void> {
  const open = await openOf(context, [order.id])
  if (open.length === 0) return
  if (to.kind === 'branch')
    throw OrderHasBookings.create({ number: order.number, bookings: open.map(({ number }) => number) })
  const ids = open.map(({ id }) => id)
  await context.store.updateWhere(bookingsBookings, { id: { in: ids } }, { customerId: to.customerId })
}

/** Bookings go with their lines, which keep their ids, and their deposits with them. */
async function mergeOrders(context: CommandContext, { merged, survivor }: OrdersMerging): Promise<void> {
  await mergeDeposits(context, merged.id, survivor.id)
  await context.store.updateWhere(bookingsBookings, { orderId: merged.id }, { orderId: survivor.id })
}

export const orderHooks: readonly Hook[] = [
  endWithLines,
  on(orderTransferring, transferOrder),
  on(ordersMerging, mergeOrders),
]
