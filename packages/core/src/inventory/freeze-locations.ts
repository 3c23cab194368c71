/** Freezes locations for a stocktake: until it ends nobody else moves what lies there. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryLocations, type LocationRow } from './tables.ts'

/** Freezes them, in the order of their ids. The caller has asked whether another stocktake holds one. */
export async function freezeLocations(
  { store }: CommandContext,
  locations: readonly LocationRow[],
  stocktakeId: string,
): Promise<void> {
  for (const row of [...locations].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    await store.update(inventoryLocations, row, { frozenBy: stocktakeId })
  }
}

/** Lets everything move again that a stocktake has frozen. */
export async function thawLocations(context: CommandContext, stocktakeId: string): Promise<void> {
  const { store, branch } = context
  const where = { branch, frozenBy: stocktakeId }
  for (const row of await store.findForUpdate(inventoryLocations, { where, orderBy: ['id'], limit: 'all' })) {
    await store.update(inventoryLocations, row, { frozenBy: null })
  }
}
