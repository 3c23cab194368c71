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
  { store, branch }: Pick<CommandContext, 'store' | 'branch'>,
  lines: readonly L[],
): Promise<readonly InPlace<L>[]> {
  // A line that was made of another may still carry that one's rows.
  const items = new Map(lines.flatMap(({ item }) => (item === undefined ? [] : [[item.id, item]])))
  const locations = new Map(lines.flatMap(({ location }) => (location === undefined ? [] : [[location.id, location]])))
  const itemIds = lines.map((line) => line.itemId).filter((id) => !items.has(id))
  const locationIds = lines.map((line) => line.locationId).filter((id) => !locations.has(id))
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

/**
 * Which of the locations allow less than nothing, asked of their rows again and under their locks: a change of the location has waited
 * for this or is seen by it. Only where less than nothing is about to lie there: else no statement.
 */
export async function stillAllowNegative(
  { store }: Pick<CommandContext, 'store'>,
  locations: readonly LocationRow[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(locations.filter(({ allowsNegative }) => allowsNegative).map(({ id }) => id))
  if (ids.size === 0) return ids
  const where = { id: { in: [...ids] } }
  const rows = await store.findForUpdate(inventoryLocations, { where, orderBy: ['id'], limit: 'all' })
  return new Set(rows.filter(({ allowsNegative }) => allowsNegative).map(({ id }) => id))
}
