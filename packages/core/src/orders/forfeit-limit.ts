/** How far what a cancellation keeps may depart from the policy by hand. Pure. */
import type { DiscountLimit } from '../pricing/index.ts'
import { Money } from '../values/money.ts'

export interface ForfeitByHand {
  readonly byPolicy: Money
  readonly forfeit: Money
  /** What the cancelled lines cost. */
  readonly amount: Money
}

/** Why an amount is beyond a limit, in words that end a sentence; undefined where it is within. */
export function beyondForfeitLimit(limit: DiscountLimit, of: ForfeitByHand): string | undefined {
  const { byPolicy, forfeit, amount } = of
  const apart = forfeit.greaterThan(byPolicy) ? forfeit.minus(byPolicy) : byPolicy.minus(forfeit)
  if (!apart.isPositive()) return undefined
  const said = `keeping ${forfeit} instead of ${byPolicy}`
  if (limit.percent !== null && apart.greaterThan(amount.percentage(String(limit.percent), 'down'))) {
    return `${said} departs from it by more than ${limit.percent} % of ${amount}`
  }
  if (limit.amount !== null) {
    const most = Money.of(limit.amount, amount.currency)
    if (apart.greaterThan(most)) return `${said} departs from it by more than ${most}`
  }
  return undefined
}
