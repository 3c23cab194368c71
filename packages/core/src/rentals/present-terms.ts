/** Terms for callers: what goes for a unit or item, from wherever it comes. */
import { z } from 'zod'
import type { Terms } from './terms.ts'

const shape = z.object({
  item: z.string(),
  serial: z.string().nullable(),
  prepareMinutes: z.int(),
  cleanMinutes: z.int(),
  currency: z.string(),
  price: z.string(),
  bond: z.string(),
  lateFeePerDay: z.string(),
  lateGraceMinutes: z.int(),
  lateFeeCap: z.string().nullable(),
})

export interface RentalTerms extends z.output<typeof shape> {}

export const termsSchema: z.ZodType<RentalTerms> = shape

export const presentTerms = (item: string, serial: string | null, terms: Terms): RentalTerms => ({
  item,
  serial,
  prepareMinutes: terms.prepareMinutes,
  cleanMinutes: terms.cleanMinutes,
  currency: terms.price.currency,
  price: terms.price.toString(),
  bond: terms.bond.toString(),
  lateFeePerDay: terms.late.perDay.toString(),
  lateGraceMinutes: terms.late.graceMinutes,
  lateFeeCap: terms.late.cap?.toString() ?? null,
})
