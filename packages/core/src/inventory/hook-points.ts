/** Where other rooms and plugins take part when stock moves. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Instant } from '../values/instant.ts'
import type { MovementDraft, MovementKind, PostedMovement } from './movement-draft.ts'

export interface Moving {
  readonly kind: MovementKind
  readonly branch: string
  readonly at: Instant
  readonly draft: MovementDraft
}

/** Before stock moves, with nothing locked yet. May veto. */
export const moving: HookPoint<Moving> = defineHookPoint<Moving>('inventory.moving')

export interface DatedBack {
  readonly branch: string
  readonly movementId: string
  /** The same that {@link moving} was raised with. */
  readonly draft: MovementDraft
  readonly lines: PostedMovement['lines']
}

/**
 * After a movement of the past was written, under the locks of its pools, and before it is asked whether a later balance falls
 * below zero and what later costs are. Who knows what was there at a later moment posts the difference from here. May veto.
 */
export const datedBack: HookPoint<DatedBack> = defineHookPoint<DatedBack>('inventory.datedBack')

export interface StockPosted {
  readonly draft: MovementDraft
  readonly posted: PostedMovement
}

/** After a movement was written and booked. Who keeps what follows from it does so here. May veto. */
export const stockPosted: HookPoint<StockPosted> = defineHookPoint<StockPosted>('inventory.posted')
