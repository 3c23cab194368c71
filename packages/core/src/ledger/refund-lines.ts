/** The journal lines of a refund. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import type { ForeignMoney } from './foreign-leg.ts'
import { exchangedOut } from './foreign-lines.ts'
import { againstCustomer, type Standing } from './standing.ts'

/** Money that goes out, and the account that it leaves. */
export interface Payout {
  /** 1 for the first leg of the refund. */
  readonly leg: number
  readonly method: string
  readonly account: string
  /** In the studio's currency. */
  readonly amount: Money
  /** The foreign money that goes out for it, where it does. */
  readonly foreign?: ForeignMoney
}

export const payoutLines = (payouts: readonly Payout[]): readonly Line[] =>
  payouts.flatMap(({ leg, method, account, amount, foreign }) =>
    foreign === undefined
      ? [credit(account, amount, { leg, method })]
      : [credit(account, foreign.amount, { leg, method }), ...exchangedOut(foreign.amount, amount, { leg })],
  )

export const payoutTotal = (currency: string, payouts: readonly Payout[]): Money =>
  Money.sum(
    currency,
    payouts.map((payout) => payout.amount),
  )

/** Debits the deposits; what was delivered already is owed again. Credits where the money leaves, leg by leg. */
export function refundLines(payouts: readonly Payout[], standing: Standing, bond: boolean): readonly Line[] {
  const amount = payoutTotal(standing.total.currency, payouts)
  const against = bond ? [debit(accounts.rentalBonds, amount)] : againstCustomer(standing, amount)
  return [...against, ...payoutLines(payouts)]
}
