/** For whom a time is taken: a customer, with the order and the line that it is for. */
import { customers, holdCustomer } from '../customers/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type HeldLines, orders, OrderUnknown } from '../orders/index.ts'
import { BookingOrderOther } from './errors.ts'
import { holdLineOf, requireBookable } from './tie-lines.ts'

export interface BookerNamed {
  readonly customerId?: string | undefined
  readonly orderId?: string | null | undefined
  readonly orderLineId?: string | null | undefined
}

export interface Booker {
  /** Null where nobody is named. */
  readonly customerId: string | null
  /** The line with its order, locked; undefined where none is named. */
  readonly lines: HeldLines | undefined
}

/**
 * The customer, or that of the order or line that the booking goes with; locked with it. One statement for a customer or an order, two for a line.
 *
 * @throws CUSTOMER_UNKNOWN, ORDER_UNKNOWN, LINE_UNKNOWN, BOOKING_ORDER_OTHER
 */
export async function holdBooker(context: CommandContext, named: BookerNamed): Promise<Booker> {
  const { customerId } = named
  const [orderId, orderLineId] = [named.orderId ?? null, named.orderLineId ?? null]
  if (orderLineId !== null && orderId === null) {
    throw BookingOrderOther.create({ orderLineId, rule: 'come with the orderId of its order' })
  }
  const lines = await holdLineOf(context, { orderId, orderLineId })
  const one = lines?.wanted[0]
  if (one !== undefined) return { customerId: requireBookable(one, customerId), lines }
  if (orderId === null) {
    return { customerId: customerId === undefined ? null : (await holdCustomer(context, customerId)).id, lines }
  }
  const order = await context.store.getForUpdate(orders, orderId)
  if (order === undefined) throw OrderUnknown.create({ orderId })
  if (customerId !== undefined && customerId !== order.customerId) {
    throw BookingOrderOther.create({
      orderLineId: orderId,
      rule: 'be left out, or be of an order of the same customer',
    })
  }
  return { customerId: order.customerId, lines }
}

/**
 * Locks all orders, and then all customers, of bookings that are made in one command, in the order of their ids and before any time is claimed: of two commands that
 * name the same in another order, one waits for the other, and never both. Whoever is unknown is told of by holdBooker. Statements: none for a single booking, else at most two.
 */
export async function holdBookers({ store }: CommandContext, named: readonly BookerNamed[]): Promise<void> {
  if (named.length < 2) return
  const orderIds = named.flatMap(({ orderId }) => orderId ?? [])
  // Of a booking with an order the customer is that of the order, who is not locked.
  const customerIds = named.flatMap(({ orderId, customerId }) => (orderId == null ? (customerId ?? []) : []))
  const inOrder = { orderBy: ['id'], limit: 'all' } as const
  if (orderIds.length > 0) await store.findForUpdate(orders, { where: { id: { in: orderIds } }, ...inOrder })
  if (customerIds.length > 0) await store.findForUpdate(customers, { where: { id: { in: customerIds } }, ...inOrder })
}
