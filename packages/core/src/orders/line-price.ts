/** What a line costs. Pure. */
import { Money } from '../values/money.ts'
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'
import { DiscountTooLarge, LinePriceInvalid } from '../pricing/index.ts'
import { LineQuantityInvalid } from './errors.ts'
import { quantityScale } from './tables.ts'

export interface LinePrice {
  /** Unit price × quantity, rounded half up to whole minor units. */
  readonly gross: Money
  readonly discount: Money
  /** `gross − discount`: what the customer pays for the line. */
  readonly amount: Money
}

/**
 * The price of line `line`.
 *
 * @throws LINE_PRICE_INVALID, DISCOUNT_TOO_LARGE, CURRENCY_MISMATCH, MONEY_OUT_OF_RANGE
 */
export function linePrice(line: number, of: { quantity: Quantity; unitPrice: Money; discount: Money }): LinePrice {
  const { quantity, unitPrice, discount } = of
  if (unitPrice.isNegative()) throw LinePriceInvalid.create({ line, field: 'unitPrice', value: unitPrice.toString() })
  if (discount.isNegative()) throw LinePriceInvalid.create({ line, field: 'discount', value: discount.toString() })
  const gross = unitPrice.times(quantity, 'half-up')
  if (discount.greaterThan(gross)) {
    throw DiscountTooLarge.create({ line, discount: discount.toString(), gross: gross.toString() })
  }
  return { gross, discount, amount: gross.minus(discount) }
}

/** What stands before the discount of a line that is written already: also true of imported lines, whose unit price is rounded. */
export function grossOf(line: { readonly amount: bigint; readonly discount: bigint }): bigint {
  return line.amount + line.discount
}

/**
 * Reads a quantity, `of` naming what it is the quantity of (`line 3`): above zero, at most {@link quantityScale} decimals and 14 digits before the point.
 *
 * @throws QUANTITY_MALFORMED, QUANTITY_OUT_OF_RANGE, LINE_QUANTITY_INVALID
 */
export function lineQuantity(of: string, given: string | number): Quantity {
  const quantity = Quantity.of(given)
  const value = quantity.toString()
  if (!quantity.isPositive()) throw LineQuantityInvalid.create({ of, rule: 'must be above zero', value })
  const [whole = '', decimals = ''] = value.split('.')
  if (decimals.length > quantityScale) {
    throw LineQuantityInvalid.create({ of, rule: `must have at most ${quantityScale} decimals`, value })
  }
  if (whole.length > 18 - quantityScale) {
    throw LineQuantityInvalid.create({
      of,
      rule: `must have at most ${18 - quantityScale} digits before the point`,
      value,
    })
  }
  return quantity
}

/** The unit price to show where the amount is the fact: rounded half up, so it need not multiply back. */
export function shownUnitPrice(amount: Money, quantity: Quantity): Money {
  const { numerator, denominator } = quantity.toRatio()
  return Money.ofMinor(divideRounded(amount.minor * denominator, numerator, 'half-up'), amount.currency)
}
