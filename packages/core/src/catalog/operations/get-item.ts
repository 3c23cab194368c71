/** Reads one item. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ItemUnknown } from '../errors.ts'
import { type Item, itemOutput, presentItem } from '../item.ts'
import { requireItem } from '../read-items.ts'

const inputSchema = z.strictObject({
  /** Its code or id. */
  item: z.string().min(1).max(64),
})

export interface GetItem extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, GetItem> = inputSchema

export const getItem = operation({
  name: 'catalog.get',
  summary: 'Reads an item by its code or id.',
  kind: 'query',
  input,
  output: itemOutput,
  errors: [ItemUnknown],
  async run(context, { item }): Promise<Item> {
    return presentItem(context, await requireItem(context, item))
  },
})
