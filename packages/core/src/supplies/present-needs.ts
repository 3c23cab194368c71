/** What an item of the catalogue needs, as it is answered. */
import { z } from 'zod'
import type { ItemNeed } from './item-needs.ts'
import type { ItemNeedsRow } from './tables.ts'

const needShape = z.object({
  /** The item of the inventory, by code and id. */
  item: z.string(),
  itemId: z.string(),
  /** In its unit, for one that is sold. */
  quantity: z.int(),
  variant: z.string().nullable(),
  option: z.object({ group: z.string(), choice: z.string() }).nullable(),
  location: z.string().nullable(),
  stage: z.string().nullable(),
  reserve: z.boolean(),
  beyondStock: z.enum(['refuse', 'allow']),
})

const needsShape = z.object({
  /** The item of the catalogue. */
  item: z.string(),
  itemId: z.string(),
  /** Rises with every change; 0 where it never needed anything. */
  version: z.int(),
  needs: z.array(needShape),
})

/** What an item of the catalogue needs of the stock. */
export interface ItemNeeds extends z.output<typeof needsShape> {}

export const itemNeedsSchema: z.ZodType<ItemNeeds> = needsShape

export function presentNeeds(
  sold: { readonly id: string; readonly code: string },
  row: Pick<ItemNeedsRow, 'needsVersion' | 'needs'> | undefined,
): ItemNeeds {
  const needs = (row?.needs ?? []) as unknown as readonly ItemNeed[]
  return {
    item: sold.code,
    itemId: sold.id,
    version: row?.needsVersion ?? 0,
    needs: needs.map((need) => ({
      item: need.item,
      itemId: need.itemId,
      quantity: need.quantity,
      variant: need.variant ?? null,
      option: need.option ?? null,
      location: need.location ?? null,
      stage: need.stage ?? null,
      reserve: need.reserve,
      beyondStock: need.beyondStock ? ('allow' as const) : ('refuse' as const),
    })),
  }
}
