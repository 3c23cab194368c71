/** Members of inputs and answers that several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
export const code = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, 'must be a word of small letters, digits and -, such as gold-customer')
const place = z.string().trim().normalize('NFC').min(1).max(32).optional()
export const region = z.strictObject({ province: place, city: place, district: place })
export const amountText = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount of zero or more')
export const pageMembers = {
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
}
export const facetKinds = ['item', 'category', 'shootType'] as const
