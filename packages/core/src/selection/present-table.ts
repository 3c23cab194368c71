/** Tables of prices as callers see them. */
import { z } from 'zod'
import { contentOf } from './price-book.ts'
import { priceTableSchema } from './price-table.ts'
import type { PriceTableRow } from './tables.ts'

export const savedTableSchema = priceTableSchema.extend({
  /** Rises with every change; pass it as `expectedVersion`. */
  version: z.int(),
  /** False once it is ended. */
  active: z.boolean(),
})

export interface SavedPriceTable extends z.output<typeof savedTableSchema> {}

export function presentTable(row: PriceTableRow): SavedPriceTable {
  return { ...contentOf(row), version: row.tableVersion, active: row.active }
}
