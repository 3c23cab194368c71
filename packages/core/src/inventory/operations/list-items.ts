import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { itemSchema, presentItem, type StockItem } from '../present.ts'
import { categoryText, pageMembers } from '../shapes.ts'
import { inventoryItems } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  kind: z.enum(['consumable', 'product', 'rentable']).optional(),
  category: categoryText.optional(),
  /** Active ones only unless told. */
  inactive: z.boolean().default(false),
})

export interface ListStockItems extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListStockItems> = schema

export interface StockItemsPage {
  items: StockItem[]
  next: string | null
}

const output: z.ZodType<StockItemsPage> = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

/** Items by code. One statement. */
export const items: Operation<'query', ListStockItems, StockItemsPage, never> = operation({
  name: 'inventory.items',
  summary: 'Lists items of the inventory by code.',
  kind: 'query',
  input,
  output,
  async run(context, { limit, cursor, kind, category, inactive }) {
    const page = await context.store.page(inventoryItems, {
      where: present({ kind, category, active: inactive ? undefined : true }),
      orderBy: ['code'],
      limit,
      cursor,
    })
    const fields = context.customFields(inventoryItems)
    return { items: page.items.map((row) => presentItem(row, fields.fromRow(row))), next: page.next }
  },
})
