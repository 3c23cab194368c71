/** What goods cost at a price: prices may be finer than the smallest coin, amounts are not. Pure: no I/O. */
import { currencyScale } from '../values/currency.ts'
import { powerOfTen, printDecimal, readDecimal } from '../values/decimal-text.ts'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'

/** Decimals of a price. */
export const priceScale = 4

/** A price for so many units: `{ price: '120.00', per: 12 }` is a box of twelve, `{ price: '0.035', per: 1 }` a sheet. */
export interface Price {
  /** A decimal string in the studio's currency. */
  readonly price: string
  /** Units of the item that it is for. */
  readonly per: number
}

/** A price as storage keeps it, so that one that is given again is the same: `120.00` is `120`. */
export function canonicalPrice(price: string): string {
  const whole = price.replace(/^0+(?=\d)/, '')
  return whole.includes('.') ? whole.replace(/\.?0+$/, '') : whole
}

/** A lower price from so many units on. */
export interface PriceBreak {
  /** Units of the item. */
  readonly from: number
  readonly price: string
}

/** What so many units cost, rounded once, half away from zero. */
export function costOf(currency: string, { price, per }: Price, quantity: number): Money {
  const read = readDecimal(price)
  if (read === undefined) throw new Error(`"${price}" was let through as a price`)
  const numerator = read.coefficient * BigInt(quantity) * powerOfTen(currencyScale(currency))
  return Money.ofMinor(divideRounded(numerator, powerOfTen(read.scale) * BigInt(per), 'half-up'), currency)
}

/**
 * What the next units cost after `before` of them came: in however many parts goods come, the parts cost together what the
 * whole does, to the last cent.
 */
export const costOfNext = (currency: string, price: Price, before: number, quantity: number): Money =>
  costOf(currency, price, before + quantity).minus(costOf(currency, price, before))

/** The price of so many units: that of the last break they reach. */
export function priceAt(price: Price, breaks: readonly PriceBreak[], quantity: number): Price {
  let reached = price.price
  let from = 0
  for (const one of breaks) {
    if (one.from > quantity || one.from < from) continue
    reached = one.price
    from = one.from
  }
  return { price: reached, per: price.per }
}

/** What one price asks more for than another for the same: below zero where the first is cheaper. */
export function comparePrices(one: Price, other: Price): number {
  const [left, right] = [readDecimal(one.price), readDecimal(other.price)]
  if (left === undefined || right === undefined) throw new Error('a price was let through that is none')
  const a = left.coefficient * BigInt(other.per) * powerOfTen(right.scale)
  const b = right.coefficient * BigInt(one.per) * powerOfTen(left.scale)
  return a < b ? -1 : a > b ? 1 : 0
}

/** The price for `per` units at which so many cost so much, as a decimal string; null for none. */
export function priceOf(cost: Money, quantity: number, per: number): string | null {
  if (quantity <= 0) return null
  const numerator = cost.minor * BigInt(per) * powerOfTen(priceScale)
  const denominator = BigInt(quantity) * powerOfTen(currencyScale(cost.currency))
  return printDecimal(divideRounded(numerator, denominator, 'half-up'), priceScale)
}

/**
 * What a part of the units comes to of what all come to. Parts that are taken one after another come to the whole, since the
 * last takes what is left.
 */
export function shareOf(whole: Money, units: number, part: number): Money {
  if (part === units) return whole
  return Money.ofMinor(divideRounded(whole.minor * BigInt(part), BigInt(units), 'half-up'), whole.currency)
}
