/** The lines of a request with the rows of their items and locations. */
import type { CommandContext } from '../engine/context.ts'
import { MovementInvalid } from './errors.ts'
import { inventoryItems, inventoryLocations, type LocationRow, type StockItemRow } from './tables.ts'

interface Placed {
  readonly itemId: string
  readonly locationId: string
  readonly item?: StockItemRow | undefined
  readonly location?: LocationRow | undefined
}

type InPlace<L extends Placed> = Omit<L, 'item' | 'location'> & {
  readonly item: StockItemRow
  readonly location: LocationRow
}

/**
 * Reads the rows that the caller has not read yet: a statement for items and one for locations of the branch, where any are missing.
 *
 * @throws MOVEMENT_INVALID naming the line whose item or location is not there
 */
export async function putInPlace<L extends Placed>(
  { store, branch }: CommandContext,
  lines: readonly L[],
): Promise<readonly InPlace<L>[]> {
  const itemIds = lines.filter((line) => line.item === undefined).map((line) => line.itemId)
  const locationIds = lines.filter((line) => line.location === undefined).map((line) => line.locationId)
  const items = new Map(lines.map((line) => [line.itemId, line.item]))
  const locations = new Map(lines.map((line) => [line.locationId, line.location]))
  if (itemIds.length > 0) {
    const where = { id: { in: [...new Set(itemIds)] } }
    for (const row of await store.find(inventoryItems, { where, limit: 'all' })) items.set(row.id, row)
  }
  if (locationIds.length > 0) {
    const where = { id: { in: [...new Set(locationIds)] }, branch }
    for (const row of await store.find(inventoryLocations, { where, limit: 'all' })) locations.set(row.id, row)
  }
  return lines.map((line, index) => {
    const item = items.get(line.itemId)
    const location = locations.get(line.locationId)
    const refuse = (rule: string, value: string) => MovementInvalid.create({ line: index + 1, rule, value })
    if (item === undefined) throw refuse('must be of an item of the inventory', line.itemId)
    if (location?.branch !== branch) throw refuse(`must be at a location of branch "${branch}"`, line.locationId)
    return { ...line, item, location }
  })
}
