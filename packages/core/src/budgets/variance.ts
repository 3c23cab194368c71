/** Budget against actual. Pure: no I/O. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'

export interface Variance {
  readonly budget: Money
  readonly actual: Money
  /** budget − actual. */
  readonly difference: Money
  /** actual ÷ budget with four decimals; null where nothing is budgeted. */
  readonly ratio: string | null
  /** What the period comes to if it goes on as it began; null before its first day. */
  readonly forecast: Money | null
}

/** Both ends included, as of the end of `today`. */
export interface Span {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly today: CalendarDate
}

const ratioScale = 10_000n

export function ratioOf(actual: Money, budget: Money): string | null {
  if (budget.isZero()) return null
  const scaled = divideRounded(actual.minor * ratioScale, budget.minor, 'half-up')
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

/** Linear: what came in the days that are over, for every day. */
export function forecastOf(actual: Money, { from, to, today }: Span): Money | null {
  if (today < from) return null
  if (today >= to) return actual
  const days = BigInt(daysBetween(from, to) + 1)
  const over = BigInt(daysBetween(from, today) + 1)
  return Money.ofMinor(divideRounded(actual.minor * days, over, 'half-up'), actual.currency)
}

export function varianceOf(budget: Money, actual: Money, span: Span): Variance {
  return {
    budget,
    actual,
    difference: budget.minus(actual),
    ratio: ratioOf(actual, budget),
    forecast: forecastOf(actual, span),
  }
}

/** The thresholds, in percent, that an amount has reached. None where nothing is budgeted. */
export const thresholdsReached = (actual: Money, budget: Money, thresholds: readonly number[]): readonly number[] =>
  budget.isPositive()
    ? thresholds.filter((threshold) => actual.minor * 100n >= budget.minor * BigInt(threshold)).sort((a, b) => a - b)
    : []
