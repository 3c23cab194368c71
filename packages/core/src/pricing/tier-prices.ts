/** What prices by quantity take off. Pure. */
import { Money } from '../values/money.ts'
import type { OfferEffect } from './offer.ts'
import { amountOfUnits, onDearestFirst } from './line-units.ts'
import { wholeUnits } from './offer-lines.ts'
import type { PricingLine } from './pricing-rule.ts'

type TierEffect = Extract<OfferEffect, { readonly kind: 'tiers' }>

/** Units `from` to `to`, the last one not included, and what each of them costs in minor units. */
interface Tier {
  readonly from: bigint
  readonly to: bigint | null
  readonly price: bigint
}

/** Minor units off each line, in the order of the lines. */
export function reducedByTiers({ tiers, of }: TierEffect, lines: readonly PricingLine[], currency: string): bigint[] {
  const counted = lines.reduce((sum, line) => sum + wholeUnits(line), 0n)
  const priced = tiers.map(({ from, price }, at): Tier => {
    const next = tiers[at + 1]
    // Units are counted from nothing on: the third lies from 2 to 3.
    return {
      from: BigInt(from) - 1n,
      to: next === undefined ? null : BigInt(next.from) - 1n,
      price: Money.of(price, currency).minor,
    }
  })
  if (of === 'all') {
    const reached = priced.findLast(({ from }) => counted > from)
    return lines.map((line) => (reached === undefined ? 0n : offUnits(line, wholeUnits(line), reached.price)))
  }
  let before = 0n
  return onDearestFirst(lines, (line) => {
    const [begins, ends] = [before, before + wholeUnits(line)]
    before = ends
    return priced.reduce((off, tier) => off + offUnits(line, unitsIn(tier, begins, ends), tier.price), 0n)
  })
}

/** How many of the units that begin and end here lie in a tier. */
function unitsIn({ from, to }: Tier, begins: bigint, ends: bigint): bigint {
  const first = begins > from ? begins : from
  const last = to !== null && to < ends ? to : ends
  return last > first ? last - first : 0n
}

function offUnits(line: PricingLine, units: bigint, price: bigint): bigint {
  const off = amountOfUnits(line, units) - price * units
  return off > 0n ? off : 0n
}
