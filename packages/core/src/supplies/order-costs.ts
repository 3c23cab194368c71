/** What is left of what an order earns. Pure. */
import { printDecimal } from '../values/decimal-text.ts'
import type { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'

/** Costs of one line, or of the order itself. */
export interface Costs {
  /** Goods that were used up or handed over, as their cost is known now. */
  readonly goods: Money
  /** Bills of outside labs, credit notes taken off. */
  readonly lab: Money
  /** Jobs at labs that are not billed yet, as they were agreed. */
  readonly labExpected: Money
}

export interface Margin {
  readonly costs: Money
  readonly margin: Money
  /** Of the revenue, in per cent with two decimals; null where there is none. */
  readonly marginPercent: string | null
}

export function marginOf(revenue: Money, { goods, lab, labExpected }: Costs): Margin {
  const costs = goods.plus(lab).plus(labExpected)
  const margin = revenue.minus(costs)
  const percent = revenue.isPositive()
    ? printDecimal(divideRounded(margin.minor * 10_000n, revenue.minor, 'half-up'), 2)
    : null
  return { costs, margin, marginPercent: percent }
}
