/** Lists the price lists. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentPriceList, priceListOutput, type SavedPriceList } from '../present-rule.ts'
import { pricingRulesKept } from '../tables.ts'

const inputSchema = z.strictObject({
  /** True for those in force, false for those that were ended; both unless told. */
  active: z.boolean().optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListPriceLists extends z.input<typeof inputSchema> {}
export interface PriceListPage {
  items: SavedPriceList[]
  next: string | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ListPriceLists> = inputSchema
const output: z.ZodType<PriceListPage> = z.object({ items: z.array(priceListOutput), next: z.string().nullable() })

export const listPriceLists = operation({
  name: 'pricing.priceLists',
  summary: 'Lists the price lists by code, page by page.',
  kind: 'query',
  input,
  output,
  async run(context, { active, limit, cursor }): Promise<PriceListPage> {
    const where = { kind: 'priceList', ...present({ active }) }
    const page = await context.store.page(pricingRulesKept, { where, orderBy: ['code'], limit, cursor })
    return { items: page.items.map(presentPriceList), next: page.next }
  },
})
