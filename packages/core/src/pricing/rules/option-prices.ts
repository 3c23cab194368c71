/** What the chosen options add, and a price set by hand in the place of both. */
import { Money } from '../../values/money.ts'
import type { PriceEffect, PricingCart, PricingLine, PricingRule } from '../pricing-rule.ts'

export const optionPrices: PricingRule = {
  name: 'calotype.optionPrices',
  version: 1,
  stage: 'options',
  apply: (cart: PricingCart) => cart.lines.flatMap((line) => optionEffects(line)),
}

function optionEffects(line: PricingLine): PriceEffect[] {
  let unit = line.listed.price
  let standing = line.amount
  return line.choices.flatMap(({ group, choice }) => {
    const difference = Money.of(choice.price, unit.currency)
    unit = unit.plus(difference)
    const after = unit.times(line.quantity, 'half-up')
    const change = after.minus(standing)
    standing = after
    if (change.isZero()) return []
    return [
      {
        line: line.line,
        change,
        words: {
          zh: `${group.name}：${choice.name}`,
          en: `${group.nameEn ?? group.name}: ${choice.nameEn ?? choice.name}`,
        },
        audit: `option ${group.code}/${choice.code}, ${difference} each`,
        source: { kind: 'option', code: `${group.code}/${choice.code}`, version: null, name: choice.name },
      },
    ]
  })
}
