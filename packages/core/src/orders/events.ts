/** What happens to orders. Events carry ids and amounts, never a name or a note. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'
import { transferEvents } from './transfer-events.ts'

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

export interface OrderLineExchanged extends OfOrder {
  lineId: string
  /** The items, as they were called then. */
  itemBefore: string
  item: string
  amountBefore: string
  amount: string
  /** Who sold the exchange. */
  sellerId: string | null
  total: string
}

/** A line became another item. Comes with `orders.lineChanged`, which tells its new amount. */
export const orderLineExchanged: EventKind<'orders.lineExchanged', OrderLineExchanged> = defineEvent({
  name: 'orders.lineExchanged',
  version: 1,
  schema: z.strictObject({
    ...ofOrder,
    lineId: z.string(),
    itemBefore: z.string(),
    item: z.string(),
    amountBefore: amount,
    amount,
    sellerId: z.string().nullable(),
    total: amount,
  }),
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
  /** The slip; not with pickups from before slips were kept. */
  pickupId?: string | undefined
  lineIds: string[]
  /** What became revenue by it. */
  amount: string
  /** The status of the order after it. */
  status: string
}

export const orderPickedUp: EventKind<'orders.pickedUp', OrderPickedUp> = defineEvent({
  name: 'orders.pickedUp',
  version: 1,
  schema: z.strictObject({
    ...ofOrder,
    pickupId: z.string().optional(),
    lineIds: z.array(z.string()),
    amount,
    status: z.string(),
  }),
})

export interface OrderPickupTakenBack extends OfOrder {
  pickupId: string
  returnId: string
  lineIds: string[]
  /** What these lines cost. */
  amount: string
  /** `mistake` or `broughtBack`. */
  cause: string
  /** The status of the order after it. */
  status: string
}

export const orderPickupTakenBack: EventKind<'orders.pickupTakenBack', OrderPickupTakenBack> = defineEvent({
  name: 'orders.pickupTakenBack',
  version: 1,
  schema: z.strictObject({
    ...ofOrder,
    pickupId: z.string(),
    returnId: z.string(),
    lineIds: z.array(z.string()),
    amount,
    cause: z.string(),
    status: z.string(),
  }),
})

export interface OrderStageMoved extends OfOrder {
  lineIds: string[]
  /** `moved`, `back`, `rework` or `reshoot`. */
  kind: string
  from: string
  to: string
  /** Whose work is next; null at the end of a flow. */
  department: string | null
  /** The status of the order after it. */
  status: string
}

/** One an order and pair of stages, however many lines went together. */
export const orderStageMoved: EventKind<'orders.stageMoved', OrderStageMoved> = defineEvent({
  name: 'orders.stageMoved',
  version: 1,
  schema: z.strictObject({
    ...ofOrder,
    lineIds: z.array(z.string()),
    kind: z.string(),
    from: z.string(),
    to: z.string(),
    department: z.string().nullable(),
    status: z.string(),
  }),
})

export interface OrderLinesHeld extends OfOrder {
  lineIds: string[]
  cause: string
}

export const orderLinesHeld: EventKind<'orders.linesHeld', OrderLinesHeld> = defineEvent({
  name: 'orders.linesHeld',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineIds: z.array(z.string()), cause: z.string() }),
})

export interface OrderLinesReleased extends OfOrder {
  lineIds: string[]
}

export const orderLinesReleased: EventKind<'orders.linesReleased', OrderLinesReleased> = defineEvent({
  name: 'orders.linesReleased',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineIds: z.array(z.string()) }),
})

export interface OrderLinesAssigned extends OfOrder {
  lineIds: string[]
  assigneeId: string | null
}

export const orderLinesAssigned: EventKind<'orders.linesAssigned', OrderLinesAssigned> = defineEvent({
  name: 'orders.linesAssigned',
  version: 1,
  schema: z.strictObject({ ...ofOrder, lineIds: z.array(z.string()), assigneeId: z.string().nullable() }),
})

export interface OrderPromised {
  orderId: string
  customerId: string
  /** Null where the promise was taken back. */
  promisedDate: string | null
}

export const orderPromised: EventKind<'orders.promised', OrderPromised> = defineEvent({
  name: 'orders.promised',
  version: 1,
  schema: z.strictObject({ orderId: z.string(), customerId: z.string(), promisedDate: z.string().nullable() }),
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
  orderLineExchanged,
  orderLineCancelled,
  orderCancelled,
  orderPickedUp,
  orderPickupTakenBack,
  orderStageMoved,
  orderLinesHeld,
  orderLinesReleased,
  orderLinesAssigned,
  orderPromised,
  ordersImported,
  ...transferEvents,
] as const
