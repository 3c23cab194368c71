/** What an offer takes off each line. Pure. */
import { Money } from '../values/money.ts'
import { allocateByWeights } from '../values/allocation.ts'
import { onDearestFirst, percentOfUnits } from './line-units.ts'
import type { Offer, OfferEffect } from './offer.ts'
import { concerned, selects, wholeUnits } from './offer-lines.ts'
import type { PricingCart, PricingLine } from './pricing-rule.ts'
import { reducedByTiers } from './tier-prices.ts'

/** Minor units off, by the number of the line; never more than the line costs. */
export type Reductions = ReadonlyMap<number, bigint>

/** What `offer` takes off the lines of a cart as they now stand. Its conditions are not looked at. */
export function reductionsOf(offer: Offer, cart: PricingCart): Reductions {
  const lines = concerned(offer, cart)
  const off = reduced(offer.effect, lines, cart)
  return new Map(
    lines.flatMap((line, at) => {
      const wanted = off[at] ?? 0n
      const taken = wanted > line.amount.minor ? line.amount.minor : wanted
      return taken > 0n ? [[line.line, taken] as const] : []
    }),
  )
}

function reduced(effect: OfferEffect, lines: readonly PricingLine[], cart: PricingCart): bigint[] {
  switch (effect.kind) {
    case 'percentage':
      return lines.map((line) => line.amount.percentage(effect.percent, 'half-up').minor)
    case 'amount': {
      const amount = Money.of(effect.amount, cart.currency).minor
      if (effect.per === 'unit') return lines.map((line) => amount * wholeUnits(line))
      const weights = lines.map((line) => line.amount.minor)
      const all = weights.reduce((sum, one) => sum + one, 0n)
      return all <= amount ? weights : allocateByWeights(amount, weights)
    }
    case 'nth': {
      const nth = BigInt(effect.nth)
      let counted = 0n
      return onDearestFirst(lines, (line) => {
        const before = counted
        counted += wholeUnits(line)
        return percentOfUnits(line, counted / nth - before / nth, effect.percent)
      })
    }
    case 'together': {
      const needed = cart.lines.filter((line) => selects(effect.needs, line))
      const sets = needed.reduce((sum, line) => sum + wholeUnits(line), 0n) / BigInt(effect.needed)
      let left = sets * BigInt(effect.most)
      return onDearestFirst(lines, (line) => {
        const units = wholeUnits(line) < left ? wholeUnits(line) : left
        left -= units
        return percentOfUnits(line, units, effect.percent)
      })
    }
    case 'tiers':
      return reducedByTiers(effect, lines, cart.currency)
  }
}
