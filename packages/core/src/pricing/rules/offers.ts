/** Promotions and coupons: the best for the customer of those that hold. */
import { chooseOffers } from '../choose-offers.ts'
import type { Offer } from '../offer.ts'
import type { PriceEffect, PricingCart, PricingRule } from '../pricing-rule.ts'

/** Of a line that keeps what a coupon took off, the promotions that go together with that coupon. */
function besideKept<One extends Offer>(promotions: readonly One[], kept: readonly Offer[]): readonly One[] {
  if (kept.length === 0) return promotions
  return kept.every(({ combinable }) => combinable) ? promotions.filter(({ combinable }) => combinable) : []
}

export const offers: PricingRule<readonly Offer[]> = {
  name: 'calotype.offers',
  version: 1,
  stage: 'promotions',
  facts: (_, { book, coupons, kept }) => [...besideKept(book.promotions, kept), ...coupons],
  apply(cart: PricingCart, held): PriceEffect[] {
    if (held.length === 0) return []
    return chooseOffers(cart, held).chosen.flatMap(({ offer, lines, together, betterThan }) => {
      const audit = [
        `${offer.type} ${offer.code} version ${offer.version}: ${JSON.stringify(offer.effect)}`,
        ...(together.length > 0 ? [`together with ${together.join(', ')}`] : []),
        ...(betterThan.length > 0 ? [`better than ${betterThan.join(', ')}`] : []),
      ].join('; ')
      const name = offer.type === 'coupon' ? `优惠券 ${offer.name}` : offer.name
      const english = offer.nameEn ?? offer.name
      return lines.map(
        ({ line, off }): PriceEffect => ({
          line,
          change: off.negated(),
          words: { zh: name, en: offer.type === 'coupon' ? `Coupon ${english}` : english },
          audit,
          source: { kind: offer.type, code: offer.code, version: offer.version, name: offer.name },
          stage: offer.type === 'coupon' ? 'coupons' : 'promotions',
        }),
      )
    })
  },
}
