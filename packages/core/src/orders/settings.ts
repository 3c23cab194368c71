/** What a studio sets for changes and handovers of its orders. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'
import { discountLimitSchema } from '../pricing/index.ts'
import { stageName } from '../stages/index.ts'
import { pickupSettings } from './pickup-settings.ts'

const chargeSchema = z.strictObject({
  /** A line that has come to this stage, or beyond it, */
  from: stageName,
  /** costs so much of its price when it is cancelled. Of several that hold, the highest. */
  percent: z.int().min(0).max(100),
})

export interface StageCharge extends z.output<typeof chargeSchema> {}

/** Nothing while a shoot is only planned, half once it was shot or designed, all once its images were picked or it was sent out. */
export const defaultCharges: readonly StageCharge[] = [
  { from: 'shot', percent: 50 },
  { from: 'selected', percent: 100 },
  { from: 'performed', percent: 100 },
  { from: 'designing', percent: 50 },
  { from: 'sentOut', percent: 100 },
  { from: 'out', percent: 100 },
]

const settings = z.object({
  ...pickupSettings,
  /** What of a cancelled line is charged for work that was done, by the stage that it had come to. */
  cancellationCharges: z
    .array(chargeSchema)
    .max(50)
    .default([...defaultCharges]),
  /** Whether a charge beyond what was paid is claimed from the customer. Unless it is, no more is kept than was paid. */
  claimBeyondPaid: z.boolean().default(false),
  /** How far somebody may depart from the policy when a cancellation keeps an amount by hand, by role; see `discountLimits` of pricing. */
  forfeitLimits: z.record(z.string().min(1).max(60), discountLimitSchema).default({}),
  /** By which prices a line is exchanged: those of `today`, or of the day on which it was sold. */
  exchangePrices: z.enum(['today', 'daySold']).default('today'),
  /** How another quantity is priced: by the rules of `today`, those of the day on which the line was sold, or at its `unitPrice`. */
  quantityPrices: z.enum(['today', 'daySold', 'unitPrice']).default('today'),
})

export interface OrdersSettings extends z.output<typeof settings> {}
/** By which prices something is priced again. */
export type PricesOf = OrdersSettings['exchangePrices']

export const ordersSettings: SettingsOf<OrdersSettings> & {
  readonly name: 'orders'
  readonly settings: z.ZodType<OrdersSettings>
} = { name: 'orders', settings }
