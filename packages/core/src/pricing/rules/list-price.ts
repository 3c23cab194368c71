/** What the lines cost by the catalogue, a price list, or as an add-on. */
import type { Money } from '../../values/money.ts'
import type { PriceStep, PriceWords } from '../price-step.ts'
import type { PriceEffect, PricingCart, PricingRule } from '../pricing-rule.ts'

export const listPrice: PricingRule = {
  name: 'calotype.listPrice',
  version: 1,
  stage: 'list',
  apply: (cart: PricingCart) =>
    cart.lines.map(
      ({ line, listed, quantity }): PriceEffect => ({
        line,
        change: listed.price.times(quantity, 'half-up'),
        words: wordsOf(listed.price.toString(), quantity.toString(), listed.source?.name ?? null),
        audit: listed.audit,
        ...(listed.source === null ? {} : { source: listed.source }),
      }),
    ),
}

function wordsOf(price: string, count: string, name: string | null): PriceWords {
  const told = count === '1' ? price : `${price} × ${count}`
  return { zh: `${name ?? '标价'} ${told}`, en: `${name ?? 'List price'} ${told}` }
}

/** By what a price of the catalogue was found. */
export const auditOfCatalogue = (item: string, version: number): string => `catalogue, item ${item} version ${version}`

/** What is sold at the price of the catalogue and no other. */
export interface PlainPrice {
  readonly itemCode: string
  readonly itemVersion: number
  readonly unitPrice: Money
  readonly quantity: string
  readonly amount: Money
}

/** The only step of a price that is the catalogue's and no more, as the first version of the rule writes it: it follows from the line, which need not keep it. */
export function plainPriceStep({ itemCode, itemVersion, unitPrice, quantity, amount }: PlainPrice): PriceStep {
  const after = amount.toString()
  return {
    stage: 'list',
    rule: 'calotype.listPrice',
    ruleVersion: 1,
    change: after,
    before: amount.minus(amount).toString(),
    after,
    words: wordsOf(unitPrice.toString(), quantity, null),
    audit: auditOfCatalogue(itemCode, itemVersion),
    source: null,
  }
}

/** Whether a price has only the step that {@link plainPriceStep} answers. */
export function isPlainPrice([only, ...others]: readonly PriceStep[], line: PlainPrice): boolean {
  if (only === undefined || others.length > 0 || only.source !== null || only.rule !== listPrice.name) return false
  const { ruleVersion, before, after, words, audit } = plainPriceStep(line)
  return (
    only.ruleVersion === ruleVersion &&
    only.before === before &&
    only.after === after &&
    only.audit === audit &&
    only.words.en === words.en
  )
}
