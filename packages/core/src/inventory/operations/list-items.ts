import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { StockItemUnknown } from '../errors.ts'
import { itemSchema, presentItem, type StockItem } from '../present.ts'
import { readReportItems } from '../report-items.ts'
import { categoryText, idText, pageMembers } from '../shapes.ts'
import { inventoryItems, type StockItemRow } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  /** These alone, by codes or ids, active or not: the names for ids that other answers have. All on one page. */
  items: z.array(idText).min(1).max(200).optional(),
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
export const items: Operation<'query', ListStockItems, StockItemsPage, typeof StockItemUnknown> = operation({
  name: 'inventory.items',
  summary: 'Lists items of the inventory by code.',
  kind: 'query',
  input,
  output,
  errors: [StockItemUnknown],
  async run(context, { limit, cursor, items: named, kind, category, inactive }) {
    const fields = context.customFields(inventoryItems)
    const shown = (row: StockItemRow): StockItem => presentItem(row, fields.fromRow(row))
    if (named !== undefined) {
      const { byId } = await readReportItems(context.store, { items: [...new Set(named)], kind, category })
      const rows = [...byId.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
      return { items: rows.map(shown), next: null }
    }
    const page = await context.store.page(inventoryItems, {
      where: present({ kind, category, active: inactive ? undefined : true }),
      orderBy: ['code'],
      limit,
      cursor,
    })
    return { items: page.items.map(shown), next: page.next }
  },
})
