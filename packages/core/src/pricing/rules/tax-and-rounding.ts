/** The end of a price: the tax that it includes is told, and the amount rounded as the host wants. */
import { Money } from '../../values/money.ts'
import type { PriceEffect, PricingCart, PricingRule } from '../pricing-rule.ts'
import { type RoundingPolicy, roundingPolicyToken } from '../rounding-policy.ts'

/** How the tax that a price includes is told. */
export const taxWords = (rate: string): Pick<PriceEffect, 'words' | 'audit'> => ({
  words: { zh: `含税 ${rate} %`, en: `Includes ${rate} % tax` },
  audit: `tax rate ${rate} % of the item, included`,
})

export const taxIncluded: PricingRule = {
  name: 'calotype.taxIncluded',
  version: 1,
  stage: 'tax',
  apply: (cart: PricingCart) =>
    cart.lines.flatMap(({ line, taxRate, amount }): PriceEffect[] => {
      if (taxRate === null) return []
      return [{ line, change: Money.zero(amount.currency), ...taxWords(taxRate) }]
    }),
}

export const rounding: PricingRule<RoundingPolicy> = {
  name: 'calotype.rounding',
  version: 1,
  stage: 'rounding',
  facts: (reads) => reads.resolve(roundingPolicyToken),
  apply: (cart: PricingCart, policy) =>
    cart.lines.flatMap(({ line, amount }): PriceEffect[] => {
      const rounded = policy.round(amount)
      if (rounded.equals(amount)) return []
      const source = { kind: 'rounding', code: policy.name, version: policy.version, name: null }
      return [{ line, change: rounded.minus(amount), words: policy.words, audit: `rounded ${policy.name}`, source }]
    }),
}
