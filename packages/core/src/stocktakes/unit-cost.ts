/** What a difference is likely worth, before it is posted: at what the item costs on average now. */
import type { QueryContext } from '../engine/context.ts'
import { inventoryPools } from '../inventory/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { divideRounded } from '../values/rounding.ts'

/** Of so many units of an item, in minor units. */
export type WorthOf = (itemId: string, quantity: number) => bigint

/** One statement. */
export async function readWorth(
  { store, branch }: Pick<QueryContext, 'branch'> & { readonly store: ScopedReads },
  itemIds: readonly string[],
): Promise<WorthOf> {
  const where = { branch, itemId: { in: [...new Set(itemIds)] } }
  const pools = new Map((await store.find(inventoryPools, { where, limit: 'all' })).map((pool) => [pool.itemId, pool]))
  return (itemId, quantity) => {
    const pool = pools.get(itemId)
    if (pool === undefined) return 0n
    const [cost, units] = pool.quantity > 0 ? [pool.value, pool.quantity] : [pool.lastCost, pool.lastUnits]
    return units <= 0 ? 0n : divideRounded(cost * BigInt(quantity), BigInt(units), 'half-up')
  }
}
