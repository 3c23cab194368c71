/** What a studio decides about its stocktakes. */
import { z } from 'zod'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 200 or 0.50')

const recount = z.strictObject({
  /** More units than so many; null where the number does not matter. */
  units: z.int().min(0).max(1_000_000_000).nullable().default(null),
  /** More than so many per cent of what the books say. */
  percent: z.int().min(0).max(1000).nullable().default(10),
  /** A value above this. */
  value: amount.nullable().default(null),
})

const schema = z.object({
  /** From when on a difference must be counted again by somebody else: where any of the three is reached. All null for never. */
  recount: recount.default({ units: null, percent: 10, value: null }),
  /** Differences above this value in sum, surplus and shortage added up, need somebody who did not count them; null for never. */
  approvalAbove: amount.nullable().default('0'),
})

export interface StocktakeSettings extends z.output<typeof schema> {}

export const stocktakeSettings: { readonly name: 'stocktakes'; readonly settings: z.ZodType<StocktakeSettings> } = {
  name: 'stocktakes',
  settings: schema,
}
