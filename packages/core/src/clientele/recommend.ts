/** What a customer may want next, and why. Pure. */

/** How many customers bought an item, and how many of those bought another. */
export interface BoughtTogether {
  readonly item: string
  readonly other: string
  /** Customers who bought both. */
  readonly both: number
  /** Customers who bought `item`. */
  readonly buyers: number
}

export interface Recommended {
  readonly item: string
  /** The share of the buyers of `because` who bought it, 0 to 1. */
  readonly share: number
  readonly because: string
  readonly both: number
  readonly buyers: number
}

/**
 * For each item that the customer has not bought, the strongest reason: the item of theirs whose buyers bought it most often.
 * Only what at least `support` customers bought together. The strongest first.
 */
export function recommend(
  owned: readonly string[],
  together: readonly BoughtTogether[],
  { support, limit }: { readonly support: number; readonly limit: number },
): readonly Recommended[] {
  const has = new Set(owned)
  const best = new Map<string, Recommended>()
  for (const { item, other, both, buyers } of together) {
    if (!has.has(item) || has.has(other) || both < support || buyers === 0) continue
    const share = both / buyers
    const known = best.get(other)
    const stronger = known === undefined || share > known.share || (share === known.share && item < known.because)
    if (stronger) best.set(other, { item: other, share, because: item, both, buyers })
  }
  return [...best.values()]
    .sort((one, other) => other.share - one.share || other.both - one.both || (one.item < other.item ? -1 : 1))
    .slice(0, limit)
}
