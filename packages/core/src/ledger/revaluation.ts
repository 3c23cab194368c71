/** What foreign money is worth beyond its cost at the end of a period. Pure: no I/O. */
import { worthOf } from '../currency/index.ts'
import { Money } from '../values/money.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'

/** The account that holds by how much foreign money is worth more, or less, than it has cost. */
export const revaluationAccount = (currency: string): string => `CurrencyRevaluation:${currency}`

/** A currency as the books have it on the last day of a period. */
export interface Revalued {
  /** What is held. */
  readonly held: Money
  /** What it has cost, in the studio's currency. */
  readonly cost: Money
  /** By how much it was revalued before. */
  readonly before: Money
  /** Null where nothing is held. */
  readonly rate: string | null
}

/** What must be added to the revaluation: what is held at the rate, less its cost, less what was added before. */
export function adjustmentOf({ held, cost, before, rate }: Revalued): Money {
  const worth = rate === null ? Money.zero(cost.currency) : worthOf(held, rate, cost.currency)
  return worth.minus(cost).minus(before)
}

export function revaluationLines(currency: string, adjustment: Money): readonly Line[] {
  const account = revaluationAccount(currency)
  const amount = adjustment.absolute()
  if (adjustment.isZero()) return []
  return adjustment.isPositive()
    ? [debit(account, amount), credit(accounts.currencyRevaluation, amount)]
    : [debit(accounts.currencyRevaluation, amount), credit(account, amount)]
}
