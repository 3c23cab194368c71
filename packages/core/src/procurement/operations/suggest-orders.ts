import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { presentSuggestion, suggestionSchema } from '../present-suggestion.ts'
import { reviewStock } from '../review-stock.ts'
import { idText } from '../shapes.ts'

const schema = z.strictObject({
  /** Only what would be ordered from this supplier. */
  supplierId: idText.optional(),
  itemIds: z.array(idText).min(1).max(500).optional(),
  /** How many at most, what lasts the shortest first; `count` says how many there are. */
  limit: z.int().min(1).max(1000).default(200),
})

export interface SuggestPurchases extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, SuggestPurchases> = schema

const outputShape = z.object({
  date: z.string(),
  currency: z.string(),
  count: z.int(),
  suggestions: z.array(suggestionSchema),
})

export interface PurchaseSuggestions extends z.output<typeof outputShape> {}

const output: z.ZodType<PurchaseSuggestions> = outputShape

/** What to order for the branch, from whom, and the numbers that say so. Eleven statements at most, however many items there are. */
export const suggestions: Operation<'query', SuggestPurchases, PurchaseSuggestions, never> = operation({
  name: 'procurement.suggestions',
  summary: 'Suggests what to order, from whom and why.',
  kind: 'query',
  input,
  output,
  async run(context, { supplierId, itemIds, limit }) {
    const reviewed = await reviewStock(context, { itemIds })
    const wanted = supplierId === undefined ? reviewed : reviewed.filter(({ supplier }) => supplier?.id === supplierId)
    return {
      date: context.businessDate,
      currency: context.studio.currency,
      count: wanted.length,
      suggestions: wanted.slice(0, limit).map(presentSuggestion),
    }
  },
})
