/** Keeps who sold lines together. */
import type { CommandContext } from '../engine/context.ts'
import type { OrderLineRow } from '../orders/index.ts'
import type { Seller } from './shapes.ts'
import { selectionCredits } from './tables.ts'

/** The one that a line names as its seller: of several, who has the largest part. */
export function mainSeller(sellers: readonly Seller[]): { readonly sellerId?: string } {
  const [first] = [...sellers].sort((one, other) => other.weight - one.weight)
  return first === undefined ? {} : { sellerId: first.staffId }
}

/** Costs no statement of its own. One seller alone stands on the line itself. */
export function keepCredits(context: CommandContext, lines: readonly OrderLineRow[], sellers: readonly Seller[]): void {
  if (sellers.length < 2) return
  for (const { id: lineId, branch, orderId } of lines) {
    for (const { staffId, weight } of sellers) {
      context.store.insert(selectionCredits, { lineId, staffId, branch, orderId, weight, at: context.now })
    }
  }
}
