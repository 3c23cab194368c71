/** Coupons as callers get them. */
import { z } from 'zod'
import { type CouponTerms, couponTermsSchema } from './offer.ts'
import type { CouponRow } from './tables.ts'

export interface SavedCoupon {
  code: string
  /** Tells coupons that were issued together from others. */
  batch: string | null
  terms: CouponTerms
  currency: string
  customerId: string | null
  issuedAt: string
  /** False once it is ended. */
  active: boolean
}

export const couponShape = {
  code: z.string(),
  batch: z.string().nullable(),
  terms: couponTermsSchema,
  currency: z.string(),
  customerId: z.string().nullable(),
  issuedAt: z.string(),
  active: z.boolean(),
}

export const couponOutput: z.ZodType<SavedCoupon> = z.object(couponShape)

export function presentCoupon({ code, batch, terms, currency, customerId, issuedAt, active }: CouponRow): SavedCoupon {
  return { code, batch, terms: terms as unknown as CouponTerms, currency, customerId, issuedAt, active }
}
