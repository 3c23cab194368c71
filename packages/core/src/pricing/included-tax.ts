/** The tax that a price includes. Pure. */
import { Money } from '../values/money.ts'
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'

/** The tax within an amount at a rate in per cent, rounded half up: of 106.00 at 6 it is 6.00. */
export function includedTax(amount: Money, rate: string): Money {
  const { numerator, denominator } = Quantity.of(rate).toRatio()
  const tax = divideRounded(amount.minor * numerator, 100n * denominator + numerator, 'half-up')
  return Money.ofMinor(tax, amount.currency)
}
