/** Where other rooms and plugins take part when stock moves. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Instant } from '../values/instant.ts'
import type { LineInPlace } from './check-lines.ts'
import type { ItemsById } from './hold-pools.ts'
import type { KeptCount, MovementDraft, MovementKind, PostedMovement } from './movement-draft.ts'

export interface Moving {
  readonly kind: MovementKind
  readonly branch: string
  readonly at: Instant
  readonly draft: MovementDraft
  /** The items of its lines. */
  readonly items: ItemsById
}

/** Before stock moves, with nothing locked yet. May veto. */
export const moving: HookPoint<Moving> = defineHookPoint<Moving>('inventory.moving')

export interface OrderLinesNamed {
  readonly orderId: string
  /** None where goods are for the order as a whole. */
  readonly lineIds: readonly string[]
  /** Whether the order became a part of another one. */
  readonly isMerged: boolean
}

/**
 * Before goods are promised or taken for lines of an order that the ledger knows, or for one that was merged. Who has the orders refuses
 * those that are gone, and lines that it has not.
 */
export const orderLinesNamed: HookPoint<OrderLinesNamed> = defineHookPoint<OrderLinesNamed>('inventory.orderLinesNamed')

export interface DatedBack {
  readonly branch: string
  readonly at: Instant
  readonly draft: MovementDraft
  /** With the lots that are taken. */
  readonly lines: readonly LineInPlace[]
  /**
   * Posts with the movement what keeps a later moment as it was: of an item, lot or single unit at a location the opposite of all
   * that the movement moves there, in one or several parts.
   */
  keep(count: KeptCount): void
}

/**
 * Before a movement of the past is written, under the locks of its pools. Who knows what was there at a later moment keeps it here:
 * both are held against all later balances together, and what is later is valued once. May veto.
 */
export const datedBack: HookPoint<DatedBack> = defineHookPoint<DatedBack>('inventory.datedBack')

export interface StockPosted {
  readonly draft: MovementDraft
  readonly posted: PostedMovement
}

/** After a movement was written and booked. Who keeps what follows from it does so here. May veto. */
export const stockPosted: HookPoint<StockPosted> = defineHookPoint<StockPosted>('inventory.posted')
