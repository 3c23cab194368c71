/** Reads what an item of the catalogue needs of the stock. */
import { z } from 'zod'
import { ItemUnknown, requireItem } from '../../catalog/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { type ItemNeeds, itemNeedsSchema, presentNeeds } from '../present-needs.ts'
import { suppliesItemNeeds } from '../tables.ts'

const schema = z.strictObject({
  /** The code or id of an item of the catalogue. */
  item: z.string().min(1).max(64),
})

export interface ReadNeeds extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadNeeds> = schema

export const readNeeds: Operation<'query', ReadNeeds, ItemNeeds, typeof ItemUnknown> = operation({
  name: 'supplies.needs',
  summary: 'Reads what an item of the catalogue needs of the stock.',
  kind: 'query',
  input,
  output: itemNeedsSchema,
  errors: [ItemUnknown],
  async run(context, { item }) {
    const sold = await requireItem(context, item)
    return presentNeeds(sold, await context.store.get(suppliesItemNeeds, sold.id))
  },
})
