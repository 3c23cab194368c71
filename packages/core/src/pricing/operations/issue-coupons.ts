/** Issues coupons: one with a code of the studio's own, or many with codes that nobody guesses. */
import { z } from 'zod'
import { customers } from '../../customers/index.ts'
import { operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import type { Json } from '../../values/json.ts'
import { checkedOffer } from '../check-offer.ts'
import { newCodes } from '../coupon-code.ts'
import { CouponCodeTaken, OfferInvalid } from '../errors.ts'
import { couponsIssued } from '../events.ts'
import { couponCode, couponTermsSchema } from '../offer.ts'
import { pricingCoupons } from '../tables.ts'

const mostAtOnce = 1000

const inputSchema = z
  .strictObject({
    ...couponTermsSchema.shape,
    /** A code of the studio's own, such as `WELCOME`: 3 to 40 letters and digits. */
    code: z
      .string()
      .max(60)
      .transform(couponCode)
      .refine((code) => /^[\p{L}\p{N}]{3,40}$/u.test(code), 'must be 3 to 40 letters and digits')
      .optional(),
    /** So many coupons, each with a code of its own. */
    count: z.int().min(1).max(mostAtOnce).optional(),
    /** What these codes begin with. */
    prefix: z
      .string()
      .regex(/^[A-Z0-9]{0,20}$/, 'must be at most 20 capitals and digits')
      .default(''),
  })
  .refine(({ code, count }) => (code === undefined) !== (count === undefined), {
    message: 'must give a code, or a count of codes to be made',
  })

const outputSchema = z.object({
  batch: z.string(),
  codes: z.array(z.string()),
  currency: z.string(),
})

export interface IssueCoupons extends z.input<typeof inputSchema> {}
export interface IssuedCoupons extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, IssueCoupons> = inputSchema
const output: z.ZodType<IssuedCoupons> = outputSchema

export const issueCoupons = operation({
  name: 'pricing.issueCoupons',
  summary:
    'Issues a coupon with a code of the studio, or up to 1,000 with codes that nobody guesses. Their terms never change.',
  kind: 'command',
  input,
  output,
  errors: [OfferInvalid, CouponCodeTaken, BranchUnknown],
  async run(context, { code, count, prefix, customerId, ...given }): Promise<IssuedCoupons> {
    const of = code === undefined ? 'These coupons' : `Coupon "${code}"`
    const terms = await checkedOffer(context, of, given)
    if (customerId !== undefined && (await context.store.get(customers, customerId)) === undefined) {
      throw OfferInvalid.create({ of, rule: `must be for a customer of this studio, got "${customerId}"` })
    }
    if (code !== undefined) {
      await context.store.lock([`pricing.coupon:${code}`])
      if ((await context.store.get(pricingCoupons, code)) !== undefined) throw CouponCodeTaken.create({ coupon: code })
    }
    const codes = code === undefined ? newCodes(count ?? 1, prefix) : [code]
    const batch = context.newId()
    const { currency } = context.studio
    const same = {
      batch,
      terms: JSON.parse(JSON.stringify(terms)) as Json,
      currency,
      issuedAt: context.now,
      active: true,
    }
    context.store.insertAll(
      pricingCoupons,
      codes.map((one) => ({ ...same, code: one, customerId: customerId ?? null })),
    )
    context.emit(couponsIssued, { batch, count: codes.length })
    return { batch, codes, currency }
  },
})
