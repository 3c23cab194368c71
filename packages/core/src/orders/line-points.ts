/** Where other rooms and plugins take part in what becomes of lines: sold, changed, cancelled, delivered, returned. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export interface LinesSold {
  /** The order of the lines; its number is not given yet where they are sold with it. */
  readonly order: Pick<OrderRow, 'id' | 'branch' | 'customerId' | 'currency' | 'dueDate' | 'promisedDate'>
  readonly lines: readonly OrderLineRow[]
}

/**
 * Raised after lines were sold, with an order or to one that stands: at the counter, as a second sale, or by a selection that goes
 * beyond its package. Not for imported purchases. May act in the transaction, and veto; tills and counters are not locked yet
 * where an order is placed, so that a hook may lock what it needs.
 */
export const linesSold: HookPoint<LinesSold> = defineHookPoint<LinesSold>('orders.linesSold')

export interface LinesChanged {
  readonly changes: readonly {
    readonly before: OrderLineRow
    readonly after: OrderLineRow
  }[]
}

/** Raised after the quantity of lines was changed, or they were exchanged for other items, under the locks of their orders. May act in the transaction, and veto. */
export const linesChanged: HookPoint<LinesChanged> = defineHookPoint<LinesChanged>('orders.linesChanged')

export interface LineSplit {
  /** As it stood before. */
  readonly before: OrderLineRow
  /** The line with what is left of it, and the new line of the order that holds the other pieces. */
  readonly rest: OrderLineRow
  readonly part: OrderLineRow
}

/**
 * Raised after pieces of a line became a line of their own, under the lock of their order: nothing was sold, and nothing is changed
 * but which line says it. May act in the transaction, and veto.
 */
export const lineSplit: HookPoint<LineSplit> = defineHookPoint<LineSplit>('orders.lineSplit')

export interface CancelledLines {
  /** As they stood before. */
  readonly lines: readonly OrderLineRow[]
}

/**
 * Raised whenever lines are cancelled, alone, with their order, or because they are taken back, under the locks of their orders.
 * May act in the transaction, and veto.
 */
export const linesCancelled: HookPoint<CancelledLines> = defineHookPoint<CancelledLines>('orders.linesCancelled')

/** Goods with numbers that are handed over with a line: which single units, or of which lot. */
export interface HandedGoods {
  readonly lineId: string
  /** The code or id of what is kept in stock. */
  readonly item: string
  readonly serials?: readonly string[] | undefined
  readonly lot?: string | undefined
}

export interface LinesDelivered {
  readonly order: OrderRow
  /** As they stood before: `pickedUpDate` is null of those that are delivered for the first time. */
  readonly lines: readonly OrderLineRow[]
  /** What the desk says of goods that have numbers. */
  readonly goods: readonly HandedGoods[]
}

/**
 * Raised when lines are handed over, under the lock of their order and before their revenue is recognised. A hook may refuse, and
 * book in the same transaction what they cost.
 */
export const linesDelivered: HookPoint<LinesDelivered> = defineHookPoint<LinesDelivered>('orders.linesDelivered')

export interface LinesReturned {
  readonly order: OrderRow
  /** As they stood when they had been handed over. */
  readonly lines: readonly OrderLineRow[]
  /** Why the pickup was taken back. */
  readonly reason: string
}

/** Raised when a pickup is taken back, under the lock of its order. A hook may refuse, and take back what the pickup booked. */
export const linesReturned: HookPoint<LinesReturned> = defineHookPoint<LinesReturned>('orders.linesReturned')
