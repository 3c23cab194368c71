/** What lines are of, by the names that people know. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import {
  inventoryItems,
  inventoryLocations,
  inventoryLots,
  inventorySerials,
  type LocationRow,
  type LotRow,
  type SerialRow,
  type StockItemRow,
} from './tables.ts'

export interface Unnamed {
  readonly itemId: string
  readonly locationId: string
  readonly lotId: string | null
  readonly serialId: string | null
}

/** By their ids. */
export interface Named {
  readonly items: ReadonlyMap<string, StockItemRow>
  readonly locations: ReadonlyMap<string, LocationRow>
  readonly lots: ReadonlyMap<string, LotRow>
  readonly serials: ReadonlyMap<string, SerialRow>
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

/** One statement each for items, locations, lots and single units, where the lines have any. */
export async function readNamed(store: ScopedReads, lines: readonly Unnamed[]): Promise<Named> {
  const wanted = (ids: readonly (string | null)[]) => [...new Set(ids.flatMap((id) => id ?? []))]
  const itemIds = wanted(lines.map(({ itemId }) => itemId))
  const locationIds = wanted(lines.map(({ locationId }) => locationId))
  const lotIds = wanted(lines.map(({ lotId }) => lotId))
  const serialIds = wanted(lines.map(({ serialId }) => serialId))
  const named = (ids: readonly string[]) => ({ where: { id: { in: ids } }, limit: 'all' }) as const
  return {
    items: byId(itemIds.length === 0 ? [] : await store.find(inventoryItems, named(itemIds))),
    locations: byId(locationIds.length === 0 ? [] : await store.find(inventoryLocations, named(locationIds))),
    lots: byId(lotIds.length === 0 ? [] : await store.find(inventoryLots, named(lotIds))),
    serials: byId(serialIds.length === 0 ? [] : await store.find(inventorySerials, named(serialIds))),
  }
}
