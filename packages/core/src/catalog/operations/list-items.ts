/** Lists the catalogue. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { categoryCode, itemKind, itemOutput, presentItem, shootType } from '../item.ts'
import { catalogItems } from '../tables.ts'

const inputSchema = z.strictObject({
  kind: itemKind.optional(),
  category: categoryCode.optional(),
  shootType: shootType.optional(),
  /** False for retired ones; both unless told. */
  active: z.boolean().optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const pageSchema = z.object({ items: z.array(itemOutput), next: z.string().nullable() })

export interface ListItems extends z.input<typeof inputSchema> {}
export interface ItemPage extends z.output<typeof pageSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListItems> = inputSchema
const output: z.ZodType<ItemPage> = pageSchema

export const listItems = operation({
  name: 'catalog.list',
  summary: 'Lists the items of the catalogue by code, page by page.',
  kind: 'query',
  input,
  output,
  async run(context, { kind, category, shootType: shot, active, limit, cursor }): Promise<ItemPage> {
    const where = present({ kind, categoryCode: category, shootType: shot, active })
    const page = await context.store.page(catalogItems, { where, orderBy: ['code'], limit, cursor })
    return { items: page.items.map((row) => presentItem(context, row)), next: page.next }
  },
})
