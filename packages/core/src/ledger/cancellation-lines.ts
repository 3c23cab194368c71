/** The journal lines of a cancelled order. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import { AmountNotPositive, ForfeitExceedsDeposits } from './errors.ts'
import { type Payout, payoutLines, payoutTotal } from './refund-lines.ts'
import { depositsOf, type Standing } from './standing.ts'

/**
 * The deposits that the studio keeps become income; what goes back to the customer leaves by its legs. What is neither
 * stays a deposit, and can be refunded later. Empty where nothing moves.
 *
 * @throws AMOUNT_NOT_POSITIVE for a forfeit below zero; FORFEIT_EXCEEDS_DEPOSITS
 */
export function cancellationLines(standing: Standing, forfeit: Money, payouts: readonly Payout[]): readonly Line[] {
  if (forfeit.isNegative()) throw AmountNotPositive.create({ field: 'forfeit', amount: forfeit.toString() })
  const refunded = payoutTotal(forfeit.currency, payouts)
  const used = forfeit.plus(refunded)
  const deposits = depositsOf(standing)
  if (used.greaterThan(deposits)) {
    throw ForfeitExceedsDeposits.create({
      forfeit: forfeit.toString(),
      refund: refunded.toString(),
      deposits: deposits.toString(),
    })
  }
  return moving([
    debit(accounts.customerDeposits, used),
    credit(accounts.forfeitedDeposits, forfeit),
    ...payoutLines(payouts),
  ])
}
