/** Where other rooms and plugins take part when lines are cancelled. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export interface CancellingLines {
  readonly order: OrderRow
  /** All lines of the order, as they still stand. */
  readonly standing: readonly OrderLineRow[]
  /** Those that are about to be cancelled. */
  readonly lines: readonly OrderLineRow[]
  /** Whether the order ends with them. */
  readonly whole: boolean
  /**
   * Says that a line cannot stay where another is cancelled: it is taken along where the caller said so, and refused otherwise.
   * Who calls it for a line need not look at that line again.
   */
  belongs(lineId: string, toLineId: string): void
}

/**
 * Raised once before lines are cancelled by `orders.cancelLine`, `orders.cancelLines` or `orders.cancel`, with their order locked
 * and nothing written. May veto. What is open on the lines is closed at `orders.linesCancelled`, which every cancellation raises.
 */
export const linesCancelling: HookPoint<CancellingLines> = defineHookPoint<CancellingLines>('orders.cancelling')
