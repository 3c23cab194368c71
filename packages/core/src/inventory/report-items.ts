/** Which items a report is of. */
import { z } from 'zod'
import { type Filter, present } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { requireItems } from './read-items.ts'
import { categoryText, idText } from './shapes.ts'
import { inventoryItems, type StockItemRow } from './tables.ts'

/** Members of the input of reports that can be narrowed. */
export const itemFilterMembers = {
  /** Codes or ids of items; all unless told. */
  items: z.array(idText).min(1).max(500).optional(),
  kind: z.enum(['consumable', 'product', 'rentable']).optional(),
  category: categoryText.optional(),
}

export interface ItemFilter {
  readonly items?: readonly string[] | undefined
  readonly kind?: 'consumable' | 'product' | 'rentable' | undefined
  readonly category?: string | undefined
}

export interface ReportItems {
  readonly byId: ReadonlyMap<string, StockItemRow>
  /** For filters; undefined where the report is of all. */
  readonly ids: readonly string[] | undefined
}

/** One statement. @throws STOCK_ITEM_UNKNOWN */
export async function readReportItems(store: ScopedReads, given: ItemFilter): Promise<ReportItems> {
  const { items, kind, category } = given
  const where: Filter<StockItemRow> = present({ kind, category })
  const rows =
    items === undefined
      ? await store.find(inventoryItems, { where, limit: 'all' })
      : (await requireItems(store, items)).filter(
          (row) => (kind === undefined || row.kind === kind) && (category === undefined || row.category === category),
        )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const isNarrow = items !== undefined || kind !== undefined || category !== undefined
  return { byId, ids: isNarrow ? [...byId.keys()] : undefined }
}
