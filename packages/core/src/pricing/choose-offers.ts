/** Chooses among promotions and coupons what is best for the customer. Pure. */
import { Money } from '../values/money.ts'
import type { Offer } from './offer.ts'
import { concerned, whyNot } from './offer-lines.ts'
import { reductionsOf } from './offer-effects.ts'
import type { PricingCart, PricingLine } from './pricing-rule.ts'

/** An offer that was chosen, and what it takes off each line. */
export interface ChosenOffer {
  readonly offer: Offer
  readonly lines: readonly { readonly line: number; readonly off: Money }[]
  /** The codes of those that it went together with, or that it was better than. */
  readonly together: readonly string[]
  readonly betterThan: readonly string[]
}

export interface OfferChoice {
  readonly chosen: readonly ChosenOffer[]
  /** Offers that take nothing off, by type and code, with the reason in words that end a sentence. */
  readonly left: ReadonlyMap<string, string>
}

export const offerKey = ({ type, code }: Pick<Offer, 'type' | 'code'>): string => `${type} ${code}`

/** Promotions before coupons, then by priority, then by code: the order in which offers go together. */
export function byTurn(a: Offer, b: Offer): number {
  const turn = (offer: Offer): number => (offer.type === 'promotion' ? 0 : 1)
  return turn(a) - turn(b) || a.priority - b.priority || (a.code < b.code ? -1 : 1)
}

/**
 * Offers that concern none of the same lines go side by side. Of those whose lines meet, either all that can be combined go together,
 * one after the other, or one of the others stands alone: whichever takes off most. Conditions are held against the cart
 * as it comes. Neither the order of the offers nor that of the lines makes a difference to what is taken off in all.
 */
export function chooseOffers(cart: PricingCart, offers: readonly Offer[]): OfferChoice {
  const left = new Map<string, string>()
  const sorted: PricingCart = { ...cart, lines: [...cart.lines].sort(byContent) }
  const holding = [...offers].sort(byTurn).flatMap((offer) => {
    const reason = whyNot(offer, sorted)
    if (reason !== undefined) {
      left.set(offerKey(offer), reason)
      return []
    }
    const reductions = reductionsOf(offer, sorted)
    if (reductions.size === 0) left.set(offerKey(offer), 'takes nothing off this order')
    // All lines that it may reach: after another it may fall on others of them than alone.
    return reductions.size === 0 ? [] : [{ offer, lines: concerned(offer, sorted).map(({ line }) => line) }]
  })
  const chosen = groupsThatMeet(holding).flatMap((group) => {
    const best = bestOf(sorted, group)
    const codes = new Set(best.map(({ offer }) => offerKey(offer)))
    const beaten = group.filter((offer) => !codes.has(offerKey(offer)))
    const winners = best.map(({ offer }) => offer.name).join(', ')
    for (const offer of beaten) left.set(offerKey(offer), `does not go together with ${winners}, which takes off more`)
    const betterThan = beaten.map(({ code }) => code)
    return best.map((one) => ({
      ...one,
      together: best.flatMap(({ offer }) => (offer === one.offer ? [] : [offer.code])),
      betterThan,
    }))
  })
  return { chosen: chosen.sort((a, b) => byTurn(a.offer, b.offer)), left }
}

/** Lines of one content stand together wherever they came from, so that roundings fall the same way. */
function byContent(a: PricingLine, b: PricingLine): number {
  const [one, other] = [contentOf(a), contentOf(b)]
  return one < other ? -1 : one > other ? 1 : a.line - b.line
}

function contentOf(line: PricingLine): string {
  const choices = line.choices.map(({ group, choice }) => [group.code, choice.code])
  return JSON.stringify([line.itemCode, line.variant, choices, String(line.quantity), String(line.amount)])
}

interface Holding {
  readonly offer: Offer
  readonly lines: readonly number[]
}

/** Offers in groups: two are of one group where their lines meet, at once or by way of others. */
function groupsThatMeet(holding: readonly Holding[]): Offer[][] {
  let groups: { offers: Offer[]; lines: Set<number> }[] = []
  for (const { offer, lines } of holding) {
    const met = groups.filter((group) => lines.some((line) => group.lines.has(line)))
    groups = [
      ...groups.filter((group) => !met.includes(group)),
      {
        offers: [...met.flatMap((group) => group.offers), offer],
        lines: new Set([...met.flatMap((group) => [...group.lines]), ...lines]),
      },
    ]
  }
  return groups.map(({ offers }) => offers.sort(byTurn))
}

interface Applied {
  readonly offer: Offer
  readonly lines: readonly { readonly line: number; readonly off: Money }[]
}

function bestOf(cart: PricingCart, group: readonly Offer[]): readonly Applied[] {
  const together = group.filter((offer) => offer.combinable)
  const alone = group.filter((offer) => !offer.combinable).map((offer) => [offer])
  let best: readonly Applied[] = []
  let most = 0n
  for (const tried of [...(together.length > 0 ? [together] : []), ...alone]) {
    const applied = oneAfterTheOther(cart, tried)
    const off = applied.reduce((sum, { lines }) => lines.reduce((all, one) => all + one.off.minor, sum), 0n)
    if (off <= most) continue
    best = applied
    most = off
  }
  return best
}

function oneAfterTheOther(cart: PricingCart, offers: readonly Offer[]): Applied[] {
  let standing = cart
  return offers.flatMap((offer) => {
    const reductions = reductionsOf(offer, standing)
    if (reductions.size === 0) return []
    const lines = standing.lines.map((line) => {
      const off = reductions.get(line.line)
      return off === undefined ? line : { ...line, amount: line.amount.minus(Money.ofMinor(off, cart.currency)) }
    })
    standing = { ...standing, lines }
    return [{ offer, lines: [...reductions].map(([line, off]) => ({ line, off: Money.ofMinor(off, cart.currency) })) }]
  })
}
