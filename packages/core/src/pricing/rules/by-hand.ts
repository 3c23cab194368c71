/** What somebody decides by hand: another price for one, and a discount. */
import { DiscountTooLarge } from '../errors.ts'
import type { PriceEffect, PricingCart, PricingLine, PricingRule } from '../pricing-rule.ts'

export const byHand: PricingRule<string> = {
  name: 'calotype.byHand',
  version: 1,
  stage: 'manual',
  facts: ({ actor }) => actor,
  apply: (cart: PricingCart, actor) => cart.lines.flatMap((line) => handEffects(line, actor)),
}

function handEffects(line: PricingLine, actor: string): PriceEffect[] {
  const effects: PriceEffect[] = []
  const source = { kind: 'person', code: actor, version: null, name: null }
  let standing = line.amount
  if (line.byHand !== null) {
    const after = line.byHand.times(line.quantity, 'half-up')
    effects.push({
      line: line.line,
      change: after.minus(standing),
      words: { zh: `议定单价 ${line.byHand}`, en: `Agreed price ${line.byHand} each` },
      audit: `price set by hand by ${actor}: ${line.byHand} each`,
      source,
    })
    standing = after
  }
  if (line.discount?.isPositive() === true) {
    if (line.discount.greaterThan(standing)) {
      const [discount, gross] = [line.discount.toString(), standing.toString()]
      throw DiscountTooLarge.create({ line: line.line, discount, gross })
    }
    effects.push({
      line: line.line,
      change: line.discount.negated(),
      words: { zh: '优惠', en: 'Discount' },
      audit: `discount given by hand by ${actor}`,
      source,
    })
  }
  return effects
}
