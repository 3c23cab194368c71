/** What a stocktake is of. Pure: no I/O. */
import { z } from 'zod'
import type { LocationRow, StockItemRow } from '../inventory/index.ts'
import type { StocktakeRow } from './tables.ts'

const ids = z.array(z.string())

/** The ids of its locations. */
export const locationsOf = ({ locations }: StocktakeRow): readonly string[] => ids.parse(locations)

/** The ids of its items; null where all are counted that fit its kind and category. */
export const itemsOf = ({ items }: StocktakeRow): readonly string[] | null => ids.nullable().parse(items)

/** Whether a stocktake is of an item. */
export function covers(stocktake: StocktakeRow, item: StockItemRow): boolean {
  const { kind, category } = stocktake
  if (kind !== null && item.kind !== kind) return false
  if (category !== null && item.category !== category) return false
  return itemsOf(stocktake)?.includes(item.id) !== false
}

/** Locations with their bins, and the bins of those. */
export function withBins(named: readonly LocationRow[], all: readonly LocationRow[]): readonly LocationRow[] {
  const within = new Map(named.map((row) => [row.id, row]))
  for (let before = -1; before < within.size; ) {
    before = within.size
    for (const row of all) if (row.parentId !== null && within.has(row.parentId) && row.active) within.set(row.id, row)
  }
  return [...within.values()]
}
