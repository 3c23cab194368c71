/** Promotions and coupons as data: typed tables of what is taken off, for whom, when. */
import { z } from 'zod'
import { branchNames, ruleCode, ruleName, weekdays } from './price-list.ts'

/** A decimal string in the studio's currency, above zero. */
const amount = z.string().min(1).max(30)
const percent = z
  .string()
  .regex(
    /^(100|[1-9]\d?(\.\d{1,4})?|0\.\d{0,3}[1-9]\d{0,3})$/,
    'must be above 0 and at most 100 per cent, such as "10"',
  )
const words = z.array(z.string().min(1).max(60)).min(1).max(200)
const units = z.int().min(1).max(100_000)

/** Which lines are meant: those that fit every member that is given. Components of a bundle count as the bundle. */
export const selectorSchema = z.strictObject({
  /** Codes of items. */
  items: words.optional(),
  kinds: z
    .array(z.enum(['package', 'product', 'service', 'bundle']))
    .min(1)
    .max(4)
    .optional(),
  categories: words.optional(),
  shootTypes: words.optional(),
  /** Codes of items that are left out all the same. */
  except: words.optional(),
})
export interface OfferSelector extends z.output<typeof selectorSchema> {}

/** From so many whole units on, each costs so much. */
const tierSchema = z.strictObject({ from: units, price: amount })
const tiersSchema = z
  .array(tierSchema)
  .min(1)
  .max(20)
  .refine((tiers) => tiers.every(({ from }, at) => at === 0 || from > (tiers[at - 1]?.from ?? 0)), {
    message: 'must begin at more units each time',
  })

export const offerEffectSchema = z.discriminatedUnion('kind', [
  /** So many per cent off each line. */
  z.strictObject({ kind: z.literal('percentage'), percent }),
  /** An amount off: once, shared out over the lines by what they cost; or off each whole unit. */
  z.strictObject({ kind: z.literal('amount'), amount, per: z.enum(['order', 'unit']).default('order') }),
  /** Per cent off every n-th unit, the dearest counted first: the second at half price. */
  z.strictObject({ kind: z.literal('nth'), nth: z.int().min(2).max(1000), percent }),
  /** With each `needed` units of some lines, `most` units of the others at per cent off: a package with an album. */
  z.strictObject({
    kind: z.literal('together'),
    needs: selectorSchema,
    needed: units.default(1),
    percent,
    most: units.default(1),
  }),
  /**
   * Another price a unit by how many there are on all lines concerned: from 3 on 20 each, from 10 on 15 each. `all`: the tier that is reached
   * is the price of every unit. `beyond`: each tier is the price of the units that lie in it, the dearest counted first. A tier
   * that costs more than a unit does now takes nothing off.
   */
  z.strictObject({ kind: z.literal('tiers'), tiers: tiersSchema, of: z.enum(['all', 'beyond']).default('all') }),
])
export type OfferEffect = z.output<typeof offerEffectSchema>

/** What promotions and coupons have in common. */
const offerShape = {
  name: ruleName,
  nameEn: ruleName.optional(),
  effect: offerEffectSchema,
  /** The lines that it takes off; all unless told. */
  on: selectorSchema.optional(),
  /** The first and the last day on which an order may be placed with it. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  weekdays: weekdays.optional(),
  branches: branchNames.optional(),
  /** The least that the order, or the lines concerned, must cost before anything is taken off. */
  minimum: z.strictObject({ amount, of: z.enum(['order', 'lines']).default('order') }).optional(),
  /** The least whole units of the lines concerned. */
  minimumQuantity: units.optional(),
  /** Whether it goes together with others; else it stands alone on its lines, and the better is taken. */
  combinable: z.boolean().default(false),
  /** Lower first, where several go together. */
  priority: z.int().min(-1000).max(1000).default(0),
}

export const promotionSchema = z.strictObject({ code: ruleCode, ...offerShape })

export const couponTermsSchema = z.strictObject({
  ...offerShape,
  /** How often it may be used in all; null for no limit. */
  uses: z.int().min(1).max(100_000_000).nullable().default(1),
  /** How often one customer may use it; null for no limit. */
  usesEach: z.int().min(1).max(1_000_000).nullable().default(1),
  /** The only customer who may use it. */
  customerId: z.string().min(1).max(64).optional(),
})

export interface PromotionContent extends z.output<typeof promotionSchema> {}
export interface CouponTerms extends z.output<typeof couponTermsSchema> {}

type Shape = Omit<PromotionContent, 'code'>

/** An offer as the choice among several sees it. */
export interface Offer extends Shape {
  readonly type: 'promotion' | 'coupon'
  readonly code: string
  readonly version: number
}

export interface Promotion extends Offer {
  readonly type: 'promotion'
}

export interface Coupon extends Offer {
  readonly type: 'coupon'
  readonly uses: number | null
  readonly usesEach: number | null
  readonly customerId?: string | undefined
}

/** Capitals and digits only: blanks, dashes and small letters make no other coupon. */
export const couponCode = (given: string): string => given.replaceAll(/[\s-]/g, '').toUpperCase()
