/** Changes single units that are locked: those that come to stand alike in one statement. */
import type { CommandContext } from '../engine/context.ts'
import { inventorySerials, type SerialRow } from './tables.ts'

/** What a movement or a replay changes of a unit. */
export type SerialChange = Partial<Pick<SerialRow, 'branch' | 'locationId' | 'status' | 'cost' | 'reservedBy'>>

/** One statement for all that change in the same way, by their ids. */
export async function changeSerials(
  { store }: CommandContext,
  changes: ReadonlyMap<string, SerialChange>,
): Promise<void> {
  const alike = new Map<string, { readonly change: SerialChange; readonly ids: string[] }>()
  for (const [id, change] of changes) {
    const { branch, locationId, status, cost, reservedBy } = change
    const key = JSON.stringify([branch, locationId, status, cost?.toString(), reservedBy])
    const known = alike.get(key)
    if (known === undefined) alike.set(key, { change, ids: [id] })
    else known.ids.push(id)
  }
  for (const { change, ids } of alike.values()) {
    await store.updateWhere(inventorySerials, { id: { in: ids } }, change)
  }
}
