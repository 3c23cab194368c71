/** Lists how the needs of an item changed. */
import { z } from 'zod'
import { ItemUnknown, requireItem } from '../../catalog/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { type ItemNeeds, itemNeedsSchema, presentNeeds } from '../present-needs.ts'
import { suppliesItemNeedVersions } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id of an item of the catalogue. */
  item: z.string().min(1).max(64),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListNeedVersions extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListNeedVersions> = schema

export interface NeedVersionPage {
  items: { at: string; needs: ItemNeeds }[]
  next: string | null
}

const output: z.ZodType<NeedVersionPage> = z.object({
  items: z.array(z.object({ at: z.string(), needs: itemNeedsSchema })),
  next: z.string().nullable(),
})

export const listNeedVersions: Operation<'query', ListNeedVersions, NeedVersionPage, typeof ItemUnknown> = operation({
  name: 'supplies.needVersions',
  summary:
    'Lists what an item of the catalogue needed, the newest first: a line names the version by which it was sold.',
  kind: 'query',
  input,
  output,
  errors: [ItemUnknown],
  async run(context, { item, limit, cursor }) {
    const sold = await requireItem(context, item)
    const page = await context.store.page(suppliesItemNeedVersions, {
      where: { soldItemId: sold.id },
      orderBy: ['-needsVersion'],
      limit,
      cursor,
    })
    return { items: page.items.map((row) => ({ at: row.at, needs: presentNeeds(sold, row) })), next: page.next }
  },
})
