/** Where other rooms and plugins take part when an order changes hands, or becomes a part of another one. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export interface OrderTransferring {
  /** As it still stands, locked. */
  readonly order: OrderRow
  /** All its lines. */
  readonly lines: readonly OrderLineRow[]
  readonly to:
    | { readonly kind: 'branch'; readonly branch: string }
    | { readonly kind: 'customer'; readonly customerId: string }
}

/** Before an order goes to another branch or another customer. May veto; rooms bring what they keep of it to where it goes. */
export const orderTransferring: HookPoint<OrderTransferring> = defineHookPoint<OrderTransferring>('orders.transferring')

export interface OrdersMerging {
  /** Both as they still stand, locked. */
  readonly survivor: OrderRow
  readonly merged: OrderRow
  /** The lines that go over: they keep their ids. */
  readonly lines: readonly OrderLineRow[]
}

/** Before an order becomes a part of another one. May veto; rooms bring what they keep of it to the survivor. */
export const ordersMerging: HookPoint<OrdersMerging> = defineHookPoint<OrdersMerging>('orders.merging')
