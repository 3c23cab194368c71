/** Lists the versions of an item. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ItemUnknown } from '../errors.ts'
import { versionOutput, type ItemVersion, presentVersion } from '../item-version.ts'
import { requireItem } from '../read-items.ts'
import { catalogVersions } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Its code or id. */
  item: z.string().min(1).max(64),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const pageSchema = z.object({ items: z.array(versionOutput), next: z.string().nullable() })

export interface ListItemVersions extends z.input<typeof inputSchema> {}
export interface ItemVersionPage {
  items: ItemVersion[]
  next: string | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ListItemVersions> = inputSchema
const output: z.ZodType<ItemVersionPage> = pageSchema

export const listItemVersions = operation({
  name: 'catalog.versions',
  summary: 'Lists the versions of an item, the newest first, each with the item as it was sold.',
  kind: 'query',
  input,
  output,
  errors: [ItemUnknown],
  async run(context, { item, limit, cursor }): Promise<ItemVersionPage> {
    const { id: itemId } = await requireItem(context, item)
    const page = await context.store.page(catalogVersions, {
      where: { itemId },
      orderBy: ['-itemVersion'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentVersion), next: page.next }
  },
})
