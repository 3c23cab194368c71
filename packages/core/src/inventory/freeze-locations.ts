/** Freezes locations for a stocktake: until it ends nobody else moves what lies there. */
import type { CommandContext } from '../engine/context.ts'
import { inventoryLocations, inventoryStock, type LocationRow } from './tables.ts'

export interface Freezing {
  readonly id: string
  readonly number: string
}

/**
 * Freezes them, in the order of their ids, and what lies there: who has read a location before it was frozen, and moves something
 * there now, is waited for or finds it frozen. The caller has asked whether another stocktake holds one.
 */
export async function freezeLocations(
  context: CommandContext,
  locations: readonly LocationRow[],
  { id: frozenBy, number: frozenAs }: Freezing,
): Promise<void> {
  const rows = [...locations].sort((one, other) => (one.id < other.id ? -1 : 1))
  for (const row of rows) await context.store.update(inventoryLocations, row, { frozenBy, frozenAs })
  await markStock(context, rows, frozenBy)
}

/** Lets everything move again that a stocktake has frozen. */
export async function thawLocations(context: CommandContext, stocktakeId: string): Promise<void> {
  const { store, branch } = context
  const where = { branch, frozenBy: stocktakeId }
  const rows = await store.findForUpdate(inventoryLocations, { where, orderBy: ['id'], limit: 'all' })
  for (const row of rows) await store.update(inventoryLocations, row, { frozenBy: null, frozenAs: null })
  await markStock(context, rows, null)
}

/** In the order in which everybody locks them who moves. Two statements. */
async function markStock(
  { store }: CommandContext,
  locations: readonly LocationRow[],
  frozenBy: string | null,
): Promise<void> {
  const where = { locationId: { in: locations.map((row) => row.id) } }
  await store.findForUpdate(inventoryStock, { where, orderBy: ['itemId', 'locationId'], limit: 'all' })
  await store.updateWhere(inventoryStock, where, { frozenBy })
}
