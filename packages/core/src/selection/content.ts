/** What a customer has picked, and how it changes. Pure. */
import { named, type Used } from './entitlement.ts'

/** What an image can be picked for, beside the products that it is placed on. */
export const pickTargets = ['retouch', 'originals'] as const
export type PickTarget = (typeof pickTargets)[number]

/** An image at its place in a product. */
export interface Place {
  readonly imageId: string
  /** The spread or page of an album, from 1; 0 where a product has none. */
  readonly spread: number
  /** The place on the spread, from 1. */
  readonly position: number
}

/** A product made of picks: an album, a frame, a print. */
export interface Composition {
  readonly id: string
  readonly item: string
  readonly variant: string | null
  readonly quantity: number
  /** How many spreads it has; 0 for a product without. */
  readonly spreads: number
  readonly places: readonly Place[]
}

export interface Content {
  readonly retouch: readonly string[]
  readonly originals: readonly string[]
  readonly products: readonly Composition[]
}

export const emptyContent: Content = { retouch: [], originals: [], products: [] }

/** One change of a selection, told so that it can be undone. */
export interface ContentChange {
  readonly added: { readonly [T in PickTarget]?: readonly string[] }
  readonly removed: { readonly [T in PickTarget]?: readonly string[] }
  /** A product as it was and as it becomes; null where there was or is none. */
  readonly product: { readonly before: Composition | null; readonly after: Composition | null } | null
}

/** Picks images: those that are picked already stay as they are. */
export function pickChange(content: Content, target: PickTarget, imageIds: readonly string[]): ContentChange {
  const standing = new Set(content[target])
  const added = [...new Set(imageIds)].filter((id) => !standing.has(id))
  return { added: { [target]: added }, removed: {}, product: null }
}

/** Takes picks back; those that are not picked are passed over. */
export function unpickChange(content: Content, target: PickTarget, imageIds: readonly string[]): ContentChange {
  const standing = new Set(content[target])
  const removed = [...new Set(imageIds)].filter((id) => standing.has(id))
  return { added: {}, removed: { [target]: removed }, product: null }
}

/** Puts a product in, in the place of one that stands, or takes it out. */
export function productChange(content: Content, id: string, after: Composition | null): ContentChange {
  const before = content.products.find((one) => one.id === id) ?? null
  return { added: {}, removed: {}, product: { before, after } }
}

export function isEmptyChange({ added, removed, product }: ContentChange): boolean {
  const none = (ids: readonly string[] | undefined) => ids === undefined || ids.length === 0
  const changesProduct = product !== null && JSON.stringify(product.before) !== JSON.stringify(product.after)
  return !changesProduct && pickTargets.every((target) => none(added[target]) && none(removed[target]))
}

export function applyChange(content: Content, change: ContentChange): Content {
  const picks = (target: PickTarget): string[] => {
    const gone = new Set(change.removed[target])
    const kept = content[target].filter((id) => !gone.has(id))
    const standing = new Set(kept)
    return [...kept, ...(change.added[target] ?? []).filter((id) => !standing.has(id))]
  }
  return {
    retouch: picks('retouch'),
    originals: picks('originals'),
    products: change.product === null ? content.products : withProduct(content.products, change.product),
  }
}

function withProduct(
  products: readonly Composition[],
  { before, after }: NonNullable<ContentChange['product']>,
): readonly Composition[] {
  const id = after?.id ?? before?.id
  const at = products.findIndex((one) => one.id === id)
  if (after === null) return products.filter((one) => one.id !== id)
  return at < 0 ? [...products, after] : products.with(at, after)
}

/** The change that takes a change back. */
export function inverse({ added, removed, product }: ContentChange): ContentChange {
  return {
    added: removed,
    removed: added,
    product: product === null ? null : { before: product.after, after: product.before },
  }
}

/** Every image that a selection names, each once. */
export function imagesOf({ retouch, originals, products }: Content): string[] {
  return [...new Set([...retouch, ...originals, ...placedImages(products)])]
}

const placedImages = (products: readonly Composition[]): string[] =>
  products.flatMap(({ places }) => places.map((place) => place.imageId))

/** The images that are retouched: those picked for it and, where the studio retouches what it prints, those on products. */
export function retouchedImages({ retouch, products }: Content, retouchesPlaced: boolean): string[] {
  return [...new Set(retouchesPlaced ? [...retouch, ...placedImages(products)] : retouch)]
}

/**
 * What a selection uses of the package. An image that is retouched counts once, wherever it is used; the spreads of an
 * album count once, however many copies of it are made; products count by their copies.
 */
export function useOf(content: Content, retouchesPlaced: boolean): Used[] {
  const products = new Map<string, Used>()
  for (const { item, variant, quantity } of content.products) {
    const key = JSON.stringify([item, variant])
    products.set(key, {
      ...named('products', item, variant),
      quantity: (products.get(key)?.quantity ?? 0) + quantity,
    })
  }
  const all: Used[] = [
    { ...named('imagesRetouched'), quantity: retouchedImages(content, retouchesPlaced).length },
    { ...named('originals'), quantity: content.originals.length },
    { ...named('spreads'), quantity: content.products.reduce((sum, { spreads }) => sum + spreads, 0) },
    ...products.values(),
  ]
  return all.filter(({ quantity }) => quantity > 0)
}
