/** Reads one version of an item: what an order sold. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ItemUnknown, ItemVersionUnknown } from '../errors.ts'
import { type ItemVersion, versionOutput } from '../item-version.ts'
import { itemVersions } from '../read-versions.ts'
import { requireItem } from '../read-items.ts'

const inputSchema = z.strictObject({
  /** Its code or id. */
  item: z.string().min(1).max(64),
  itemVersion: z.int().min(1),
})

export interface GetItemVersion extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetItemVersion> = inputSchema

export const getItemVersion = operation({
  name: 'catalog.version',
  summary: 'Reads an item as it was in one of its versions, such as that which an order names.',
  kind: 'query',
  input,
  output: versionOutput,
  errors: [ItemUnknown, ItemVersionUnknown],
  async run(context, { item, itemVersion }): Promise<ItemVersion> {
    const row = await requireItem(context, item)
    const [version] = await itemVersions(context, [{ itemId: row.id, itemVersion }])
    if (version === undefined) throw ItemVersionUnknown.create({ item, itemVersion })
    return version
  },
})
