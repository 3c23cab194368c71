/** Turnover (营业额). */
import { Money } from '../values/money.ts'
import type { PeriodFacts } from './period-facts.ts'

/**
 * Receipts − refunds of the period, without bonds: those are held for the customer, until damage is kept of them. Money counts
 * once: with the top-up of stored value, and not again with what is paid from it.
 */
export async function turnoverOf(facts: PeriodFacts): Promise<Money> {
  const receipts = await facts.receipts()
  const refunds = await facts.refunds()
  const bonds = await facts.bonds()
  const stored = (await facts.methods()).filter((method) => method.stored)
  const spent = stored.map(({ moneyIn, moneyOut }) => moneyIn.minus(moneyOut))
  const moved = receipts.amount.minus(refunds.amount)
  return moved.minus(bonds.taken.minus(bonds.released)).minus(Money.sum(moved.currency, spent))
}
