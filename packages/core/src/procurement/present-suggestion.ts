/** Suggestions, for callers: each with the numbers that say so. */
import { z } from 'zod'
import { divideRounded } from '../values/rounding.ts'
import type { ReviewedStock } from './review-stock.ts'
import { shownPrice } from './shapes.ts'

const shape = z.object({
  itemId: z.string(),
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  onHand: z.int(),
  reserved: z.int(),
  /** On its way from another branch. */
  inTransit: z.int(),
  /** Ordered and not received; and in orders that are drafts still. */
  ordered: z.int(),
  drafted: z.int(),
  /** What orders under way will need and were not promised yet. */
  needed: z.int(),
  /** onHand − reserved − needed + inTransit + ordered + drafted. */
  projected: z.int(),
  /** Units used in so many days, and in one, with two decimals. */
  used: z.int(),
  usedDays: z.int(),
  dailyUse: z.string(),
  /** For how many whole days the projected stock lasts; null where nothing is used. */
  daysOfStock: z.int().nullable(),
  leadTimeDays: z.int(),
  safety: z.int(),
  reorderPoint: z.int(),
  /** level: `low` was set by hand. use: daily use × lead time + safety. */
  pointBy: z.string(),
  /** Up to what is ordered. */
  target: z.int(),
  /** What is missing to the target. */
  need: z.int(),
  /** From whom, and how much in whole packs; null where nobody sells it. */
  order: z
    .object({
      supplierId: z.string(),
      supplier: z.string(),
      /** only, preferred, cheapest, or fastest: with the usual supplier the stock runs out before the goods come. */
      because: z.string(),
      quantity: z.int(),
      pack: z.object({ unit: z.string(), quantity: z.int() }),
      packs: z.int(),
      minimum: z.int(),
      /** For `per` units. */
      price: z.string(),
      per: z.int(),
      amount: z.string(),
      expectedOn: z.string(),
    })
    .nullable(),
})

/** Something to order, and why. */
export interface PurchaseSuggestion extends z.output<typeof shape> {}

export const suggestionSchema: z.ZodType<PurchaseSuggestion> = shape

export function presentSuggestion({
  item,
  position,
  use,
  safety,
  suggestion,
  supplier,
}: ReviewedStock): PurchaseSuggestion {
  const { projected, daysOfStock, leadTimeDays, reorderPoint, pointBy, target, need, choice } = suggestion
  const hundredths = divideRounded(BigInt(use.used) * 100n, BigInt(use.days), 'half-up')
  return {
    itemId: item.id,
    code: item.code,
    name: item.name,
    unit: item.unit,
    ...position,
    projected,
    used: use.used,
    usedDays: use.days,
    dailyUse: `${hundredths / 100n}.${`${hundredths % 100n}`.padStart(2, '0')}`,
    daysOfStock,
    leadTimeDays,
    safety,
    reorderPoint,
    pointBy,
    target,
    need,
    order:
      choice === undefined || supplier === undefined
        ? null
        : {
            supplierId: supplier.id,
            supplier: supplier.name,
            because: choice.because,
            quantity: choice.quantity,
            pack: { unit: choice.offer.row.pack, quantity: choice.offer.pack },
            packs: choice.quantity / choice.offer.pack,
            minimum: choice.offer.minimum,
            price: shownPrice(choice.price.price),
            per: choice.price.per,
            amount: `${suggestion.amount ?? ''}`,
            expectedOn: suggestion.expectedOn ?? '',
          },
  }
}
