/** What of an item is sold: which variant, and what is chosen of its options. Pure. */
import { ItemOptionInvalid, ItemVariantInvalid } from './errors.ts'
import type { ChosenOptions, ItemVariant, OptionChoice, OptionGroup } from './item-parts.ts'

interface OfItem {
  readonly code: string
}

/** What is wrong with a variant that is asked for; undefined where nothing is. */
export function variantFault(variants: readonly ItemVariant[], given: string | undefined): string | undefined {
  if (variants.length === 0) return given === undefined ? undefined : 'must be left out, it has none'
  if (given === undefined) return 'must be named'
  const found = variants.find((one) => one.code === given)
  if (found === undefined) return 'must be one that it has'
  return found.active ? undefined : 'must be one that is still sold'
}

/** The variants that are sold, by code. */
export const soldVariants = (variants: readonly ItemVariant[]): string[] =>
  variants.filter((one) => one.active).map((one) => one.code)

/**
 * The variant that is sold; null for an item without any.
 *
 * @throws ITEM_VARIANT_INVALID
 */
export function chooseVariant(
  item: OfItem,
  variants: readonly ItemVariant[],
  given: string | undefined,
): ItemVariant | null {
  const rule = variantFault(variants, given)
  if (rule !== undefined) {
    const known = soldVariants(variants)
    throw ItemVariantInvalid.create({ item: item.code, variant: given ?? null, rule, known })
  }
  return variants.find((one) => one.code === given) ?? null
}

/** One choice that was made. */
export interface MadeChoice {
  readonly group: OptionGroup
  readonly choice: OptionChoice
}

/** What is wrong with what is chosen of an item's options. */
export interface OptionFault {
  readonly group: string
  readonly rule: string
  /** What there is to choose from. */
  readonly known: readonly string[]
}

/** The first rule that is broken by what is chosen; undefined where none is. */
export function optionFault(groups: readonly OptionGroup[], given: ChosenOptions | undefined): OptionFault | undefined {
  const wanted = codesByGroup(given)
  const known = groups.map((group) => group.code)
  for (const group of wanted.keys()) {
    if (!known.includes(group)) return { group, rule: 'is not an option that it has', known }
  }
  for (const group of groups) {
    const rule = choiceRule(group, wanted.get(group.code) ?? [])
    if (rule !== undefined) return { group: group.code, rule, known: group.choices.map((choice) => choice.code) }
  }
  return undefined
}

/**
 * The choices made of option groups, in the order of the item.
 *
 * @throws ITEM_OPTION_INVALID
 */
export function chooseOptions(
  item: OfItem,
  groups: readonly OptionGroup[],
  given: ChosenOptions | undefined,
): MadeChoice[] {
  const fault = optionFault(groups, given)
  if (fault !== undefined) throw ItemOptionInvalid.create({ item: item.code, ...fault })
  const wanted = codesByGroup(given)
  return groups.flatMap((group) => {
    const chosen = new Set(wanted.get(group.code))
    return group.choices.filter((choice) => chosen.has(choice.code)).map((choice) => ({ group, choice }))
  })
}

function codesByGroup(given: ChosenOptions | undefined): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(given ?? {}).map(([group, one]) => [group, typeof one === 'string' ? [one] : one]))
}

function choiceRule(group: OptionGroup, codes: readonly string[]): string | undefined {
  const known = group.choices.map((choice) => choice.code)
  if (codes.length === 0 && group.required) return 'must be chosen'
  const unknown = codes.find((code) => !known.includes(code))
  if (unknown !== undefined) return `has no choice "${unknown}"`
  if (new Set(codes).size !== codes.length) return 'must name each choice once'
  const most = group.choose === 'one' ? 1 : (group.most ?? known.length)
  return codes.length > most ? `allows ${most} of its choices, got ${codes.length}` : undefined
}
