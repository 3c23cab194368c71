/** Where plugins take part in the pricing of an order. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Money } from '../values/money.ts'
import type { Quantity } from '../values/quantity.ts'

/** One line as it is about to be sold. */
export interface PlacingLine {
  /** Its number within the order. */
  readonly line: number
  readonly itemId: string
  readonly itemCode: string
  readonly kind: string
  readonly category: string
  readonly shootType: string | null
  readonly quantity: Quantity
  readonly unitPrice: Money
  /** A hook may replace it, for a coupon or a member's price; it stays between zero and the price of the line. */
  discount: Money
}

export interface PlacingOrder {
  readonly customerId: string
  /** The order that the line is added to; null where an order is placed. */
  readonly orderId: string | null
  readonly lines: readonly PlacingLine[]
}

/** Raised before an order is placed or a line added. A hook may change discounts, or veto. */
export const orderPlacing: HookPoint<PlacingOrder> = defineHookPoint<PlacingOrder>('orders.placing')
