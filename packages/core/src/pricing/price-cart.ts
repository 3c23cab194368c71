/** Prices what a customer wants: facts are read, rules applied, bundles taken apart. Orders and quotes go by it alike. */
import {
  type ChosenOptions,
  changeEntitlements,
  chooseOptions,
  chooseVariant,
  type Entitlements,
  type ItemRow,
  type ItemSnapshot,
  type ItemVariant,
  itemsByCode,
  type MadeChoice,
  partsOf,
  snapshotItem,
} from '../catalog/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { Quantity } from '../values/quantity.ts'
import { chooseOffers, offerKey } from './choose-offers.ts'
import { type HeldCoupon, readCoupons, usedBefore } from './coupons.ts'
import type { GivenByHand } from './discount-limit.ts'
import { CouponNotApplicable, LinePriceInvalid } from './errors.ts'
import { type AddOnOf, listedPrice } from './listed-price.ts'
import type { PriceStep } from './price-step.ts'
import {
  type ListedPrice,
  type PricingBasis,
  type PricingCart,
  type PricingLine,
  type PricingRule,
  pricingRules,
} from './pricing-rule.ts'
import { taxIncluded, taxWords } from './rules/tax-and-rounding.ts'
import { type RuleBook, ruleBook } from './rule-book.ts'
import { type PricedLine, runPipeline, sortRules, sumOfSteps } from './run-pipeline.ts'
import { type SoldPrice, soldPrice } from './sold-price.ts'
import { splitBundle } from './split-bundle.ts'

/** One line as it is asked for. */
export interface WantedLine {
  readonly line: number
  readonly item: ItemRow
  readonly variant: string | undefined
  readonly options: ChosenOptions | undefined
  readonly quantity: Quantity
  /** Set by hand. */
  readonly unitPrice: Money | null
  /** Given by hand. */
  readonly discount: Money | null
  /** The day that it is for; the business day unless told. */
  readonly forDate: CalendarDate | undefined
  readonly addOn: AddOnOf | null
  /** A price that another room's table says, instead of the catalogue and its price lists. */
  readonly listed?: ListedPrice | null
}

export interface WantedCart {
  readonly branch: string
  readonly customerId: string
  readonly lines: readonly WantedLine[]
  /** Codes of coupons. */
  readonly coupons: readonly string[]
  /** Codes of coupons whose reductions lines keep from before; what they took off is not priced here. */
  readonly keptCoupons?: readonly string[] | undefined
  /** By the rules of an earlier day, instead of today's. */
  readonly asOf?: RulesOfDay | undefined
}

/** The rules of a day. */
export interface RulesOfDay {
  readonly date: CalendarDate
  readonly book: RuleBook
}

/** A line as it is sold: several of them for a bundle. */
export interface SoldLine extends SoldPrice {
  /** The line that was asked for. */
  readonly asked: number
  readonly item: ItemSnapshot
  readonly variant: ItemVariant | null
  readonly choices: readonly MadeChoice[]
  readonly entitlements: Entitlements
  readonly quantity: Quantity
  readonly forDate: CalendarDate
  readonly steps: readonly PriceStep[]
  /** The bundle that it was sold in. */
  readonly bundle: ItemSnapshot | null
}

export interface PricedCart {
  readonly lines: readonly SoldLine[]
  /** What was given by hand, by the line asked for. */
  readonly byHand: readonly GivenByHand[]
  /** The coupons that took something off, with how much. */
  readonly coupons: readonly (HeldCoupon & { readonly saved: Money })[]
}

type Context = QueryContext | CommandContext

/**
 * Prices a cart. No statement beyond the reading of the items where the rules are known, and no bundle and no coupon is
 * in it: the components of bundles are one more, and coupons one.
 *
 * @throws ITEM_VARIANT_INVALID, ITEM_OPTION_INVALID, ITEM_UNKNOWN, ITEM_RETIRED of a component
 * @throws LINE_PRICE_INVALID, DISCOUNT_TOO_LARGE, PRICE_BELOW_ZERO, PRICING_RULE_INVALID
 * @throws COUPON_UNKNOWN, COUPON_NOT_APPLICABLE
 */
export async function priceCart(context: Context, wanted: WantedCart): Promise<PricedCart> {
  const { branch, customerId } = wanted
  const held = await readCoupons(context, wanted.coupons, customerId)
  const kept = await usedBefore(context, wanted.keptCoupons ?? [])
  const book = wanted.asOf?.book ?? (await context.settings(ruleBook))
  const rowOf = wanted.lines.some(isBundle) ? await componentsOf(context, wanted.lines) : noRows
  const { currency } = context.studio
  const built = wanted.lines.map((line) => builtLine(context, line, book, branch, currency))
  const cart: PricingCart = {
    currency,
    branch,
    businessDate: wanted.asOf?.date ?? context.businessDate,
    customerId,
    lines: built.map(({ pricing }) => pricing),
  }
  const rules = rulesInOrder(context)
  const basis: PricingBasis = { cart, book, coupons: held.map(({ coupon }) => coupon), kept }
  const factsOf = new Map<string, unknown>()
  for (const rule of rules) if (rule.facts !== undefined) factsOf.set(rule.name, await rule.facts(context, basis))
  const priced = runPipeline(cart, rules, factsOf)
  const lines = priced.flatMap((line, at) => {
    const of = built[at]
    return of === undefined ? [] : soldLines(line, of, (code) => rowOf.get(code), { book, branch })
  })
  return { lines, byHand: priced.map(givenByHand), coupons: usedCoupons(currency, cart, priced, held, book) }
}

const sorted = new WeakMap<readonly PricingRule[], readonly PricingRule[]>()

/** The rules of an engine, sorted once. */
function rulesInOrder(context: Context): readonly PricingRule[] {
  const entries = context.entries(pricingRules)
  const known = sorted.get(entries)
  if (known !== undefined) return known
  const rules = sortRules(entries)
  sorted.set(entries, rules)
  return rules
}

interface BuiltLine {
  readonly wanted: WantedLine
  readonly pricing: PricingLine
  readonly variant: ItemVariant | null
  readonly unit: Money
}

function builtLine(context: Context, wanted: WantedLine, book: RuleBook, branch: string, currency: string): BuiltLine {
  const { line, item: row, quantity, unitPrice, discount } = wanted
  for (const [field, value] of [['unitPrice', unitPrice] as const, ['discount', discount] as const]) {
    if (value?.isNegative() === true) throw LinePriceInvalid.create({ line, field, value: value.toString() })
  }
  const parts = partsOf(row)
  const variant = chooseVariant(row, parts.variants, wanted.variant)
  const choices = chooseOptions(row, parts.options, wanted.options)
  const forDate = wanted.forDate ?? context.businessDate
  const listed =
    wanted.listed ?? listedPrice(row, variant, { lists: book.priceLists, branch, date: forDate, addOn: wanted.addOn })
  const zero = Money.zero(currency)
  const unit = unitPrice ?? withChoices(listed.price, choices)
  if (unit.isNegative()) throw LinePriceInvalid.create({ line, field: 'unitPrice', value: unit.toString() })
  const pricing: PricingLine = {
    line,
    itemId: row.id,
    itemCode: row.code,
    kind: row.kind,
    category: row.categoryCode,
    shootType: row.shootType,
    variant: variant?.code ?? null,
    // Of a bundle each component has its own.
    taxRate: row.kind === 'bundle' ? null : row.taxRate,
    quantity,
    forDate,
    listed,
    choices,
    byHand: unitPrice,
    discount,
    listAmount: zero,
    amount: zero,
  }
  return { wanted, pricing, variant, unit }
}

const withChoices = (price: Money, choices: readonly MadeChoice[]): Money =>
  choices.reduce((sum, { choice }) => sum.plus(Money.of(choice.price, price.currency)), price)

function soldLines(
  priced: PricedLine,
  { wanted, variant, unit }: BuiltLine,
  rowOf: (code: string) => ItemRow | undefined,
  at: { readonly book: RuleBook; readonly branch: string },
): SoldLine[] {
  const { line: asked, quantity, forDate, amount, steps, choices } = priced
  const item = snapshotItem(wanted.item)
  if (item.kind !== 'bundle') {
    const entitlements = entitlementsWith(item.entitlements, choices)
    const price = soldPrice(quantity, unit, amount)
    return [{ asked, item, variant, choices, entitlements, quantity, forDate, steps, bundle: null, ...price }]
  }
  const components = partsOf(wanted.item).components.flatMap((component) => {
    const row = rowOf(component.item)
    if (row === undefined) return []
    const parts = partsOf(row)
    const own = chooseVariant(row, parts.variants, component.variant)
    const made = chooseOptions(row, parts.options, component.options)
    const listed = listedPrice(row, own, { lists: at.book.priceLists, branch: at.branch, date: forDate, addOn: null })
    const each = withChoices(listed.price, made)
    const count = quantity.times(Quantity.of(component.quantity))
    const alone = (each.isNegative() ? Money.zero(each.currency) : each).times(count, 'half-up')
    return [{ row, variant: own, choices: made, unit: each, quantity: count, alone, name: row.name }]
  })
  const { currency } = amount
  const shares = splitBundle({ code: item.code, name: item.name, nameEn: item.nameEn, currency, steps }, components)
  return components.map((component, place): SoldLine => {
    const share = shares[place]
    const snapshot = snapshotItem(component.row)
    return {
      asked,
      item: snapshot,
      variant: component.variant,
      choices: component.choices,
      entitlements: entitlementsWith(snapshot.entitlements, component.choices),
      quantity: component.quantity,
      forDate,
      steps: [...(share?.steps ?? []), ...taxStep(snapshot.taxRate, share?.amount)],
      bundle: item,
      ...soldPrice(component.quantity, component.unit, share?.amount ?? Money.zero(currency)),
    }
  })
}

/** The tax of a component, told as that of any line. */
function taxStep(rate: string | null, amount: Money | undefined): PriceStep[] {
  if (rate === null || amount === undefined) return []
  const standing = amount.toString()
  const told = taxWords(rate)
  const { name: rule, version: ruleVersion, stage } = taxIncluded
  const change = Money.zero(amount.currency).toString()
  return [{ stage, rule, ruleVersion, change, before: standing, after: standing, ...told, source: null }]
}

const entitlementsWith = (standing: Entitlements, choices: readonly MadeChoice[]): Entitlements =>
  choices.reduce(
    (sum, { choice }) => (choice.entitlements === undefined ? sum : changeEntitlements(sum, choice.entitlements)),
    standing,
  )

const isBundle = ({ item }: WantedLine): boolean => item.kind === 'bundle'
const noRows: ReadonlyMap<string, ItemRow> = new Map()

async function componentsOf(context: Context, lines: readonly WantedLine[]): Promise<ReadonlyMap<string, ItemRow>> {
  const codes = lines
    .filter(isBundle)
    .flatMap(({ item }) => partsOf(item).components.map((component) => component.item))
  return itemsByCode(context, codes)
}

function givenByHand({ line, amount, steps }: PricedLine): GivenByHand {
  const given = steps.filter((step) => step.stage === 'manual')
  if (given[0] === undefined) return { line, from: amount, off: Money.zero(amount.currency) }
  const from = Money.of(given[0].before, amount.currency)
  return { line, from, off: sumOfSteps(amount.currency, given).negated() }
}

function usedCoupons(
  currency: string,
  cart: PricingCart,
  priced: readonly PricedLine[],
  held: readonly HeldCoupon[],
  book: RuleBook,
): PricedCart['coupons'] {
  return held.map((one) => {
    const { coupon } = one
    const used = (step: PriceStep) => step.source?.kind === 'coupon' && step.source.code === coupon.code
    const saved = Money.sum(
      currency,
      priced.map(({ steps }) => sumOfSteps(currency, steps, used)),
    ).negated()
    if (saved.isPositive()) return { ...one, saved }
    const asListed = { ...cart, lines: priced.map((line) => ({ ...line, amount: line.listAmount })) }
    const { left } = chooseOffers(asListed, [...book.promotions, ...held.map((other) => other.coupon)])
    const rule = left.get(offerKey(coupon)) ?? 'takes nothing off this order'
    throw CouponNotApplicable.create({ coupon: coupon.code, rule })
  })
}
