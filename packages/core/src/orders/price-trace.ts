/** The steps of a line's price, as its row keeps them. Their changes add up to its amount. Pure. */
import { isPlainPrice, plainPriceStep, type PriceStep, type SoldLine, sumOfSteps } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import type { Json } from '../values/json.ts'
import type { OrderLineRow } from './tables.ts'

/** What of a line its steps follow from where it keeps none. */
export type TracedLine = Pick<
  OrderLineRow,
  'priceTrace' | 'amount' | 'itemCode' | 'itemVersion' | 'unitPrice' | 'quantity'
>

/** The steps of a line. One at the price of the catalogue keeps none, nor does one that was imported: its amount is its only step. */
export function traceOf(line: TracedLine, currency: string): readonly PriceStep[] {
  if (line.priceTrace !== null) return line.priceTrace as unknown as readonly PriceStep[]
  if (line.itemVersion !== null) {
    const { itemCode, itemVersion, quantity } = line
    const [unitPrice, amount] = [Money.ofMinor(line.unitPrice, currency), Money.ofMinor(line.amount, currency)]
    return [plainPriceStep({ itemCode, itemVersion, unitPrice, quantity, amount })]
  }
  return [
    {
      stage: 'list',
      rule: 'orders.before',
      ruleVersion: 1,
      change: Money.ofMinor(line.amount, currency).toString(),
      before: Money.zero(currency).toString(),
      after: Money.ofMinor(line.amount, currency).toString(),
      words: { zh: '金额', en: 'Amount' },
      audit: 'the amount as it was imported, or sold before steps were kept',
      source: null,
    },
  ]
}

/** What hooks at `orders.placing` did to the price of a line; undefined where they did nothing. */
export function placingStep(sold: Pick<SoldLine, 'amount'>, after: Money): PriceStep | undefined {
  if (after.equals(sold.amount)) return undefined
  return stepOf({
    stage: 'host',
    rule: 'orders.placing',
    before: sold.amount,
    after,
    words: { zh: '优惠', en: 'Discount' },
    audit: 'a hook at orders.placing changed the discount',
  })
}

export interface ChangedPrice {
  readonly actor: string
  readonly quantity: { readonly before: string; readonly after: string }
  /** Before discounts. */
  readonly gross: { readonly before: Money; readonly after: Money }
  readonly discount: { readonly before: Money; readonly after: Money }
}

/** The steps of a change by hand: of the quantity at the same unit price, and of the discount. */
export function changeSteps(of: ChangedPrice): PriceStep[] {
  const { actor, gross, discount, quantity } = of
  const source = { kind: 'person', code: actor, version: null, name: null }
  const begun = gross.before.minus(discount.before)
  const ended = gross.after.minus(discount.after)
  const raised = gross.after.atLeast(gross.before)
  // In the order in which the price between the two is never below zero.
  const between = raised ? gross.after.minus(discount.before) : gross.before.minus(discount.after)
  const ofQuantity = (before: Money, after: Money) =>
    stepOf({
      stage: 'list',
      rule: 'orders.changeLine',
      before,
      after,
      words: {
        zh: `数量 ${quantity.before} → ${quantity.after}`,
        en: `Quantity ${quantity.before} → ${quantity.after}`,
      },
      audit: `quantity changed by ${actor} at the same unit price`,
      source,
    })
  const ofDiscount = (before: Money, after: Money) =>
    stepOf({
      stage: 'manual',
      rule: 'orders.changeLine',
      before,
      after,
      words: { zh: '优惠', en: 'Discount' },
      audit: `discount changed by hand by ${actor} from ${discount.before} to ${discount.after}`,
      source,
    })
  const steps = raised
    ? [ofQuantity(begun, between), ofDiscount(between, ended)]
    : [ofDiscount(begun, between), ofQuantity(between, ended)]
  return steps.filter((step) => step.before !== step.after)
}

/** A step between two amounts. */
export function stepOf(
  of: Omit<PriceStep, 'ruleVersion' | 'change' | 'before' | 'after' | 'source'> & {
    readonly before: Money
    readonly after: Money
    readonly source?: PriceStep['source']
  },
): PriceStep {
  const { before, after, source = null, stage, rule, words, audit } = of
  return {
    stage,
    rule,
    ruleVersion: 1,
    change: after.minus(before).toString(),
    before: before.toString(),
    after: after.toString(),
    words,
    audit,
    source,
  }
}

/** What was taken off a line by hand. */
export function givenOff(line: TracedLine, currency: string): Money {
  return sumOfSteps(currency, traceOf(line, currency), (step) => step.stage === 'manual').negated()
}

/** The codes of the coupons that took something off a line. */
export function couponsOf(line: Pick<OrderLineRow, 'priceTrace'>): string[] {
  const steps = (line.priceTrace ?? []) as unknown as readonly PriceStep[]
  return [...new Set(steps.flatMap(({ source }) => (source?.kind === 'coupon' ? [source.code] : [])))]
}

/** The steps as a line keeps them: null where they follow from it. */
export function keptTrace(
  steps: readonly PriceStep[],
  {
    itemVersion,
    ...line
  }: Omit<Parameters<typeof plainPriceStep>[0], 'itemVersion'> & { readonly itemVersion: number | null },
): Json {
  if (itemVersion !== null && isPlainPrice(steps, { ...line, itemVersion })) return null
  return steps as unknown as Json
}

/** What steps of some stages come to. */
export function sumOfStages(
  currency: string,
  steps: readonly PriceStep[],
  stages: ReadonlySet<PriceStep['stage']>,
): Money {
  return sumOfSteps(currency, steps, (step) => stages.has(step.stage))
}
