/** Where other rooms and plugins take part when lines move. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { Flow, StageAnswers } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'
import type { WorkShare } from './work-shares.ts'

/** One line that is about to move. */
export interface MovingLine {
  readonly order: OrderRow
  /** As it still stands. */
  readonly line: OrderLineRow
  /** `moved` forward, taken `back`, sent back for `rework` or a `reshoot`, `pickedUp`, or `reflowed` into another flow, where it may stay in its stage. */
  readonly kind: 'moved' | 'back' | 'rework' | 'reshoot' | 'pickedUp' | 'reflowed'
  readonly from: string
  readonly to: string
  /** Stages that are passed over. */
  readonly skipped: readonly string[]
  /** Stages that it leaves again: taken back, or to be done again. Empty where it goes forward. */
  readonly undone: readonly string[]
  readonly answers: StageAnswers
  readonly work: readonly WorkShare[]
  readonly shootDate: CalendarDate | null
  /** Of one that is reflowed: the flow that `to` is in, and the one that it walked, or the same again where that version is no longer there. */
  readonly over?: { readonly flow: Flow; readonly former: Flow }
  /** A handover is taken back by it, which passed `undone` over: what was done of these before stays done. */
  readonly handover?: true
  /** By when what comes next is due instead of by its lead time: a hook may set it. */
  due?: CalendarDate | null
}

export interface StageMoving {
  readonly moves: readonly MovingLine[]
}

/**
 * Raised once before lines change their stage, with their orders locked and everything checked; not for cancellations. May veto,
 * and act in the transaction; not on the lines themselves, which are about to be written. Sets `due` of a move to hasten what comes next.
 */
export const stageMoving: HookPoint<StageMoving> = defineHookPoint<StageMoving>('orders.stageMoving')
