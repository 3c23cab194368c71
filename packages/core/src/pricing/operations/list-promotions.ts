/** Lists the promotions. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentPromotion, promotionOutput, type SavedPromotion } from '../present-rule.ts'
import { pricingRulesKept } from '../tables.ts'

const inputSchema = z.strictObject({
  /** True for those in force, false for those that were ended; both unless told. */
  active: z.boolean().optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListPromotions extends z.input<typeof inputSchema> {}
export interface PromotionPage {
  items: SavedPromotion[]
  next: string | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ListPromotions> = inputSchema
const output: z.ZodType<PromotionPage> = z.object({ items: z.array(promotionOutput), next: z.string().nullable() })

export const listPromotions = operation({
  name: 'pricing.promotions',
  summary: 'Lists the promotions by code, page by page.',
  kind: 'query',
  input,
  output,
  async run(context, { active, limit, cursor }): Promise<PromotionPage> {
    const where = { kind: 'promotion', ...present({ active }) }
    const page = await context.store.page(pricingRulesKept, { where, orderBy: ['code'], limit, cursor })
    return { items: page.items.map(presentPromotion), next: page.next }
  },
})
