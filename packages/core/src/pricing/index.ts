/** What other rooms, plugins and hosts use of the room of prices. */
export { type ChosenOffer, chooseOffers, type OfferChoice } from './choose-offers.ts'
export { countUses, giveBackUses, type HeldCoupon, moveUses, requireUnspent } from './coupons.ts'
export { beyondLimit, type GivenByHand, limitOf } from './discount-limit.ts'
export * from './errors.ts'
export * from './events.ts'
export { includedTax } from './included-tax.ts'
export type { AddOnOf } from './listed-price.ts'
export type { Coupon, CouponTerms, Offer, OfferEffect, OfferSelector, Promotion, PromotionContent } from './offer.ts'
export { type EndCoupons, type EndedCoupons, endCoupons } from './operations/end-coupons.ts'
export { type EndPriceList, endPriceList } from './operations/end-price-list.ts'
export { type EndPromotion, endPromotion } from './operations/end-promotion.ts'
export { type CouponWithUses, type GetCoupon, getCoupon } from './operations/get-coupon.ts'
export { type IssueCoupons, type IssuedCoupons, issueCoupons } from './operations/issue-coupons.ts'
export { type CouponPage, type ListCoupons, listCoupons } from './operations/list-coupons.ts'
export { type CouponUsePage, type ListCouponUses, listCouponUses } from './operations/list-coupon-uses.ts'
export { type ListPriceLists, listPriceLists, type PriceListPage } from './operations/list-price-lists.ts'
export { type ListPromotions, listPromotions, type PromotionPage } from './operations/list-promotions.ts'
export { type ListRuleVersions, listRuleVersions, type RuleVersionPage } from './operations/list-rule-versions.ts'
export { type ListUpgrades, listUpgrades, type Upgrade, type Upgrades } from './operations/list-upgrades.ts'
export { type SavePriceList, savePriceList } from './operations/save-price-list.ts'
export { type SavePromotion, savePromotion } from './operations/save-promotion.ts'
export { type PricesOfList, type SetPrices, setPrices } from './operations/set-prices.ts'
export { isPlainPrice, plainPriceStep } from './rules/list-price.ts'
export { pricingRoom } from './plugin.ts'
export type { SavedCoupon } from './present-coupon.ts'
export type { SavedPriceList, SavedPromotion } from './present-rule.ts'
export {
  type PricedCart,
  priceCart,
  type RulesOfDay,
  type SoldLine,
  type WantedCart,
  type WantedLine,
} from './price-cart.ts'
export type { PriceList } from './price-list.ts'
export {
  type PriceSource,
  type PriceStep,
  type PriceWords,
  priceStepSchema,
  type PricingStage,
  pricingStages,
} from './price-step.ts'
export {
  type ListedPrice,
  type PriceEffect,
  type PricingBasis,
  type PricingCart,
  type PricingLine,
  type PricingReads,
  type PricingRule,
  pricingRule,
  pricingRules,
} from './pricing-rule.ts'
export { type RoundingPolicy, roundingPolicyToken, roundToUnit } from './rounding-policy.ts'
export type { KeptPriceList, RuleBook } from './rule-book.ts'
export { ruleBookAt } from './rule-book-at.ts'
export { sumOfSteps } from './run-pipeline.ts'
export { type DiscountLimit, discountLimitSchema, type PricingSettings, pricingSettings } from './settings.ts'
export { soldPrice, type SoldPrice } from './sold-price.ts'
export { pricingCoupons, pricingCouponUses, pricingRulesKept, pricingRuleVersions } from './tables.ts'
