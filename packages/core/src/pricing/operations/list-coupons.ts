/** Lists coupons. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { couponOutput, presentCoupon, type SavedCoupon } from '../present-coupon.ts'
import { pricingCoupons } from '../tables.ts'

const inputSchema = z.strictObject({
  batch: z.string().min(1).max(64).optional(),
  /** Those that only this customer may use. */
  customerId: z.string().min(1).max(64).optional(),
  active: z.boolean().optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListCoupons extends z.input<typeof inputSchema> {}
export interface CouponPage {
  items: SavedCoupon[]
  next: string | null
}

const input: z.ZodType<z.output<typeof inputSchema>, ListCoupons> = inputSchema
const output: z.ZodType<CouponPage> = z.object({ items: z.array(couponOutput), next: z.string().nullable() })

export const listCoupons = operation({
  name: 'pricing.coupons',
  summary: 'Lists coupons by code, page by page: all, those of a batch, or those of a customer.',
  kind: 'query',
  input,
  output,
  async run(context, { batch, customerId, active, limit, cursor }): Promise<CouponPage> {
    const where = present({ batch, customerId, active })
    const page = await context.store.page(pricingCoupons, { where, orderBy: ['code'], limit, cursor })
    return { items: page.items.map(presentCoupon), next: page.next }
  },
})
