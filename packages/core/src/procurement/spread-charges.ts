/** Freight and other costs of a delivery on the goods that came with it. Pure: no I/O. */
import { Money } from '../values/money.ts'

/**
 * Shares a charge by the value of the goods, to the last cent; by quantity where all of them are free.
 *
 * @param goods the values and quantities of at least one line, of which one has a quantity
 */
export function spreadCharge(
  charge: Money,
  goods: readonly { readonly value: Money; readonly quantity: number }[],
): readonly Money[] {
  const valued = goods.some(({ value }) => !value.isZero())
  return charge.allocate(goods.map(({ value, quantity }) => (valued ? value.minor : BigInt(quantity))))
}

/** What each of several charges adds to each line, in all. */
export function spreadCharges(
  currency: string,
  charges: readonly Money[],
  goods: readonly { readonly value: Money; readonly quantity: number }[],
): readonly Money[] {
  const shares = charges.map((charge) => spreadCharge(charge, goods))
  return goods.map((_, at) =>
    Money.sum(
      currency,
      shares.map((share) => share[at] ?? Money.zero(currency)),
    ),
  )
}
