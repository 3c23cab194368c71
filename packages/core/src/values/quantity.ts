import { Decimal } from 'decimal.js'
import { powerOfTen, readDecimal } from './decimal-text.ts'
import { operatorUnsupported, quantityMalformed, quantityOutOfRange } from './errors-money.ts'
import type { RoundingMode } from './rounding.ts'
import { requireRoundingMode } from './rounding.ts'

/** Digits that a quantity may have before the point. */
export const maxQuantityIntegerDigits = 18
/** Digits that a quantity may have after the point. */
export const maxQuantityDecimals = 9

// A clone of our own: the host's settings of the shared Decimal cannot change our results, nor ours the host's.
// 60 digits hold the product of two quantities (54 digits) exactly, so decimal.js never rounds behind our back.
const ExactDecimal = Decimal.clone({ precision: 60, toExpNeg: -100, toExpPos: 100, defaults: true })
const bound = new ExactDecimal(10).pow(maxQuantityIntegerDigits)

const decimalRounding: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
  'half-up': Decimal.ROUND_HALF_UP,
  'half-down': Decimal.ROUND_HALF_DOWN,
  'half-even': Decimal.ROUND_HALF_EVEN,
}

/**
 * How many or how much of a thing: pieces, hours, square metres, factors, rates. Exact, immutable, at most 18 digits
 * before and 9 after the point.
 */
export class Quantity {
  static readonly zero: Quantity = new Quantity(new ExactDecimal(0))
  static readonly one: Quantity = new Quantity(new ExactDecimal(1))

  private readonly decimal: Decimal

  private constructor(decimal: Decimal) {
    this.decimal = decimal
  }

  /**
   * Reads a quantity from a plain decimal string, a bigint or a safe whole number.
   *
   * @throws QUANTITY_MALFORMED for fractions given as a number, exponents, blanks and the like
   * @throws QUANTITY_OUT_OF_RANGE for too many digits; zeros at either end do not count
   */
  static of(value: string | number | bigint): Quantity {
    if (typeof value === 'number' ? !Number.isSafeInteger(value) : typeof value !== 'bigint' && !isPlain(value)) {
      throw quantityMalformed.create({ value })
    }
    return bounded(new ExactDecimal(value.toString()), (decimal) => new Quantity(decimal))
  }

  /** @throws QUANTITY_OUT_OF_RANGE */
  plus(other: Quantity): Quantity {
    return bounded(this.decimal.plus(other.decimal), (decimal) => new Quantity(decimal))
  }

  /** @throws QUANTITY_OUT_OF_RANGE */
  minus(other: Quantity): Quantity {
    return bounded(this.decimal.minus(other.decimal), (decimal) => new Quantity(decimal))
  }

  /**
   * The product. Exact, unless a rounding mode is given: then it is rounded to 9 decimals.
   *
   * @throws QUANTITY_OUT_OF_RANGE also when the exact product has more than 9 decimals and no mode was given
   * @throws ROUNDING_MODE_UNKNOWN
   */
  times(other: Quantity, rounding?: RoundingMode): Quantity {
    const product = this.decimal.times(other.decimal)
    if (rounding === undefined) return bounded(product, (decimal) => new Quantity(decimal))
    requireRoundingMode(rounding)
    const rounded = product.toDecimalPlaces(maxQuantityDecimals, decimalRounding[rounding])
    return bounded(rounded, (decimal) => new Quantity(decimal))
  }

  negated(): Quantity {
    return new Quantity(this.decimal.negated())
  }

  compareTo(other: Quantity): -1 | 0 | 1 {
    const order = this.decimal.comparedTo(other.decimal)
    return order < 0 ? -1 : order > 0 ? 1 : 0
  }

  equals(other: Quantity): boolean {
    return this.decimal.equals(other.decimal)
  }

  isZero(): boolean {
    return this.decimal.isZero()
  }

  isNegative(): boolean {
    return this.decimal.isNegative() && !this.decimal.isZero()
  }

  isPositive(): boolean {
    return this.decimal.isPositive() && !this.decimal.isZero()
  }

  isInteger(): boolean {
    return this.decimal.isInteger()
  }

  /** The same value as a fraction of whole numbers; the denominator is a power of ten. */
  toRatio(): { readonly numerator: bigint; readonly denominator: bigint } {
    const read = readDecimal(this.toString())
    if (read === undefined) throw quantityMalformed.create({ value: this.toString() })
    return { numerator: read.coefficient, denominator: powerOfTen(read.scale) }
  }

  /** The one canonical text: no exponent, no zeros at the end of the decimals, no '-0'. */
  toString(): string {
    return this.decimal.isZero() ? '0' : this.decimal.toFixed()
  }

  toJSON(): string {
    return this.toString()
  }

  /** Only text: `quantity + 1` and `a < b` would go through number or compare as text, so they fail. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString()
    throw operatorUnsupported.create({ type: 'Quantity', value: this.toString() })
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && readDecimal(value) !== undefined
}

function bounded<T>(decimal: Decimal, make: (decimal: Decimal) => T): T {
  if (decimal.decimalPlaces() <= maxQuantityDecimals && decimal.abs().lessThan(bound)) return make(decimal)
  throw quantityOutOfRange.create({
    value: decimal.toFixed(),
    maxIntegerDigits: maxQuantityIntegerDigits,
    maxDecimals: maxQuantityDecimals,
  })
}
