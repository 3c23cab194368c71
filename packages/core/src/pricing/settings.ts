/** What a studio sets for its prices. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

/** How much somebody may decide by hand. */
export const discountLimitSchema = z.strictObject({
  /** The most per cent off the price of a line; null for no limit. */
  percent: z.number().min(0).max(100).nullable().default(null),
  /** The most off an order in all, in the studio's currency; null for no limit. */
  amount: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 100 or 100.00')
    .nullable()
    .default(null),
})

const schema = z.object({
  /**
   * How much somebody may give by hand, by role: whoever has several of the roles named here has the widest of their limits.
   * Whoever has none of them has no limit. Beyond it a second person approves.
   */
  discountLimits: z.record(z.string().min(1).max(60), discountLimitSchema).default({}),
})

export interface DiscountLimit extends z.output<typeof discountLimitSchema> {}
export interface PricingSettings extends z.output<typeof schema> {}

export const pricingSettingsSchema: z.ZodType<PricingSettings> = schema

/** Names the room's settings without the plugin itself, which its operations must not import. */
export const pricingSettings: SettingsOf<PricingSettings> = { name: 'pricing', settings: pricingSettingsSchema }
