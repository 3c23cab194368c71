/** What a studio decides about handovers. */
import { z } from 'zod'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 100 or 100.00')

const arrearsRuleSchema = z.discriminatedUnion('rule', [
  /** Nothing may be due of the order. */
  z.strictObject({ rule: z.literal('full') }),
  /** Payments cover what was handed over, this time and before. */
  z.strictObject({ rule: z.literal('handedOver') }),
  /** So many per cent of the order are paid. */
  z.strictObject({ rule: z.literal('percent'), percent: z.number().min(0).max(100) }),
  /** No more than this is due. */
  z.strictObject({ rule: z.literal('amount'), most: amount }),
])

export type ArrearsRule = z.output<typeof arrearsRuleSchema>

export const pickupSettings = {
  /** What must be paid before anything is handed over. */
  arrearsAtPickup: arrearsRuleSchema.default({ rule: 'full' }),
  /** Whether a reason is needed to hand over with more due than that. */
  arrearsReasonNeeded: z.boolean().default(false),
  /** With more than this due beyond the rule, a second person approves, whoever hands over; null for never. */
  arrearsApprovedAbove: amount.nullable().default(null),
  /** Whether nothing is handed over without a signature. */
  pickupSigned: z.boolean().default(false),
}
