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
  /** Those after which something else moved already. */
  readonly lines: PostedMovement['lines']
}

/** After a movement of the past was written, before later costs are worked out anew. May veto. */
export const datedBack: HookPoint<DatedBack> = defineHookPoint<DatedBack>('inventory.datedBack')
