/** The journal lines of a cancelled order, or of a part of one. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, type Line, moving } from './balanced-entry.ts'
import { AmountNotPositive, ForfeitExceedsDeposits } from './errors.ts'
import { type Payout, payoutLines, payoutTotal } from './refund-lines.ts'
import { againstCustomer, depositsOf, leastOf, type Standing } from './standing.ts'

/**
 * What the studio keeps becomes income: out of the deposits, and where it is claimed beyond them, owed by the customer. What goes
 * back to the customer leaves by its legs. What is neither stays a deposit, and can be refunded later. Empty where nothing moves.
 *
 * @throws AMOUNT_NOT_POSITIVE for a forfeit below zero; FORFEIT_EXCEEDS_DEPOSITS
 */
export function cancellationLines(
  standing: Standing,
  forfeit: Money,
  payouts: readonly Payout[],
  claimed = false,
): readonly Line[] {
  if (forfeit.isNegative()) throw AmountNotPositive.create({ field: 'forfeit', amount: forfeit.toString() })
  const refunded = payoutTotal(forfeit.currency, payouts)
  const deposits = depositsOf(standing)
  const used = claimed ? leastOf(forfeit, deposits).plus(refunded) : forfeit.plus(refunded)
  if (used.greaterThan(deposits)) {
    throw ForfeitExceedsDeposits.create({
      forfeit: forfeit.toString(),
      refund: refunded.toString(),
      deposits: deposits.toString(),
    })
  }
  return moving([
    ...againstCustomer(standing, forfeit.plus(refunded)),
    credit(accounts.forfeitedDeposits, forfeit),
    ...payoutLines(payouts),
  ])
}
