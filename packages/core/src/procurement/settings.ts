/** What a studio decides about buying. */
import { z } from 'zod'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 5000 or 0.50')
const percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be a percentage such as 2 or 0.5')

/** Kinds of movements by which stock is used up. */
const usingKinds = ['issue', 'customerReturn', 'consumption', 'production', 'gift', 'waste', 'transferOut'] as const

const schema = z.object({
  /** An order above this is approved by a second person before it is sent; null for none. */
  approvalLimit: amount.nullable().default(null),
  /** How much more than ordered is taken of a line, in per cent. */
  overDeliveryPercent: z.int().min(0).max(100).default(0),
  /** A line of a bill above what was expected by more than both needs the permission procurement.exceedTolerance. */
  tolerancePercent: percent.default('2'),
  toleranceAmount: amount.default('10'),
  /** Of how many days, today included, the use is counted. */
  usedDays: z.int().min(1).max(180).default(30),
  /** What counts as use. A branch that supplies others adds transferOut. */
  usedBy: z
    .array(z.enum(usingKinds))
    .max(usingKinds.length)
    .default(['issue', 'customerReturn', 'consumption', 'production', 'gift', 'waste']),
  /** Days from one review of the stock to the next: what is ordered lasts for them beyond the reorder point. */
  reviewDays: z.int().min(0).max(180).default(7),
  /** Days that goods take to come, where nobody said. */
  leadTimeDays: z.int().min(0).max(365).default(7),
})

export interface ProcurementSettings extends z.output<typeof schema> {}

export const procurementSettings: { readonly name: 'procurement'; readonly settings: z.ZodType<ProcurementSettings> } =
  {
    name: 'procurement',
    settings: schema,
  }
