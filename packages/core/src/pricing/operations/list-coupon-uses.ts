/** Lists which orders used coupons. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { Money } from '../../values/money.ts'
import { couponCode } from '../offer.ts'
import { pricingCouponUses } from '../tables.ts'

const inputSchema = z.strictObject({
  coupon: z.string().min(1).max(60).optional(),
  customerId: z.string().min(1).max(64).optional(),
  orderId: z.string().min(1).max(64).optional(),
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({
  items: z.array(
    z.object({
      coupon: z.string(),
      orderId: z.string(),
      customerId: z.string(),
      branch: z.string(),
      /** When the order first used it. */
      at: z.string(),
      /** False where it was given back. */
      used: z.boolean(),
      saved: z.string(),
      currency: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

export interface ListCouponUses extends z.input<typeof inputSchema> {}
export interface CouponUsePage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListCouponUses> = inputSchema
const output: z.ZodType<CouponUsePage> = outputSchema

export const listCouponUses = operation({
  name: 'pricing.couponUses',
  summary: 'Lists the orders that used coupons: of one coupon, one customer, one order or all.',
  kind: 'query',
  input,
  output,
  async run(context, { coupon, customerId, orderId, limit, cursor }): Promise<CouponUsePage> {
    const code = coupon === undefined ? undefined : couponCode(coupon)
    const branches = context.branchesWith('pricing.couponUses')
    const page = await context.store.page(pricingCouponUses, {
      where: {
        scope: 'order',
        ...present({ coupon: code, customerId, orderId, branch: branches === 'all' ? undefined : { in: branches } }),
      },
      orderBy: ['coupon', 'scopeId'],
      limit,
      cursor,
    })
    const items = page.items.map((row) => ({
      coupon: row.coupon,
      orderId: row.scopeId,
      customerId: row.customerId ?? '',
      branch: row.branch,
      at: row.at,
      used: row.uses > 0,
      saved: Money.ofMinor(row.saved, row.currency).toString(),
      currency: row.currency,
    }))
    return { items, next: page.next }
  },
})
