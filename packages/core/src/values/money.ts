import { allocateByWeights } from './allocation.ts'
import { currencyScale } from './currency.ts'
import { powerOfTen, printDecimal, readDecimal } from './decimal-text.ts'
import {
  allocationWeightsInvalid,
  currencyMismatch,
  moneyMalformed,
  moneyMinorNotABigint,
  moneyNotAString,
  moneyOutOfRange,
  moneyTooPrecise,
  operatorUnsupported,
  quantityMalformed,
} from './errors-money.ts'
import type { Quantity } from './quantity.ts'
import type { RoundingMode } from './rounding.ts'
import { divideRounded, requireRoundingMode } from './rounding.ts'

/** The most parts that {@link Money.split} makes. */
const mostParts = 100_000

/**
 * An amount of one currency, held as whole minor units (ISO 4217) in a bigint within the signed 64-bit range that
 * storage keeps. Immutable. Nothing goes through floating point, and nothing rounds unless the caller names the mode.
 */
export class Money {
  /** Whole minor units: 1000.00 CNY is 100000n. */
  readonly minor: bigint
  /** Alphabetic code of ISO 4217. */
  readonly currency: string

  private constructor(minor: bigint, currency: string) {
    if (BigInt.asIntN(64, minor) !== minor) throw moneyOutOfRange.create({ minor, currency })
    this.minor = minor
    this.currency = currency
  }

  /**
   * Reads an amount from a decimal string such as `'1000.00'`, `'-3'` or `'0.5'`.
   *
   * @param field what errors call it, such as `unitPrice of line 2`
   * @throws MONEY_NOT_A_STRING, MONEY_MALFORMED, CURRENCY_UNKNOWN, MONEY_OUT_OF_RANGE
   * @throws MONEY_TOO_PRECISE for more decimals than the currency has, even if they are zeros
   */
  static of(amount: string, currency: string, field = 'amount'): Money {
    const scale = currencyScale(currency)
    if (typeof amount !== 'string') throw moneyNotAString.create({ value: amount, received: typeof amount })
    const read = readDecimal(amount)
    if (read === undefined) throw moneyMalformed.create({ field, value: amount })
    const missing = scale - read.scale
    if (missing === 0) return new Money(read.coefficient, currency)
    if (missing < 0) throw moneyTooPrecise.create({ field, value: amount, currency, scale })
    return new Money(read.coefficient * powerOfTen(missing), currency)
  }

  /** @throws MONEY_MINOR_NOT_A_BIGINT, CURRENCY_UNKNOWN, MONEY_OUT_OF_RANGE */
  static ofMinor(minor: bigint, currency: string): Money {
    currencyScale(currency)
    if (typeof minor !== 'bigint') throw moneyMinorNotABigint.create({ value: minor, received: typeof minor })
    return new Money(minor, currency)
  }

  /** @throws CURRENCY_UNKNOWN */
  static zero(currency: string): Money {
    return Money.ofMinor(0n, currency)
  }

  /**
   * The total of amounts that all have this currency; zero for none.
   *
   * @throws CURRENCY_MISMATCH, MONEY_OUT_OF_RANGE
   */
  static sum(currency: string, amounts: Iterable<Money>): Money {
    currencyScale(currency)
    let minor = 0n
    for (const amount of amounts) {
      if (amount.currency !== currency) throw mismatch('sum', currency, amount.currency)
      minor += amount.minor
    }
    return new Money(minor, currency)
  }

  /** @throws CURRENCY_MISMATCH, MONEY_OUT_OF_RANGE */
  plus(other: Money): Money {
    if (other.currency !== this.currency) throw mismatch('plus', this.currency, other.currency)
    return new Money(this.minor + other.minor, this.currency)
  }

  /** @throws CURRENCY_MISMATCH, MONEY_OUT_OF_RANGE */
  minus(other: Money): Money {
    if (other.currency !== this.currency) throw mismatch('minus', this.currency, other.currency)
    return new Money(this.minor - other.minor, this.currency)
  }

  negated(): Money {
    return new Money(-this.minor, this.currency)
  }

  absolute(): Money {
    return this.minor < 0n ? this.negated() : this
  }

  /**
   * The amount times an exact factor. A factor that may have decimals needs a rounding mode; a bigint does not.
   *
   * @throws ROUNDING_MODE_UNKNOWN, QUANTITY_MALFORMED, MONEY_OUT_OF_RANGE
   */
  times(factor: bigint): Money
  times(factor: Quantity | string | bigint, rounding: RoundingMode): Money
  times(factor: Quantity | string | bigint, rounding?: RoundingMode): Money {
    if (typeof factor === 'bigint') return new Money(this.minor * factor, this.currency)
    requireRoundingMode(rounding)
    return this.timesRatio(ratioOf(factor), 1n, rounding)
  }

  /**
   * So many per cent of the amount: `percentage('5', 'half-up')`.
   *
   * @throws as {@link Money.times}
   */
  percentage(percent: Quantity | string | bigint, rounding: RoundingMode): Money {
    requireRoundingMode(rounding)
    return this.timesRatio(ratioOf(percent), 100n, rounding)
  }

  private timesRatio(
    ratio: { readonly numerator: bigint; readonly denominator: bigint },
    divisor: bigint,
    rounding: RoundingMode,
  ): Money {
    return new Money(divideRounded(this.minor * ratio.numerator, ratio.denominator * divisor, rounding), this.currency)
  }

  /**
   * Shares the amount out by weights so that the parts add up to it exactly: largest remainder first, the earlier part
   * on a tie.
   *
   * @param weights none negative, not all zero; bigints or plain decimal strings, so amounts may be passed as their
   *   minor units
   * @throws ALLOCATION_WEIGHTS_INVALID
   */
  allocate(weights: readonly (bigint | string)[]): Money[] {
    return allocateByWeights(this.minor, weights).map((minor) => new Money(minor, this.currency))
  }

  /**
   * As many parts as equal as can be, the larger ones first.
   *
   * @throws ALLOCATION_WEIGHTS_INVALID unless 1 to 100,000 parts
   */
  split(parts: number): Money[] {
    if (!Number.isInteger(parts) || parts < 1 || parts > mostParts) {
      throw allocationWeightsInvalid.create({ rule: `must make 1 to ${mostParts} parts`, weights: parts })
    }
    const count = BigInt(parts)
    const part = this.minor / count
    const left = Number(this.minor % count)
    const larger = part + (left < 0 ? -1n : 1n)
    return Array.from({ length: parts }, (_, i) => new Money(i < Math.abs(left) ? larger : part, this.currency))
  }

  /** @throws CURRENCY_MISMATCH */
  compareTo(other: Money): -1 | 0 | 1 {
    if (other.currency !== this.currency) throw mismatch('compareTo', this.currency, other.currency)
    return this.minor < other.minor ? -1 : this.minor > other.minor ? 1 : 0
  }

  /** Same currency and same amount. Amounts of two currencies are never equal, not even zeros. */
  equals(other: Money): boolean {
    return this.minor === other.minor && this.currency === other.currency
  }

  /** @throws CURRENCY_MISMATCH */
  lessThan(other: Money): boolean {
    return this.compareTo(other) < 0
  }

  /** @throws CURRENCY_MISMATCH */
  greaterThan(other: Money): boolean {
    return this.compareTo(other) > 0
  }

  /** @throws CURRENCY_MISMATCH */
  atLeast(other: Money): boolean {
    return this.compareTo(other) >= 0
  }

  /** @throws CURRENCY_MISMATCH */
  atMost(other: Money): boolean {
    return this.compareTo(other) <= 0
  }

  isZero(): boolean {
    return this.minor === 0n
  }

  isNegative(): boolean {
    return this.minor < 0n
  }

  isPositive(): boolean {
    return this.minor > 0n
  }

  /** The amount with all decimals of its currency, such as `1000.00`; without the currency. */
  toString(): string {
    return printDecimal(this.minor, currencyScale(this.currency))
  }

  /** The same decimal string. The currency travels beside it, once for a document, not with every amount. */
  toJSON(): string {
    return this.toString()
  }

  /** Only text: `a + b` would join strings and `a < b` would compare them, so operators fail. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString()
    throw operatorUnsupported.create({ type: 'Money', value: `${this.toString()} ${this.currency}` })
  }
}

function mismatch(operation: string, left: string, right: string): Error {
  return currencyMismatch.create({ operation, left, right })
}

function ratioOf(factor: Quantity | string | bigint): { readonly numerator: bigint; readonly denominator: bigint } {
  if (typeof factor === 'bigint') return { numerator: factor, denominator: 1n }
  if (typeof factor === 'string') {
    const read = readDecimal(factor)
    if (read !== undefined) return { numerator: read.coefficient, denominator: powerOfTen(read.scale) }
  } else if (typeof factor?.toRatio === 'function') {
    return factor.toRatio()
  }
  throw quantityMalformed.create({ value: factor })
}
