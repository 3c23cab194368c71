/** What foreign money is put on the books at where nobody paid for it: found or missing in a drawer. */
import { lastRate, worthOf } from '../currency/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import { ledgerPositions } from './position-tables.ts'

/**
 * An amount above zero at the average cost of what the branch holds; at the last rate where it holds none; nothing where no
 * rate is known. One statement, or two. If others exchange the currency meanwhile, the entry itself realises the difference.
 */
export async function valueAtCost(context: CommandContext, amount: Money): Promise<Money> {
  const { branch, store, studio, businessDate } = context
  const { currency } = amount
  const [held] = await store.find(ledgerPositions, { where: { branch, currency }, limit: 1 })
  if (held !== undefined && held.units > 0n) {
    return Money.ofMinor(divideRounded(held.cost * amount.minor, held.units, 'half-even'), studio.currency)
  }
  const last = await lastRate(context, currency, businessDate)
  return last === undefined ? Money.zero(studio.currency) : worthOf(amount, last.rate, studio.currency)
}
