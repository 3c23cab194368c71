/** Coupons of an order: read, counted when it is placed, given back when it is cancelled. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { NewRowOf } from '../storage/table.ts'
import { Money } from '../values/money.ts'
import { CouponNotApplicable, CouponSpent, CouponUnknown } from './errors.ts'
import { type Coupon, type CouponTerms, couponCode } from './offer.ts'
import { type CouponRow, pricingCoupons, pricingCouponUses } from './tables.ts'

/** A coupon that a customer shows. */
export interface HeldCoupon {
  readonly coupon: Coupon
  readonly row: CouponRow
}

/**
 * The coupons of these codes, none where none is shown. One statement for any number.
 *
 * @throws COUPON_UNKNOWN, COUPON_NOT_APPLICABLE for another customer's
 */
export async function readCoupons(
  context: QueryContext | CommandContext,
  given: readonly string[],
  customerId: string,
): Promise<HeldCoupon[]> {
  const codes = [...new Set(given.map(couponCode))]
  if (codes.length === 0) return []
  const rows = await context.store.find(pricingCoupons, { where: { code: { in: codes } }, limit: 'all' })
  const found = new Map(rows.map((row) => [row.code, row]))
  return codes.sort().map((code) => {
    const row = found.get(code)
    if (row === undefined || !row.active) throw CouponUnknown.create({ coupon: code })
    if (row.customerId !== null && row.customerId !== customerId) {
      throw CouponNotApplicable.create({ coupon: code, rule: 'belongs to another customer' })
    }
    return { row, coupon: couponOf(row) }
  })
}

/** The coupons that lines have used, as they are now, whoever may use them and whether they still may be. One statement, none without codes. */
export async function usedBefore(
  context: QueryContext | CommandContext,
  codes: readonly string[],
): Promise<readonly Coupon[]> {
  if (codes.length === 0) return []
  const rows = await context.store.find(pricingCoupons, { where: { code: { in: [...codes] } }, limit: 'all' })
  return rows.map(couponOf)
}

function couponOf(row: CouponRow): Coupon {
  return { ...(row.terms as unknown as CouponTerms), type: 'coupon', code: row.code, version: 1 }
}

const spentInAll = (uses: number): string =>
  uses === 1 ? 'was used already' : `was used ${uses} times, as often as it may be`
const spentByCustomer = (uses: number): string =>
  uses === 1 ? 'was used by this customer already' : `was used ${uses} times by this customer, as often as it may be`

/**
 * Whether the coupons could be used once more, for a quote. One statement, none without coupons.
 *
 * @throws COUPON_SPENT, COUPON_NOT_APPLICABLE for one that the order has used already
 */
export async function requireUnspent(
  context: QueryContext | CommandContext,
  held: readonly HeldCoupon[],
  of: { readonly customerId: string; readonly orderId: string | null },
): Promise<void> {
  if (held.length === 0) return
  const { customerId, orderId } = of
  const rows = await context.store.find(pricingCouponUses, {
    where: {
      coupon: { in: held.map(({ coupon }) => coupon.code) },
      scopeId: { in: ['all', customerId, ...(orderId === null ? [] : [orderId])] },
    },
    limit: 'all',
  })
  for (const { coupon } of held) {
    const usesOf = (scope: string) => rows.find((row) => row.coupon === coupon.code && row.scope === scope)?.uses ?? 0
    refuseBeyond(coupon, usesOf('all') + 1, usesOf('customer') + 1)
    refuseTwice(coupon, usesOf('order') + 1)
  }
}

function refuseTwice(coupon: Coupon, byOrder: number): void {
  if (byOrder > 1) throw CouponNotApplicable.create({ coupon: coupon.code, rule: 'is used by this order already' })
}

function refuseBeyond(coupon: Coupon, inAll: number, byCustomer: number): void {
  if (coupon.uses !== null && inAll > coupon.uses) {
    throw CouponSpent.create({ coupon: coupon.code, rule: spentInAll(coupon.uses) })
  }
  if (coupon.usesEach !== null && byCustomer > coupon.usesEach) {
    throw CouponSpent.create({ coupon: coupon.code, rule: spentByCustomer(coupon.usesEach) })
  }
}

interface OfOrder {
  readonly orderId: string
  readonly customerId: string
  readonly branch: string
}

/**
 * Counts the coupons as used by an order: in all, by the customer and by the order. One statement for any number, none
 * without coupons. Whoever comes second to the last use waits for the first, and is refused.
 *
 * @throws COUPON_SPENT, COUPON_NOT_APPLICABLE for one that the order has used already
 */
export async function countUses(
  context: CommandContext,
  used: readonly (HeldCoupon & { readonly saved: Money })[],
  of: OfOrder,
): Promise<void> {
  if (used.length === 0) return
  const rows = used.flatMap(({ coupon, saved }) => useRows(context, coupon.code, 1, saved, of))
  const standing = await context.store.accumulate(pricingCouponUses, rows, ['uses', 'saved'])
  for (const { coupon } of used) {
    const usesOf = (scope: string) =>
      standing.find((row) => row.coupon === coupon.code && row.scope === scope)?.uses ?? 0
    refuseBeyond(coupon, usesOf('all'), usesOf('customer'))
    refuseTwice(coupon, usesOf('order'))
  }
}

/** Gives coupons back that an order had used: they may be used again. Two statements, none without coupons. */
export async function giveBackUses(
  context: CommandContext,
  coupons: readonly string[],
  orderId: string,
): Promise<void> {
  if (coupons.length === 0) return
  const used = await context.store.find(pricingCouponUses, {
    where: { orderId, scope: 'order', coupon: { in: coupons }, uses: { gt: 0 } },
    limit: 'all',
  })
  const rows = used.flatMap(({ coupon, uses, saved, currency, customerId, branch }) => {
    const back = Money.ofMinor(-saved, currency)
    return useRows(context, coupon, -uses, back, { orderId, customerId: customerId ?? '', branch })
  })
  await context.store.accumulate(pricingCouponUses, rows, ['uses', 'saved'])
}

/** The uses of an order are those of another, into which it was merged. Two statements, one without coupons. */
export async function moveUses(context: CommandContext, from: string, to: string): Promise<void> {
  const used = await context.store.find(pricingCouponUses, {
    where: { orderId: from, scope: 'order', uses: { gt: 0 } },
    orderBy: ['coupon'],
    limit: 'all',
  })
  const rows = used.flatMap(({ coupon, customerId, branch, at, uses, saved, currency }) => {
    const row = { coupon, scope: 'order', customerId, branch, at, currency }
    return [
      { ...row, scopeId: from, orderId: from, uses: -uses, saved: -saved },
      { ...row, scopeId: to, orderId: to, uses, saved },
    ]
  })
  await context.store.accumulate(pricingCouponUses, rows, ['uses', 'saved'])
}

function useRows(
  context: CommandContext,
  coupon: string,
  uses: number,
  saved: Money,
  { orderId, customerId, branch }: OfOrder,
): NewRowOf<typeof pricingCouponUses>[] {
  const same = { coupon, branch, at: context.now, uses, saved: saved.minor, currency: saved.currency }
  return [
    { ...same, scope: 'all', scopeId: 'all' },
    { ...same, scope: 'customer', scopeId: customerId, customerId },
    { ...same, scope: 'order', scopeId: orderId, customerId, orderId },
  ]
}
