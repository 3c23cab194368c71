/** How often stock was turned over, and for how many days it lasts. Pure: no I/O. */
import { ratioOf } from './ratio.ts'

export interface Turning {
  /** Cost of what went out in the period, in minor units. */
  readonly cost: bigint
  /** The value of the stock at the moments of which the mean is taken. */
  readonly values: readonly bigint[]
  /** The length of the period. */
  readonly days: number
}

export interface Turnover {
  /** In minor units, rounded half away from zero; null without moments. */
  readonly meanValue: bigint | null
  /** Cost ÷ mean value, two decimals; null where there was no stock. */
  readonly turnover: string | null
  /** Days of the period ÷ turnover, two decimals; null where nothing was used or there was no stock. */
  readonly daysOnHand: string | null
}

/** With 365 days and a turnover of 6, stock lasts 60.83 days. Ratios are worked out of the exact mean, not of one another. */
export function turnoverOf({ cost, values, days }: Turning): Turnover {
  const count = BigInt(values.length)
  const sum = values.reduce((total, value) => total + value, 0n)
  const mean = ratioOf(sum, count, 0)
  const stocked = sum > 0n
  return {
    meanValue: mean === null ? null : BigInt(mean),
    turnover: stocked ? ratioOf(cost * count, sum, 2) : null,
    daysOnHand: stocked && cost > 0n ? ratioOf(BigInt(days) * sum, cost * count, 2) : null,
  }
}
