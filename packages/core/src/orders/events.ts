/** What happens to orders. Events carry ids and amounts, never a name or a note. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

/** What every event of one order says; amounts are decimal strings in `currency`. */
interface OfOrder {
  orderId: string
  customerId: string
  currency: string
}

const ofOrder = { orderId: z.string(), customerId: z.string(), currency: z.string() }
const amount = z.string()

export interface OrderPlaced extends OfOrder {
  number: string
  total: string
  bookedDate: string
}

export const orderPlaced: EventKind<'orders.placed', OrderPlaced> = defineEvent({
  name: 'orders.placed',
  version: 1,
  schema: z.strictObject({ ...ofOrder, number: z.string(), total: amount, bookedDate: z.string() }),
})

export interface OrderLineAdded extends OfOrder {
  lineId: string
  /** `order` or `secondSale`. */
  origin: string
  amount: string
  total: string
}

export const orderLineAdded: EventKind<'orders.lineAdded', OrderLineAdded> = defineEvent({
  name: 'orders.lineAdded',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineId: z.string(), origin: z.string(), amount, total: amount }),
})

export interface OrderLineChanged extends OfOrder {
  lineId: string
  amountBefore: string
  amount: string
  total: string
}

export const orderLineChanged: EventKind<'orders.lineChanged', OrderLineChanged> = defineEvent({
  name: 'orders.lineChanged',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineId: z.string(), amountBefore: amount, amount, total: amount }),
})

export interface OrderLineCancelled extends OfOrder {
  lineId: string
  amount: string
  total: string
}

export const orderLineCancelled: EventKind<'orders.lineCancelled', OrderLineCancelled> = defineEvent({
  name: 'orders.lineCancelled',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineId: z.string(), amount, total: amount }),
})

export interface OrderCancelled extends OfOrder {
  totalBefore: string
  /** The deposits that the studio kept. */
  forfeited: string
}

export const orderCancelled: EventKind<'orders.cancelled', OrderCancelled> = defineEvent({
  name: 'orders.cancelled',
  version: 1,
  schema: z.strictObject({ ...ofOrder, totalBefore: amount, forfeited: amount }),
})

export interface OrderPickedUp extends OfOrder {
  lineIds: string[]
  /** What these lines cost. */
  amount: string
  /** The status of the order after it. */
  status: string
}

export const orderPickedUp: EventKind<'orders.pickedUp', OrderPickedUp> = defineEvent({
  name: 'orders.pickedUp',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineIds: z.array(z.string()), amount, status: z.string() }),
})

/** One for a batch, not one an order: who needs the orders reads them by `orderIds`. */
export interface OrdersImported {
  source: string
  orderIds: string[]
  amount: string
  currency: string
}

export const ordersImported: EventKind<'orders.imported', OrdersImported> = defineEvent({
  name: 'orders.imported',
  version: 1,
  schema: z.strictObject({ source: z.string(), orderIds: z.array(z.string()), amount, currency: z.string() }),
})

export const orderEvents = [
  orderPlaced,
  orderLineAdded,
  orderLineChanged,
  orderLineCancelled,
  orderCancelled,
  orderPickedUp,
  ordersImported,
] as const
