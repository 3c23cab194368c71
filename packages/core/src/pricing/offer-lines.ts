/** Which lines an offer is about, and whether its conditions are met. Pure. */
import { Money } from '../values/money.ts'
import { weekday } from '../values/calendar-date.ts'
import type { Offer, OfferSelector } from './offer.ts'
import type { PricingCart, PricingLine } from './pricing-rule.ts'

/** Whether a line fits a selector; every line fits none. */
export function selects(selector: OfferSelector | undefined, line: PricingLine): boolean {
  if (selector === undefined) return true
  const { items, kinds, categories, shootTypes, except } = selector
  if (items !== undefined && !items.includes(line.itemCode)) return false
  if (kinds !== undefined && !(kinds as readonly string[]).includes(line.kind)) return false
  if (categories !== undefined && !categories.includes(line.category)) return false
  if (shootTypes !== undefined && (line.shootType === null || !shootTypes.includes(line.shootType))) return false
  return except === undefined || !except.includes(line.itemCode)
}

/** The whole units of a line: of 2.5 hours two. */
export function wholeUnits(line: Pick<PricingLine, 'quantity'>): bigint {
  const { numerator, denominator } = line.quantity.toRatio()
  return numerator / denominator
}

/** The lines that an offer may take something off: with a price of the catalogue, and not for nothing. */
export function concerned(offer: Offer, cart: PricingCart): PricingLine[] {
  const { effect } = offer
  return cart.lines.filter(
    (line) =>
      line.byHand === null &&
      line.amount.isPositive() &&
      selects(offer.on, line) &&
      !(effect.kind === 'together' && selects(effect.needs, line)),
  )
}

/** Why an offer does not hold for a cart, in words that end a sentence; undefined where it does. */
export function whyNot(offer: Offer, cart: PricingCart): string | undefined {
  const { businessDate: date, branch, currency } = cart
  if (offer.from !== undefined && date < offer.from) return `begins on ${offer.from}`
  if (offer.to !== undefined && date > offer.to) return `ended on ${offer.to}`
  if (offer.weekdays !== undefined && !offer.weekdays.includes(weekday(date))) {
    return `holds on the weekdays ${offer.weekdays.join(', ')} only (1 is Monday)`
  }
  if (offer.branches !== undefined && !offer.branches.includes(branch)) {
    return `holds in the branches ${offer.branches.join(', ')} only`
  }
  const lines = concerned(offer, cart)
  if (lines.length === 0) return 'concerns no line of this order'
  if (offer.minimum !== undefined) {
    const minimum = Money.of(offer.minimum.amount, currency)
    const counted = offer.minimum.of === 'order' ? cart.lines : lines
    const reached = Money.sum(
      currency,
      counted.map((line) => line.amount),
    )
    if (reached.lessThan(minimum)) return `needs at least ${minimum}, and this comes to ${reached}`
  }
  if (offer.minimumQuantity !== undefined) {
    const reached = lines.reduce((sum, line) => sum + wholeUnits(line), 0n)
    if (reached < BigInt(offer.minimumQuantity))
      return `needs at least ${offer.minimumQuantity} pieces, and there are ${reached}`
  }
  return undefined
}
