/** A product as a caller asks for it, made whole. Pure. */
import type { Composition, Place } from './content.ts'
import type { Included } from './entitlement.ts'
import { CompositionInvalid } from './errors.ts'

export interface WantedComposition {
  readonly item: string
  readonly variant?: string | undefined
  readonly quantity: number
  readonly spreads?: number | undefined
  readonly places: readonly {
    readonly imageId: string
    readonly spread: number
    readonly position?: number | undefined
  }[]
}

/**
 * Images without a position come after those before them on their spread.
 *
 * @throws COMPOSITION_INVALID where an image is on a spread that the product does not have, or two are on one place
 */
export function checkedComposition(id: string, wanted: WantedComposition): Composition {
  const { item, variant = null, quantity } = wanted
  const needed = Math.max(0, ...wanted.places.map(({ spread }) => spread))
  const spreads = wanted.spreads ?? needed
  if (needed > spreads) {
    throw CompositionInvalid.create({ item, rule: `has ${spreads} spreads, but an image is on spread ${needed}` })
  }
  const last = new Map<number, number>()
  const taken = new Set<string>()
  const places = wanted.places.map(({ imageId, spread, position: asked }): Place => {
    if (spread === 0 && spreads > 0) {
      throw CompositionInvalid.create({ item, rule: `has spreads, but image "${imageId}" is on none of them` })
    }
    const position = asked ?? (last.get(spread) ?? 0) + 1
    last.set(spread, Math.max(position, last.get(spread) ?? 0))
    const place = `${spread}/${position}`
    if (taken.has(place)) {
      const where = spread === 0 ? `place ${position}` : `place ${position} of spread ${spread}`
      throw CompositionInvalid.create({ item, rule: `has two images on ${where}` })
    }
    taken.add(place)
    return { imageId, spread, position }
  })
  return { id, item, variant, quantity, spreads, places }
}

/**
 * What the package includes in variants is made in one of them: without a variant it would count as nothing that is included.
 *
 * @throws COMPOSITION_INVALID
 */
export function requireVariant(
  { item, variant }: Pick<Composition, 'item' | 'variant'>,
  included: readonly Pick<Included, 'entitlement' | 'code' | 'variant'>[],
): void {
  if (variant !== null) return
  const those = included.filter(({ entitlement, code }) => entitlement === 'products' && code === item)
  const variants = those.flatMap((one) => (one.variant === null ? [] : [one.variant]))
  if (those.length === 0 || variants.length < those.length) return
  throw CompositionInvalid.create({
    item,
    rule: `is in the package as ${variants.join(', ')}, but no variant is named`,
  })
}
