/** Exchange rates as exact decimals, and what an amount is worth by one. Pure: no I/O. */
import { currencyScale } from '../values/currency.ts'
import { type DecimalText, powerOfTen, printDecimal, readDecimal } from '../values/decimal-text.ts'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import { RateInvalid } from './errors.ts'

/** Decimals that a rate may have; before the point it may have as many digits again. */
export const rateScale = 9

const largest = powerOfTen(2 * rateScale)

/**
 * A rate in plain canonical form: `'7.1200'` becomes `'7.12'`.
 *
 * @throws RATE_INVALID unless above zero, with at most nine digits before and nine after the point
 */
export function exchangeRate(currency: string, text: string): string {
  const read = readDecimal(text)
  const refuse = (rule: string) => RateInvalid.create({ currency, rate: text, rule })
  if (read === undefined) throw refuse('must be a plain decimal such as 7.12')
  if (read.coefficient <= 0n) throw refuse('must be above zero')
  const { coefficient, scale } = canonical(read)
  if (scale > rateScale) throw refuse(`must have at most ${rateScale} decimals`)
  if (coefficient * powerOfTen(rateScale - scale) >= largest) throw refuse(`must be below ${powerOfTen(rateScale)}`)
  return printDecimal(coefficient, scale)
}

function canonical({ coefficient, scale }: DecimalText): DecimalText {
  let [left, decimals] = [coefficient, scale]
  while (decimals > 0 && left % 10n === 0n) {
    left /= 10n
    decimals -= 1
  }
  return { coefficient: left, scale: decimals }
}

/** A rate as a fraction of minor units: so many of `to` for so many of `from`. */
export function minorRatio(
  from: string,
  to: string,
  rate: string,
): { readonly numerator: bigint; readonly denominator: bigint } {
  const read = readDecimal(rate)
  if (read === undefined)
    throw RateInvalid.create({ currency: from, rate, rule: 'must be a plain decimal such as 7.12' })
  return {
    numerator: read.coefficient * powerOfTen(currencyScale(to)),
    denominator: powerOfTen(read.scale + currencyScale(from)),
  }
}

/**
 * What an amount is worth in another currency: `rate` units of `to` for one unit of the amount's own, rounded once, to the
 * nearest minor unit, a half away from zero.
 */
export function worthOf(amount: Money, rate: string, to: string): Money {
  const { numerator, denominator } = minorRatio(amount.currency, to, rate)
  return Money.ofMinor(divideRounded(amount.minor * numerator, denominator, 'half-up'), to)
}

/** The rate at which an amount is worth another, to nine decimals; both above zero or both below. For people to read. */
export function impliedRate(amount: Money, worth: Money): string {
  const numerator = worth.minor * powerOfTen(currencyScale(amount.currency) + rateScale)
  const denominator = amount.minor * powerOfTen(currencyScale(worth.currency))
  const { coefficient, scale } = canonical({
    coefficient: divideRounded(numerator, denominator, 'half-up'),
    scale: rateScale,
  })
  return printDecimal(coefficient, scale)
}

/** Whether a rate lies further from another than so many per cent of that other. */
export function differsBeyond(rate: string, from: string, percent: number): boolean {
  const [one, other] = [atRateScale(rate), atRateScale(from)]
  const difference = one > other ? one - other : other - one
  return difference * 100n > other * BigInt(percent)
}

function atRateScale(rate: string): bigint {
  const read = readDecimal(rate)
  return read === undefined ? 0n : read.coefficient * powerOfTen(rateScale - read.scale)
}
