/** What can go wrong with prices. */
import { defineError } from '../values/calotype-error.ts'

export const LinePriceInvalid = defineError<{ line: number; field: 'unitPrice' | 'discount'; value: string }>({
  code: 'LINE_PRICE_INVALID',
  status: 422,
  summary: 'A price or discount of a line is negative.',
  message: ({ line, field, value }) => `${field} of line ${line} must not be negative, got ${value}.`,
  mend: 'Pass zero or more. What is given back to a customer is a refund, not a line.',
})

export const DiscountTooLarge = defineError<{ line: number; discount: string; gross: string }>({
  code: 'DISCOUNT_TOO_LARGE',
  status: 422,
  summary: 'The discount of a line is larger than its price.',
  message: ({ line, discount, gross }) =>
    `discount of line ${line} must be at most its price ${gross}, got ${discount}.`,
  mend: 'Give at most the price of the line; a line that costs nothing has the discount of its whole price.',
})

export const DiscountBeyondLimit = defineError<{ actor: string; rule: string }>({
  code: 'DISCOUNT_BEYOND_LIMIT',
  status: 403,
  summary: 'Somebody gave more by hand than the limit of the roles allows.',
  message: ({ actor, rule }) => `"${actor}" may not give so much alone: ${rule}.`,
  mend: 'Give less, or name an approver: somebody else with the permission orders.approveDiscount. Limits stand in the settings of pricing (discountLimits).',
})

export const PriceBelowZero = defineError<{ line: number; rule: string; amount: string }>({
  code: 'PRICE_BELOW_ZERO',
  status: 500,
  summary: 'A pricing rule made a line cost less than nothing.',
  message: ({ line, rule, amount }) => `The pricing rule "${rule}" left line ${line} at ${amount}.`,
  mend: ({ rule }) => `Let the rule "${rule}" take off no more than the amount that it is given.`,
})

export const PricingRuleInvalid = defineError<{ rule: string; fault: string }>({
  code: 'PRICING_RULE_INVALID',
  status: 500,
  summary: 'A pricing rule of a plugin breaks the contract of rules.',
  message: ({ rule, fault }) => `The pricing rule "${rule}" ${fault}.`,
  mend: ({ rule }) => `Report it to the author of the rule "${rule}"; the page "Prices" shows one.`,
})

export const PriceListUnknown = defineError<{ list: string; known: readonly string[] }>({
  code: 'PRICE_LIST_UNKNOWN',
  status: 404,
  summary: 'There is no price list of this code.',
  message: ({ list }) => `list must be the code of a price list, got "${list}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ') || 'none yet'}; or save it (pricing.savePriceList).`,
})

export const PriceListAmbiguous = defineError<{ list: string; other: string; date: string; branch: string }>({
  code: 'PRICE_LIST_AMBIGUOUS',
  status: 409,
  summary: 'Two price lists hold on one day in one branch, and neither is more special.',
  message: ({ list, other, date, branch }) =>
    `Price lists "${list}" and "${other}" both hold on ${date} in ${branch === '*' ? 'every branch' : `branch "${branch}"`}, and neither is more special than the other.`,
  mend: 'Give one of them a higher priority, or days or branches that the other does not have.',
})

export const PriceListInvalid = defineError<{ list: string; rule: string }>({
  code: 'PRICE_LIST_INVALID',
  status: 422,
  summary: 'A price list breaks a rule.',
  message: ({ list, rule }) => `Price list "${list}" ${rule}.`,
  mend: 'Mend the list; nothing was written.',
})

export const PromotionUnknown = defineError<{ promotion: string }>({
  code: 'PROMOTION_UNKNOWN',
  status: 404,
  summary: 'There is no promotion of this code.',
  message: ({ promotion }) => `promotion must be the code of a promotion, got "${promotion}".`,
  mend: 'Take the code from pricing.promotions.',
})

export const OfferInvalid = defineError<{ of: string; rule: string }>({
  code: 'OFFER_INVALID',
  status: 422,
  summary: 'A promotion or coupon breaks a rule.',
  message: ({ of, rule }) => `${of} ${rule}.`,
  mend: 'Mend it; nothing was written.',
})

export const RuleChanged = defineError<{ kind: string; code: string; expected: number; actual: number }>({
  code: 'PRICING_CHANGED',
  status: 409,
  summary: 'A price list, promotion or coupon was changed by somebody else since the caller read it.',
  message: ({ kind, code, expected, actual }) =>
    `The ${kind} "${code}" is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read it again, look at what changed, and repeat with its version.',
})

export const CouponUnknown = defineError<{ coupon: string }>({
  code: 'COUPON_UNKNOWN',
  status: 404,
  summary: 'There is no coupon of this code, or it is no longer in force.',
  message: ({ coupon }) => `There is no coupon "${coupon}" in force.`,
  mend: 'Look at the code again: blanks, dashes and small letters make no difference.',
})

export const CouponCodeTaken = defineError<{ coupon: string }>({
  code: 'COUPON_CODE_TAKEN',
  status: 409,
  summary: 'A coupon of this code stands already.',
  message: ({ coupon }) => `code must be unique: there is a coupon "${coupon}".`,
  mend: 'Choose another code. A coupon is never changed, because customers hold it; end it and add another.',
})

export const CouponNotApplicable = defineError<{ coupon: string; rule: string }>({
  code: 'COUPON_NOT_APPLICABLE',
  status: 409,
  summary: 'A coupon does nothing for this order.',
  message: ({ coupon, rule }) => `Coupon "${coupon}" ${rule}.`,
  mend: 'Leave the coupon out: it stays unused.',
})

export const CouponSpent = defineError<{ coupon: string; rule: string }>({
  code: 'COUPON_SPENT',
  status: 409,
  summary: 'A coupon was used as often as it may be.',
  message: ({ coupon, rule }) => `Coupon "${coupon}" ${rule}.`,
  mend: 'Leave the coupon out. One comes back when the order or line that used it is cancelled.',
})

export const AddOnNotOffered = defineError<{ line: number; item: string; to: string; rule: string }>({
  code: 'ADD_ON_NOT_OFFERED',
  status: 422,
  summary: 'An item was to be an add-on of a line that does not offer it, or not so often.',
  message: ({ line, item, to, rule }) => `addOnTo of line ${line}: "${item}" as an add-on of "${to}" ${rule}.`,
  mend: 'Sell the line without addOnTo, at the price of the item; or name a line whose item offers it; or offer it with that item (catalog.changeItem, addOns).',
})
