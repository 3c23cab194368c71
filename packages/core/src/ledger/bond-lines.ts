/** The journal lines of a bond that is returned. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { type Payout, payoutLines } from './refund-lines.ts'

/** The bond is no longer owed: a part leaves by its legs, and what is kept for damage is earned. */
export function bondLines(
  payouts: readonly Payout[],
  returned: Money,
  kept: { readonly amount: Money; readonly account: string },
): readonly Line[] {
  return moving([
    debit(accounts.rentalBonds, returned.plus(kept.amount)),
    ...payoutLines(payouts),
    credit(kept.account, kept.amount),
  ])
}
