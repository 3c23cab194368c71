/** How much somebody may give by hand. Pure. */
import { Money } from '../values/money.ts'
import type { DiscountLimit, PricingSettings } from './settings.ts'

/** The limit of somebody with these roles: the widest of those that are named, per cent and amount apart. */
export function limitOf(roles: readonly string[], limits: PricingSettings['discountLimits']): DiscountLimit {
  const own = roles.flatMap((role) => (Object.hasOwn(limits, role) ? [limits[role] ?? []].flat() : []))
  if (own.length === 0) return { percent: null, amount: null }
  return { percent: widest(own.map((one) => one.percent)), amount: widest(own.map((one) => one.amount)) }
}

function widest<T extends number | string>(limits: readonly (T | null)[]): T | null {
  let most: T | null = null
  for (const limit of limits) {
    if (limit === null) return null
    if (most === null || Number(limit) > Number(most)) most = limit
  }
  return most
}

/** What was taken off one line by hand, from what it would have cost. */
export interface GivenByHand {
  readonly line: number
  readonly from: Money
  readonly off: Money
}

/** Why what was given by hand is beyond a limit, in words that end a sentence; undefined where it is within. */
export function beyondLimit(currency: string, limit: DiscountLimit, given: readonly GivenByHand[]): string | undefined {
  if (limit.percent !== null) {
    for (const { line, from, off } of given) {
      if (!off.isPositive()) continue
      const most = from.percentage(String(limit.percent), 'down')
      if (off.greaterThan(most)) return `${off} off line ${line} is more than ${limit.percent} % of ${from}`
    }
  }
  if (limit.amount !== null) {
    const most = Money.of(limit.amount, currency)
    const off = Money.sum(
      currency,
      given.map((one) => one.off),
    )
    if (off.greaterThan(most)) return `${off} off the order is more than ${most}`
  }
  return undefined
}
