/** What an item names of other items: where it stands, and which rules it breaks. Pure. */
import { optionFault, soldVariants, variantFault } from './choose-parts.ts'
import type { EntitlementChanges, Entitlements } from './entitlements.ts'
import type { ChosenOptions, ItemParts } from './item-parts.ts'

/** Another item as an item names it. */
export interface ItemReference {
  /** The path of the item's own fields, such as `entitlements.products.0`; `key` is the field there that bears the code. */
  readonly path: string
  readonly key: 'code' | 'item' | 'to'
  readonly item: string
  readonly as: 'included' | 'component' | 'other'
  readonly variant?: string | undefined
  readonly options?: ChosenOptions | undefined
}

/** What is checked of an item: those of its parts and entitlements that are written. */
export interface WithReferences extends Partial<ItemParts> {
  readonly entitlements?: Entitlements | undefined
}

export function referencesOf({
  entitlements,
  options = [],
  upgrades = [],
  addOns = [],
  components = [],
}: WithReferences): ItemReference[] {
  const included = (path: string, products: EntitlementChanges['products'] = []): ItemReference[] =>
    products.map(({ code, variant }, at) => {
      return { path: `${path}.products.${at}`, key: 'code', item: code, as: 'included', variant }
    })
  return [
    ...included('entitlements', entitlements?.products),
    ...options.flatMap(({ choices }, group) =>
      choices.flatMap((choice, at) =>
        included(`options.${group}.choices.${at}.entitlements`, choice.entitlements?.products),
      ),
    ),
    ...upgrades.map(({ to }, at) => ({ path: `upgrades.${at}`, key: 'to', item: to, as: 'other' }) as const),
    ...addOns.map(({ item }, at) => ({ path: `addOns.${at}`, key: 'item', item, as: 'other' }) as const),
    ...components.map(({ item, variant, options: chosen }, at) => {
      return { path: `components.${at}`, key: 'item', item, as: 'component', variant, options: chosen } as const
    }),
  ]
}

/** An item that is named, as far as the rules ask. */
export interface NamedItem {
  readonly code: string
  readonly kind: string
  readonly active: boolean
  readonly parts: Pick<ItemParts, 'variants' | 'options'>
}

/** A rule that a reference breaks, with the path of the field. */
export interface ReferenceFault {
  readonly field: string
  readonly rule: string
  readonly value: string | null
  /** What might stand there. */
  readonly known: readonly string[]
}

/** The first rule that a reference to a known item breaks; undefined where none is. */
export function referenceFault(reference: ItemReference, named: NamedItem): ReferenceFault | undefined {
  const { path, key, item, as, variant, options } = reference
  const { variants, options: groups } = named.parts
  const fault = (field: string, rule: string, value: string | null, known: readonly string[] = []) => {
    return { field: `${path}.${field}`, rule, value, known }
  }
  if (!named.active) return fault(key, 'must be an item that is still sold', item)
  // What includes nothing but products goes round in no circle.
  if (as === 'included' && (named.kind === 'package' || named.kind === 'bundle')) {
    return fault(key, `must be a product, not a ${named.kind}: a package includes no packages`, item)
  }
  if (as === 'included' && item !== named.code) return fault(key, 'must be the code of the item', item, [named.code])
  if (as === 'component' && named.kind === 'bundle') return fault(key, 'must not be a bundle itself', item)
  // Which variant of a product a package includes may be left to the customer; a bundle is sold as it stands.
  const rule =
    as === 'other' || (as === 'included' && variant === undefined) ? undefined : variantFault(variants, variant)
  if (rule !== undefined) return fault('variant', `of "${item}" ${rule}`, variant ?? null, soldVariants(variants))
  const option = as === 'component' ? optionFault(groups, options) : undefined
  if (option === undefined) return undefined
  const { [option.group]: chosen } = options ?? {}
  const value = chosen === undefined ? null : [chosen].flat().join(', ')
  return fault(`options.${option.group}`, `of "${item}" ${option.rule}`, value, option.known)
}
