/** One step of a price: what a rule did to a line, so that a customer and an auditor can see why it costs what it costs. */
import { z } from 'zod'

/** The stages of pricing, in their order. `host` is what the host's own hooks do when an order is placed. */
export const pricingStages = ['list', 'options', 'promotions', 'coupons', 'manual', 'tax', 'rounding', 'host'] as const
export type PricingStage = (typeof pricingStages)[number]

export const priceStepSchema = z.object({
  stage: z.enum(pricingStages),
  rule: z.string(),
  /** The version of the rule. */
  ruleVersion: z.int(),
  /** What it added to the amount of the line; negative where it took off. */
  change: z.string(),
  before: z.string(),
  after: z.string(),
  /** For the customer. */
  words: z.object({ zh: z.string(), en: z.string() }),
  /** For an auditor: the figures and conditions that it went by. */
  audit: z.string(),
  /** The price list, promotion, coupon or person that it went by. */
  source: z
    .object({ kind: z.string(), code: z.string(), version: z.int().nullable(), name: z.string().nullable() })
    .nullable(),
})

export interface PriceStep extends z.output<typeof priceStepSchema> {}
export interface PriceWords {
  readonly zh: string
  readonly en: string
}
export interface PriceSource extends NonNullable<PriceStep['source']> {}
