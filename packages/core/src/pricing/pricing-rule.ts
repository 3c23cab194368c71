/** Rules of pricing: entries of a registry that rooms and plugins add. A rule is a pure function on a cart. */
import type { MadeChoice } from '../catalog/index.ts'
import type { QueryContext } from '../engine/context.ts'
import { defineRegistry, entry, type Registry, type RegistryEntry } from '../engine/registry.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Money } from '../values/money.ts'
import type { Quantity } from '../values/quantity.ts'
import type { Coupon } from './offer.ts'
import type { PriceSource, PriceWords, PricingStage } from './price-step.ts'
import type { RuleBook } from './rule-book.ts'

/** The price that a line begins with. */
export interface ListedPrice {
  readonly price: Money
  /** Null for the price of the catalogue itself. */
  readonly source: PriceSource | null
  readonly audit: string
}

/** A line as rules see it. */
export interface PricingLine {
  readonly line: number
  readonly itemId: string
  readonly itemCode: string
  /** `package`, `product`, `service` or `bundle`. */
  readonly kind: string
  readonly category: string
  readonly shootType: string | null
  readonly variant: string | null
  readonly taxRate: string | null
  readonly quantity: Quantity
  /** The day that the line is for; price lists go by it. */
  readonly forDate: CalendarDate
  readonly listed: ListedPrice
  readonly choices: readonly MadeChoice[]
  /** A unit price set by hand: promotions and coupons pass such a line over. */
  readonly byHand: Money | null
  /** A discount given by hand. */
  readonly discount: Money | null
  /** What the line costs after the stages `list` and `options`. */
  readonly listAmount: Money
  /** What it costs so far. */
  readonly amount: Money
}

export interface PricingCart {
  readonly currency: string
  readonly branch: string
  readonly businessDate: CalendarDate
  readonly customerId: string
  readonly lines: readonly PricingLine[]
}

/** What a rule does to a line. */
export interface PriceEffect {
  readonly line: number
  /** Negative to take off. Zero tells something without changing the price. */
  readonly change: Money
  readonly words: PriceWords
  /** For an auditor. */
  readonly audit: string
  readonly source?: PriceSource
  /** Another stage to be told than that of the rule. */
  readonly stage?: PricingStage
}

/** What rules may read before they decide; they write nothing. */
export interface PricingReads
  extends Pick<
    QueryContext,
    'tenant' | 'branch' | 'actor' | 'locale' | 'now' | 'businessDate' | 'studio' | 'settings' | 'entries' | 'resolve'
  > {
  readonly store: ScopedReads
}

/** What is known when facts are looked for. */
export interface PricingBasis {
  readonly cart: PricingCart
  readonly book: RuleBook
  readonly coupons: readonly Coupon[]
  /** Coupons whose reductions lines keep from before: nothing may join them that does not go together with them. */
  readonly kept: readonly Coupon[]
}

export interface PricingRule<Facts = unknown> {
  /** `plugin.whatItDoes`. */
  readonly name: string
  /** Raise it when the rule decides otherwise than before: it stands in every step. */
  readonly version: number
  readonly stage: Exclude<PricingStage, 'host'>
  /** Lower first within the stage; 0 unless told. Rules of one order run by name. */
  readonly order?: number
  /** Reads what the rule goes by. Each read is a statement of every order, so read only what this cart calls for. */
  facts?(reads: PricingReads, basis: PricingBasis): Promise<Facts> | Facts
  /** Decides, from nothing but its arguments. It is also asked for quotes, and again when a command is repeated. */
  apply(cart: PricingCart, facts: Facts): readonly PriceEffect[]
}

/** All rules of pricing. */
export const pricingRules: Registry<PricingRule> = defineRegistry<PricingRule>('pricing.rules', (rule) => rule.name)

/** Adds a rule; goes into a plugin's `entries`. */
export function pricingRule<Facts>(rule: PricingRule<Facts>): RegistryEntry {
  return entry(pricingRules, rule as PricingRule)
}
