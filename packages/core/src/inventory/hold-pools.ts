/** The rows that everybody locks who moves an item: one a branch and item. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryPools, type PoolRow, type StockItemRow } from './tables.ts'

/** What changes of a pool is added as a difference under its lock, so that many change in one statement. */
export const poolCounters = ['quantity', 'value', 'lastCost', 'lastUnits', 'lastAt'] as const

/**
 * The pools of items in the session's branch, locked in the order of their keys; those that are not there yet are made. One
 * statement, whatever their number.
 */
export async function holdPools(
  { store, branch, studio: { currency } }: CommandContext,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, PoolRow>> {
  const none = { branch, currency, quantity: 0, value: 0n, lastCost: 0n, lastUnits: 0, lastAt: 0 }
  const rows = [...new Set(itemIds)].sort().map((itemId) => ({ ...none, itemId }))
  const held = await store.accumulate(inventoryPools, rows, ['quantity'])
  return new Map(held.map((row) => [row.itemId, row]))
}

export type ItemsById = ReadonlyMap<string, StockItemRow>
