/** A price as a line keeps it: unit price, discount and amount that agree. Pure. */
import { Money } from '../values/money.ts'
import type { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'

export interface SoldPrice {
  readonly unitPrice: Money
  readonly discount: Money
  readonly amount: Money
}

/**
 * `unit` times the quantity, rounded half up, less a discount, is the amount. Where rules made it dearer than the unit
 * price, the unit price is raised as far as that needs.
 */
export function soldPrice(quantity: Quantity, unit: Money, amount: Money): SoldPrice {
  const gross = unit.times(quantity, 'half-up')
  if (gross.atLeast(amount)) return { unitPrice: unit, discount: gross.minus(amount), amount }
  const { numerator, denominator } = quantity.toRatio()
  const unitPrice = Money.ofMinor(divideRounded(amount.minor * denominator, numerator, 'ceiling'), amount.currency)
  return { unitPrice, discount: unitPrice.times(quantity, 'half-up').minus(amount), amount }
}
