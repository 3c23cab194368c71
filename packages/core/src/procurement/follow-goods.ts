/** Differences of price go where the goods went: to what is in stock, and to the cost of what left. */
import type { CommandContext } from '../engine/context.ts'
import { type MovementDraft, type MovementLineDraft, type PostedMovement, postMovement } from '../inventory/index.ts'
import { Money } from '../values/money.ts'
import type { PriceTarget } from './open-goods.ts'
import { ownMovement } from './own-movements.ts'

export interface PriceDifference {
  /** Where it goes. */
  readonly targets: readonly PriceTarget[]
  /** Above zero where the goods cost more. */
  readonly difference: Money
}

/** The lines of a correction: each difference shared over the lines of stock by weight, to the last cent. Pure. */
export function correctionLines(differences: readonly PriceDifference[]): readonly MovementLineDraft[] {
  const lines = new Map<string, MovementLineDraft & { readonly value: Money }>()
  for (const { targets, difference } of differences) {
    if (difference.isZero()) continue
    if (targets.length === 0) throw new Error(`a difference of ${difference} has no goods to follow`)
    const weighted = targets.some((target) => target.weight !== '0')
    const shares = difference.allocate(targets.map((target) => (weighted ? target.weight : '1')))
    for (const [index, { movementId, line, itemId, locationId }] of targets.entries()) {
      const key = `${movementId} ${line}`
      const value = (lines.get(key)?.value ?? Money.zero(difference.currency)).plus(
        shares[index] ?? Money.zero(difference.currency),
      )
      lines.set(key, { itemId, locationId, quantity: 0, value, of: { movementId, line } })
    }
  }
  return [...lines.values()].filter(({ value }) => !value.isZero())
}

/**
 * Posts what goods cost more or less than they were received at; null where nothing does. The other side is GoodsReceived,
 * where the bill stands.
 *
 * @throws as postMovement; MOVEMENT_NOT_REVERSIBLE where goods would have cost less than nothing
 */
export async function followGoods(
  context: CommandContext,
  differences: readonly PriceDifference[],
  told: Pick<MovementDraft, 'supplierId' | 'reference' | 'reason'>,
): Promise<PostedMovement | null> {
  const lines = correctionLines(differences)
  if (lines.length === 0) return null
  return postMovement(context, ownMovement({ kind: 'priceCorrection', lines, ...told }))
}
