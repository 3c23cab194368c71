/** Where other rooms and plugins take part in selections. */
import { defineHookPoint, type HookPoint } from '../engine/hook-point.ts'
import type { LineWanted, OrderLineRow, OrderRow } from '../orders/index.ts'
import type { Content } from './content.ts'
import type { Counted } from './entitlement.ts'
import type { SelectionRow } from './tables.ts'

export interface ConfirmingSelection {
  readonly selection: SelectionRow
  /** The order, locked, and the line that is selected. */
  readonly order: OrderRow
  readonly line: OrderLineRow
  readonly content: Content
  readonly counted: readonly Counted[]
  /** What is about to be sold beyond the package. */
  readonly extras: readonly LineWanted[]
}

/** Raised before a selection is confirmed, with everything checked and nothing written. May veto, and act in the transaction. */
export const selectionConfirming: HookPoint<ConfirmingSelection> =
  defineHookPoint<ConfirmingSelection>('selection.confirming')

export interface ReopeningSelection {
  readonly selection: SelectionRow
  readonly order: OrderRow
  readonly line: OrderLineRow
  readonly reason: string
}

/** Raised before a confirmed selection is opened again. May veto: the images may be with the retouchers already. */
export const selectionReopening: HookPoint<ReopeningSelection> =
  defineHookPoint<ReopeningSelection>('selection.reopening')
