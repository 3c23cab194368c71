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

/** Locations, each once, with their bins. */
export function withBins(named: readonly LocationRow[], all: readonly LocationRow[]): readonly LocationRow[] {
  const ids = new Set(named.map((row) => row.id))
  const bins = all.filter((row) => row.parentId !== null && ids.has(row.parentId))
  return [...new Map([...named, ...bins].map((row) => [row.id, row])).values()]
}
