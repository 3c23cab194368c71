/** Where other rooms take part when an order's money changes hands. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Commitment } from './standing.ts'

export interface CommitmentMoving {
  /** As it still stands, locked. */
  readonly commitment: Commitment
  /** The ids under which rows of the order may stand: its own, and those of orders that were merged into it. */
  readonly orderIds: readonly string[]
  /** Where it goes. */
  readonly to:
    | { readonly kind: 'branch'; readonly branch: string }
    | { readonly kind: 'customer'; readonly customerId: string }
    | { readonly kind: 'order'; readonly orderId: string }
}

/**
 * Before an order goes to another branch or another customer, or is merged into another order. May veto; rooms bring what they
 * keep of the order to where it goes.
 */
export const commitmentMoving: HookPoint<CommitmentMoving> =
  defineHookPoint<CommitmentMoving>('ledger.commitmentMoving')
