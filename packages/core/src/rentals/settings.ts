/** What a studio decides about its rentals; items and units may have terms of their own. */
import { z } from 'zod'

const minutes = z
  .int()
  .min(0)
  .max(60 * 24 * 90)

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount of zero or more')

const settings = z.object({
  /** Minutes before a unit goes out in which it is prepared, and nobody else has it. */
  prepareMinutes: minutes.default(0),
  /** Minutes after it is due back in which it is cleaned. */
  cleanMinutes: minutes.default(0),
  /** For each unit and started day that it comes back late. */
  lateFeePerDay: amount.default('0'),
  /** So many minutes late cost nothing. */
  lateGraceMinutes: minutes.default(60),
  /** The most that a unit costs for being late; null for no limit. */
  lateFeeCap: amount.nullable().default(null),
  /** Where it is earned: accounts of income. */
  damageAccount: z.string().min(1).max(64).default('Income:DressRental'),
  lateFeeAccount: z.string().min(1).max(64).default('Income:DressRental'),
})

export interface RentalSettings extends z.output<typeof settings> {}

export const rentalSettings: { readonly name: 'rentals'; readonly settings: z.ZodType<RentalSettings> } = {
  name: 'rentals',
  settings,
}
