/** What may be missing of an order before its customer is told: each room and plugin says what it knows. */
import type { QueryContext } from '../engine/context.ts'
import { defineRegistry, type Registry } from '../engine/registry.ts'
import type { OrderLineRow, OrderRow } from '../orders/index.ts'

/** What a check gets: read only, in queries and commands alike. */
export type CheckContext = Pick<
  QueryContext,
  'settings' | 'entries' | 'resolve' | 'tenant' | 'studio' | 'businessDate' | 'branch'
> & {
  readonly store: Pick<QueryContext['store'], 'get' | 'find' | 'page' | 'aggregate'>
}

export interface MissingPart {
  /** A word of the check, such as `lineNotReady`. */
  readonly code: string
  /** The line that it is about; null for the whole order. */
  readonly lineId: string | null
  /** Whether the customer is not to be told before it is settled; otherwise it is only shown. */
  readonly blocks: boolean
  /** For the person at the desk. Never personal data. */
  readonly words: { readonly zh: string; readonly en: string }
}

export interface PickupCheck {
  /** `room.what`, such as `pickups.lines`. */
  readonly name: string
  check(
    context: CheckContext,
    of: { readonly order: OrderRow; readonly lines: readonly OrderLineRow[] },
  ): Promise<readonly MissingPart[]>
}

/** The checks. A plugin adds its own: `entry(pickupChecks, { name, check })`. */
export const pickupChecks: Registry<PickupCheck> = defineRegistry('pickups.checks', (check) => check.name)
