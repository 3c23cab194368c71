/** The room of prices. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { mergeHooks } from './merge-customers.ts'
import { endCoupons } from './operations/end-coupons.ts'
import { endPriceList } from './operations/end-price-list.ts'
import { endPromotion } from './operations/end-promotion.ts'
import { getCoupon } from './operations/get-coupon.ts'
import { issueCoupons } from './operations/issue-coupons.ts'
import { listCoupons } from './operations/list-coupons.ts'
import { listCouponUses } from './operations/list-coupon-uses.ts'
import { listPriceLists } from './operations/list-price-lists.ts'
import { listPromotions } from './operations/list-promotions.ts'
import { listRuleVersions } from './operations/list-rule-versions.ts'
import { listUpgrades } from './operations/list-upgrades.ts'
import { savePriceList } from './operations/save-price-list.ts'
import { savePromotion } from './operations/save-promotion.ts'
import { setPrices } from './operations/set-prices.ts'
import { pricingRule, pricingRules } from './pricing-rule.ts'
import { noRounding } from './rounding-policy.ts'
import { ruleBook } from './rule-book.ts'
import { byHand } from './rules/by-hand.ts'
import { listPrice } from './rules/list-price.ts'
import { offers } from './rules/offers.ts'
import { optionPrices } from './rules/option-prices.ts'
import { rounding, taxIncluded } from './rules/tax-and-rounding.ts'
import { pricingSettingsSchema } from './settings.ts'
import { pricingCoupons, pricingCouponUses, pricingRulesKept, pricingRuleVersions } from './tables.ts'

const reading = [
  'pricing.priceLists',
  'pricing.promotions',
  'pricing.ruleVersions',
  'pricing.coupon',
  'pricing.upgrades',
]

export const pricingRoom = definePlugin({
  name: 'pricing',
  version: engineVersion,
  requires: { customers: '*', catalog: '*' },
  settings: pricingSettingsSchema,
  documents: [ruleBook],
  tables: [pricingRulesKept, pricingRuleVersions, pricingCoupons, pricingCouponUses],
  operations: {
    savePriceList,
    endPriceList,
    priceLists: listPriceLists,
    setPrices,
    savePromotion,
    endPromotion,
    promotions: listPromotions,
    ruleVersions: listRuleVersions,
    issueCoupons,
    endCoupons,
    coupon: getCoupon,
    coupons: listCoupons,
    couponUses: listCouponUses,
    upgrades: listUpgrades,
  },
  roles: {
    owner: ['*'],
    manager: ['pricing.*'],
    cashier: reading,
    reception: reading,
    photographer: ['pricing.upgrades'],
    accountant: reading,
  },
  events: Object.values(events),
  hooks: mergeHooks,
  registries: [pricingRules],
  entries: [
    pricingRule(listPrice),
    pricingRule(optionPrices),
    pricingRule(offers),
    pricingRule(byHand),
    pricingRule(taxIncluded),
    pricingRule(rounding),
  ],
  provide: [noRounding],
  errors: Object.values(errors),
})
