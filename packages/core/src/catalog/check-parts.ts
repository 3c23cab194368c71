/** Holds the parts of an item against their rules, and writes their prices in one way. Pure. */
import { Money } from '../values/money.ts'
import { ItemPartInvalid } from './errors.ts'
import type { ItemParts } from './item-parts.ts'

export interface PartsOf {
  readonly code: string
  readonly kind: string
  /** In minor units. */
  readonly price: bigint
  readonly currency: string
}

/**
 * The parts as they are stored: prices with all decimals of the currency.
 *
 * @throws ITEM_PART_INVALID naming the part, MONEY_MALFORMED, MONEY_TOO_PRECISE
 */
export function checkedParts(of: PartsOf, parts: ItemParts): ItemParts {
  const refuse = (part: string, rule: string) => ItemPartInvalid.create({ item: of.code, part, rule })
  const priced = (part: string, price: string): string => {
    const amount = Money.of(price, of.currency, `the price of ${part} of item "${of.code}"`)
    if (amount.isNegative()) throw refuse(part, `must have a price of zero or more, got ${amount}`)
    return amount.toString()
  }
  const isBundle = of.kind === 'bundle'
  if (isBundle && parts.components.length === 0) throw refuse('components', 'must name what is in the bundle')
  if (!isBundle && parts.components.length > 0) throw refuse('components', 'must be left out: it is no bundle')
  if (isBundle && parts.variants.length + parts.options.length > 0) {
    throw refuse('variants and options', 'must be left out: those of its components are named with them')
  }
  for (const { item } of [...parts.addOns, ...parts.components, ...parts.upgrades.map(({ to }) => ({ item: to }))]) {
    if (item === of.code) throw refuse(`"${item}"`, 'must not name the item itself')
  }
  const variants = parts.variants.map((one) => ({ ...one, price: priced(`variant "${one.code}"`, one.price) }))
  const options = parts.options.map((group) => {
    const part = `option "${group.code}"`
    if (new Set(group.choices.map((choice) => choice.code)).size !== group.choices.length) {
      throw refuse(part, 'must name each choice once')
    }
    if (group.choose === 'one' && group.most !== undefined) throw refuse(part, 'must not say how many: it is one')
    if ((group.most ?? 1) > group.choices.length) throw refuse(part, 'must not allow more than it has choices')
    return {
      ...group,
      choices: group.choices.map((choice) => ({
        ...choice,
        price: Money.of(choice.price, of.currency, `the price of choice "${choice.code}" of ${part}`).toString(),
      })),
    }
  })
  const lowest = lowestPrice(of, variants) + leastOfOptions(of.currency, options)
  if (lowest < 0n) {
    const amount = Money.ofMinor(lowest, of.currency)
    throw refuse('options', `must leave a price of zero or more, and could leave ${amount}`)
  }
  const upgrades = parts.upgrades.map((one) => ({
    ...one,
    ...(one.price === undefined
      ? {}
      : { price: Money.of(one.price, of.currency, `the price of upgrade "${one.to}"`).toString() }),
  }))
  const addOns = parts.addOns.map((one) => ({
    ...one,
    ...(one.price === undefined ? {} : { price: priced(`add-on "${one.item}"`, one.price) }),
  }))
  return { ...parts, variants, options, upgrades, addOns, listPrices: checkedListPrices(parts, priced) }
}

function checkedListPrices(parts: ItemParts, priced: (part: string, price: string) => string): ItemParts['listPrices'] {
  const known = new Set(parts.variants.map((one) => one.code))
  return Object.fromEntries(
    Object.entries(parts.listPrices).map(([list, { price, variants }]) => {
      const part = `the price by list "${list}"`
      // A variant that is gone takes its prices along.
      const kept = Object.entries(variants ?? {}).filter(([code]) => known.has(code))
      return [
        list,
        {
          ...(price === undefined ? {} : { price: priced(part, price) }),
          ...(kept.length === 0
            ? {}
            : { variants: Object.fromEntries(kept.map(([code, one]) => [code, priced(part, one)])) }),
        },
      ]
    }),
  )
}

function lowestPrice(of: PartsOf, variants: ItemParts['variants']): bigint {
  if (variants.length === 0) return of.price
  const prices = variants.map((one) => Money.of(one.price, of.currency).minor)
  return prices.sort((a, b) => (a < b ? -1 : 1))[0] ?? of.price
}

/** The most that options can take off. */
function leastOfOptions(currency: string, options: ItemParts['options']): bigint {
  let sum = 0n
  for (const group of options) {
    const differences = group.choices
      .map((choice) => Money.of(choice.price, currency).minor)
      .sort((a, b) => (a < b ? -1 : 1))
    const most = group.choose === 'one' ? 1 : (group.most ?? differences.length)
    const taken = differences.slice(0, most).filter((one) => one < 0n)
    // Where something must be chosen, the cheapest choice is the least, even if it costs.
    if (taken.length === 0 && group.required) sum += differences[0] ?? 0n
    else for (const one of taken) sum += one
  }
  return sum
}
