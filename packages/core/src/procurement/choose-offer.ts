/** From whom to order. Pure: no I/O. */
import { comparePrices, type Price, type PriceBreak, priceAt } from './price.ts'
import { daysOfStock, orderQuantity, type Use } from './reorder.ts'

/** What a supplier sells an item for. */
export interface Offer {
  readonly supplierId: string
  readonly price: Price
  readonly breaks: readonly PriceBreak[]
  /** Units in a pack. */
  readonly pack: number
  /** Units. */
  readonly minimum: number
  readonly leadTimeDays: number
  readonly preferred: boolean
}

export interface Choice<O extends Offer = Offer> {
  readonly offer: O
  /** In whole packs of this supplier. */
  readonly quantity: number
  /** At that quantity. */
  readonly price: Price
  /** only: there is no other. preferred, cheapest; fastest: with the usual one the stock runs out before the goods come. */
  readonly because: 'only' | 'preferred' | 'cheapest' | 'fastest'
}

const comparing =
  <O extends Offer>(first: (one: Placed<O>, other: Placed<O>) => number, then: typeof first) =>
  (one: Placed<O>, other: Placed<O>): number =>
    first(one, other) || then(one, other) || (one.offer.supplierId < other.offer.supplierId ? -1 : 1)

interface Placed<O extends Offer> {
  readonly offer: O
  readonly quantity: number
  readonly price: Price
}

const byPrice = (one: Placed<Offer>, other: Placed<Offer>): number => comparePrices(one.price, other.price)
const byTime = (one: Placed<Offer>, other: Placed<Offer>): number => one.offer.leadTimeDays - other.offer.leadTimeDays

function placed<O extends Offer>(offers: readonly O[], need: number): Placed<O>[] {
  return offers.map((offer) => {
    const quantity = orderQuantity(need, offer)
    return { offer, quantity, price: priceAt(offer.price, offer.breaks, quantity) }
  })
}

/** The preferred offer, or the cheapest for so many units; of those the faster. Undefined without offers. */
export function usualOffer<O extends Offer>(offers: readonly O[], need: number): Choice<O> | undefined {
  const [cheapest] = placed(offers, need).sort(comparing(byPrice, byTime))
  if (cheapest === undefined) return undefined
  if (offers.length === 1) return { ...cheapest, because: 'only' }
  const preferred = offers.find((offer) => offer.preferred)
  const [chosen] = preferred === undefined ? [] : placed([preferred], need)
  return chosen === undefined ? { ...cheapest, because: 'cheapest' } : { ...chosen, because: 'preferred' }
}

/**
 * From whom to order what is needed: from the usual supplier, or from the fastest where what there is and comes runs out
 * before the usual one delivers.
 */
export function chooseOffer<O extends Offer>(
  offers: readonly O[],
  need: number,
  standing: { readonly projected: number; readonly use: Use },
): Choice<O> | undefined {
  const usual = usualOffer(offers, need)
  if (usual === undefined) return undefined
  const lasts = daysOfStock(standing.projected, standing.use)
  const runsOut = lasts === null ? standing.projected < 0 : lasts < usual.offer.leadTimeDays
  if (!runsOut) return usual
  const [fastest] = placed(offers, need).sort(comparing(byTime, byPrice))
  if (fastest === undefined || fastest.offer.leadTimeDays >= usual.offer.leadTimeDays) return usual
  return { ...fastest, because: 'fastest' }
}
