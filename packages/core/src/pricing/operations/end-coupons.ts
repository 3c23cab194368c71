/** Ends coupons: one, or all that were issued together. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { CouponUnknown } from '../errors.ts'
import { couponsEnded } from '../events.ts'
import { couponCode } from '../offer.ts'
import { pricingCoupons } from '../tables.ts'

const inputSchema = z
  .strictObject({ coupon: z.string().min(1).max(60).optional(), batch: z.string().min(1).max(64).optional() })
  .refine(({ coupon, batch }) => (coupon === undefined) !== (batch === undefined), {
    message: 'must give a coupon or a batch',
  })

const outputSchema = z.object({
  /** Coupons that were in force until now. */
  ended: z.int(),
})

export interface EndCoupons extends z.input<typeof inputSchema> {}
export interface EndedCoupons extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, EndCoupons> = inputSchema
const output: z.ZodType<EndedCoupons> = outputSchema

export const endCoupons = operation({
  name: 'pricing.endCoupons',
  summary:
    'Ends a coupon, or all of a batch: no order takes them from now on. Orders that used them keep their prices.',
  kind: 'command',
  input,
  output,
  errors: [CouponUnknown],
  async run(context, { coupon, batch = null }): Promise<EndedCoupons> {
    const where = coupon === undefined ? { batch } : { code: couponCode(coupon) }
    const [found] = await context.store.find(pricingCoupons, { where, orderBy: ['code'], limit: 1 })
    if (found === undefined) throw CouponUnknown.create({ coupon: coupon ?? `of batch ${batch}` })
    const ended = await context.store.updateWhere(pricingCoupons, { ...where, active: true }, { active: false })
    if (ended > 0) context.emit(couponsEnded, { batch: found.batch, count: ended })
    return { ended }
  },
})
