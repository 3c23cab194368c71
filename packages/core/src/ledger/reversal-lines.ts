/** The journal lines that take a recognition back. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { accounts } from './chart-of-accounts.ts'
import { credit, type Line, moving } from './balanced-entry.ts'
import { deliveredOf, leastOf, letGoOf, type Standing, towardsCustomer } from './standing.ts'

/** Of deposits that are deposits again since a delivery was taken back: nobody paid them anew. */
export const returnedCategory = 'ledger:returned'

const customerAccounts: readonly string[] = [accounts.customerDeposits, accounts.receivables]

/**
 * Income and discounts of the recognition on their other side. The customer's side is worked out anew: money may have come
 * or gone since, so the old split between deposits and receivables need not be true any more. What was let go of what is no
 * longer delivered is not let go any more, bad debts before waived remainders: nobody gets back what nobody paid.
 */
export function reversalLines(
  recognised: readonly Line[],
  standing: Standing,
): { readonly lines: readonly Line[]; readonly net: Money; readonly unwaived: Money; readonly reclaimed: Money } {
  const own = recognised.filter((line) => !customerAccounts.includes(line.account))
  const zero = Money.zero(standing.total.currency)
  const net = own.reduce((sum, { side, amount }) => (side === 'credit' ? sum.plus(amount) : sum.minus(amount)), zero)
  const back = own.map((line): Line => ({ ...line, side: line.side === 'credit' ? 'debit' : 'credit' }))
  const letGo = letGoOf(standing)
  const kept = leastOf(letGo, deliveredOf(standing).minus(net))
  const reclaimed = leastOf(standing.writtenOff, letGo.minus(kept))
  const unwaived = letGo.minus(kept).minus(reclaimed)
  const discount = moving([credit(accounts.discounts, unwaived), credit(accounts.badDebts, reclaimed)])
  const customer = towardsCustomer(standing, net.minus(unwaived).minus(reclaimed)).map(
    (line): Line => (line.account === accounts.customerDeposits ? { ...line, category: returnedCategory } : line),
  )
  return { lines: [...back, ...discount, ...customer], net, unwaived, reclaimed }
}
