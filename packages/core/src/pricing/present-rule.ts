/** Price lists and promotions as callers get them. */
import { z } from 'zod'
import { type PromotionContent, promotionSchema } from './offer.ts'
import { type PriceList, priceListSchema } from './price-list.ts'
import type { RuleRow } from './tables.ts'

export interface SavedPriceList extends PriceList {
  version: number
  /** False once it is ended. */
  active: boolean
}

export interface SavedPromotion extends PromotionContent {
  version: number
  active: boolean
}

const kept = { version: z.int(), active: z.boolean() }

export const priceListOutput: z.ZodType<SavedPriceList> = priceListSchema.extend(kept)
export const promotionOutput: z.ZodType<SavedPromotion> = promotionSchema.extend(kept)

type Kept = Pick<RuleRow, 'content' | 'ruleVersion' | 'active'>

export function presentPriceList({ content, ruleVersion, active }: Kept): SavedPriceList {
  return { ...(content as unknown as PriceList), version: ruleVersion, active }
}

export function presentPromotion({ content, ruleVersion, active }: Kept): SavedPromotion {
  return { ...(content as unknown as PromotionContent), version: ruleVersion, active }
}
