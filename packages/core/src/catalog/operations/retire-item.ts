/** Takes an item out of sale. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { ItemUnknown } from '../errors.ts'
import { itemRetired } from '../events.ts'
import { type Item, itemOutput, presentItem } from '../item.ts'
import { requireItem } from '../read-items.ts'
import { updateItem } from '../write-item.ts'

const inputSchema = z.strictObject({
  /** Its code or id. */
  item: z.string().min(1).max(64),
})

export interface RetireItem extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, RetireItem> = inputSchema

export const retireItem = operation({
  name: 'catalog.retireItem',
  summary: 'Takes an item out of sale; it stays for the orders that hold it.',
  kind: 'command',
  input,
  output: itemOutput,
  errors: [ItemUnknown],
  async run(context, { item }): Promise<Item> {
    const row = await requireItem(context, item)
    if (!row.active) return presentItem(context, row)
    const retired = await updateItem(context, row, { active: false })
    context.emit(itemRetired, { itemId: row.id, code: row.code })
    return presentItem(context, retired)
  },
})
