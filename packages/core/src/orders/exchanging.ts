/** Where other rooms and plugins take part when a line becomes something else. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Flow } from '../stages/index.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

/** What a line is about to be. */
export type LineAfter = Pick<
  OrderLineRow,
  | 'itemId'
  | 'itemVersion'
  | 'itemCode'
  | 'variant'
  | 'options'
  | 'name'
  | 'kind'
  | 'category'
  | 'quantity'
  | 'amount'
  | 'entitlements'
>

export interface ExchangingLine {
  readonly order: OrderRow
  /** As it still stands. It keeps its id and number, and so all that refers to it. */
  readonly line: OrderLineRow
  readonly after: LineAfter
  /** `exchange` for another item, `change` for another quantity of the same. */
  readonly kind: 'exchange' | 'change'
  /** The flow in which it goes on, and in which stage; null where it walks on as it did. `orders.stageMoving` is not raised for it. */
  readonly goesOn: { readonly flow: Flow; readonly stage: string } | null
}

/**
 * Raised once before a line is written that `orders.exchangeLine` or `orders.changeLine` made something else of, with its order
 * locked and everything priced. May veto, and act in the transaction: what was used of the line must still be in it.
 */
export const lineExchanging: HookPoint<ExchangingLine> = defineHookPoint<ExchangingLine>('orders.exchanging')
