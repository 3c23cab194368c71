/** Price lists, promotions, coupons and their uses. Prices by list stand with the items, in the catalogue. */
import { bool, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** One row a price list or promotion, as it stands; see `rule-book.ts` for how orders read them. */
export const pricingRulesKept = defineTable({
  name: 'pricing_rules',
  columns: {
    /** `priceList` or `promotion`. */
    kind: text(20),
    code: text(60),
    ruleVersion: int(),
    content: json(),
    /** False once it is ended. */
    active: bool(),
  },
  key: ['kind', 'code'],
})

/** Every version of them: the steps of a price name the one that they went by. */
export const pricingRuleVersions = defineTable({
  name: 'pricing_rule_versions',
  columns: {
    kind: text(20),
    code: text(60),
    ruleVersion: int(),
    at: instant(),
    content: json(),
    active: bool(),
  },
  key: ['kind', 'code', 'ruleVersion'],
  appendOnly: true,
})

/** One row a coupon. Its terms never change, because customers hold it; it can be ended. */
export const pricingCoupons = defineTable({
  name: 'pricing_coupons',
  columns: {
    /** Capitals and digits. */
    code: text(40),
    /** What tells a batch from others, where coupons were issued many at once. */
    batch: nullable(id()),
    terms: json(),
    currency: text(3),
    /** The only customer who may use it. */
    customerId: nullable(id()),
    issuedAt: instant(),
    active: bool(),
  },
  key: ['code'],
  indexes: [
    { name: 'byBatch', columns: ['batch', 'code'] },
    { name: 'byCustomer', columns: ['customerId', 'code'] },
  ],
  subject: { kind: 'customer', column: 'customerId' },
})

/**
 * How often coupons were used: in all, by each customer, and by each order, which is the record of the use. The three are
 * counted in one statement, so that two orders can never both take the last use.
 */
export const pricingCouponUses = defineTable({
  name: 'pricing_coupon_uses',
  columns: {
    coupon: text(40),
    /** `all`, `customer` or `order`. */
    scope: text(10),
    /** `all`, or the id of the customer or order. */
    scopeId: id(),
    /** Null for the count in all. */
    customerId: nullable(id()),
    orderId: nullable(id()),
    /** The branch and the business date of the first use. */
    branch: id(),
    at: instant(),
    uses: int(),
    /** What it took off, in minor units. */
    saved: money(),
    currency: text(3),
  },
  key: ['coupon', 'scope', 'scopeId'],
  indexes: [
    { name: 'byOrder', columns: ['orderId', 'coupon'] },
    { name: 'byCustomer', columns: ['customerId', 'coupon'] },
  ],
  subject: { kind: 'customer', column: 'customerId' },
})

export type RuleRow = RowOf<typeof pricingRulesKept>
export type CouponRow = RowOf<typeof pricingCoupons>
