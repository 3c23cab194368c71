/** Turnover (营业额). */
import type { Money } from '../values/money.ts'
import type { PeriodFacts } from './period-facts.ts'

/** Receipts − refunds of the period, without bonds: those are held for the customer, until damage is kept of them. */
export async function turnoverOf(facts: PeriodFacts): Promise<Money> {
  const receipts = await facts.receipts()
  const refunds = await facts.refunds()
  const bonds = await facts.bonds()
  return receipts.amount.minus(refunds.amount).minus(bonds.taken.minus(bonds.released))
}
