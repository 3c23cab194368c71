/** Lists the tables of prices. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { presentTable, savedTableSchema } from '../present-table.ts'
import { pageMembers } from '../shapes.ts'
import { selectionPriceTables } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Ended ones as well. */
  ended: z.boolean().default(false),
  ...pageMembers,
})

const outputSchema = z.object({ items: z.array(savedTableSchema), next: z.string().nullable() })

export interface ListPriceTables extends z.input<typeof inputSchema> {}
export interface PriceTablePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListPriceTables> = inputSchema
const output: z.ZodType<PriceTablePage> = outputSchema

export const listPriceTables = operation({
  name: 'selection.priceTables',
  summary: 'Lists what is sold beyond packages and at which prices, by code.',
  kind: 'query',
  input,
  output,
  async run(context, { ended, limit, cursor }) {
    const page = await context.store.page(selectionPriceTables, {
      where: ended ? {} : { active: true },
      orderBy: ['code'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentTable), next: page.next }
  },
})
