/** A version of an item as callers get it. */
import { z } from 'zod'
import type { RowOf } from '../storage/table.ts'
import { type Item, itemOutput } from './item.ts'
import type { catalogVersions } from './tables.ts'

export interface ItemVersion {
  itemId: string
  itemVersion: number
  /** When it began; null for one that was made before versions were kept. */
  at: string | null
  item: Item
}

export const versionOutput: z.ZodType<ItemVersion> = z.object({
  itemId: z.string(),
  itemVersion: z.int(),
  at: z.string().nullable(),
  item: itemOutput,
})

export function presentVersion(row: RowOf<typeof catalogVersions>): ItemVersion {
  return { itemId: row.itemId, itemVersion: row.itemVersion, at: row.at, item: row.item as unknown as Item }
}
