/** Reads a coupon, and how often it was used. */
import { z } from 'zod'
import type { QueryContext } from '../../engine/context.ts'
import { operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { CouponUnknown } from '../errors.ts'
import { couponCode } from '../offer.ts'
import { couponShape, presentCoupon, type SavedCoupon } from '../present-coupon.ts'
import { pricingCoupons, pricingCouponUses } from '../tables.ts'

const inputSchema = z.strictObject({ coupon: z.string().min(1).max(60) })

export interface GetCoupon extends z.input<typeof inputSchema> {}
export interface CouponWithUses extends SavedCoupon {
  /** How often it is used in the branches within reach, uses given back left out. */
  used: number
  /** What it took off there. */
  saved: string
}

const input: z.ZodType<z.output<typeof inputSchema>, GetCoupon> = inputSchema
const output: z.ZodType<CouponWithUses> = z.object({ ...couponShape, used: z.int(), saved: z.string() })

export const getCoupon = operation({
  name: 'pricing.coupon',
  summary: 'Reads a coupon by its code: its terms, how often it was used, what it took off.',
  kind: 'query',
  input,
  output,
  errors: [CouponUnknown],
  async run(context, { coupon }): Promise<CouponWithUses> {
    const code = couponCode(coupon)
    const row = await context.store.get(pricingCoupons, code)
    if (row === undefined) throw CouponUnknown.create({ coupon: code })
    const uses = await usesWithinReach(context, code)
    const saved = Money.ofMinor(uses?.saved ?? 0n, row.currency).toString()
    return { ...presentCoupon(row), used: uses?.uses ?? 0, saved }
  },
})

/** In all, or by the orders of the branches within reach. One statement. */
async function usesWithinReach(
  { store }: QueryContext,
  coupon: string,
): Promise<{ readonly uses: number; readonly saved: bigint } | undefined> {
  const { branches } = store.scope
  if (branches === 'all') return store.get(pricingCouponUses, { coupon, scope: 'all', scopeId: 'all' })
  const [found] = await store.aggregate(pricingCouponUses, {
    where: { coupon, scope: 'order', branch: { in: branches } },
    measures: { uses: { of: 'sum', column: 'uses' }, saved: { of: 'sum', column: 'saved' } },
    limit: 1,
  })
  return found === undefined ? undefined : { uses: Number(found.uses), saved: found.saved }
}
