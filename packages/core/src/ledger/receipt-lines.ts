/** The journal lines of a payment. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import { exchangedIn } from './foreign-lines.ts'
import { type Standing, towardsCustomer } from './standing.ts'
import type { TenderedLeg } from './tender.ts'

/** Debits where the money now stands, leg by leg: a till rises by what is paid, not by what was tendered. */
export const moneyLines = (legs: readonly TenderedLeg[]): readonly Line[] =>
  legs.flatMap(({ leg, method, account, amount, change, changeFrom, foreign }) => {
    const taken = changeFrom === null ? amount : amount.plus(change)
    // The method of the change is the one that was charged too much: so that each method's net is what the leg paid.
    const back = changeFrom === null ? [] : [credit(changeFrom, change, { leg, method })]
    return foreign === undefined
      ? [debit(account, taken, { leg, method }), ...back]
      : [debit(account, foreign.amount, { leg, method }), ...exchangedIn(foreign.amount, taken, { leg }), ...back]
  })

/**
 * The money, leg by leg; what the customer owes for what was delivered, then the deposits. A bond is a liability of its own.
 */
export function receiptLines(
  legs: readonly TenderedLeg[],
  standing: Standing,
  purpose?: string | null,
): readonly Line[] {
  const amount = Money.sum(
    standing.total.currency,
    legs.map((leg) => leg.amount),
  )
  return [
    ...moneyLines(legs),
    ...(purpose === 'bond' ? [credit(accounts.rentalBonds, amount)] : towardsCustomer(standing, amount)),
  ]
}
