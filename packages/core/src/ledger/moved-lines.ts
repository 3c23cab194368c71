/** The journal lines by which what an order owes and is owed changes hands. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { depositsOf, receivableOf, type Standing } from './standing.ts'

/** The category of such lines: nothing was paid and nothing delivered, so no flow counts them. */
export const movedCategory = 'ledger:moved'

/** The accounts that stand between the studio and a customer over an order. */
export const customerAccounts: readonly string[] = [
  accounts.customerDeposits,
  accounts.receivables,
  accounts.rentalBonds,
]

/** What is owed over an order: the balance of each account, above zero for what it stands at usually. */
export interface Owed {
  readonly deposits: Money
  readonly receivable: Money
  readonly bond: Money
}

export const owedOf = (standing: Standing, bond: Money): Owed => ({
  deposits: depositsOf(standing),
  receivable: receivableOf(standing),
  bond,
})

interface Whose {
  readonly orderId?: string
  readonly customerId?: string | null
}

/** A balance moves to a side; one below zero to the other. */
const onSide = (side: 'debit' | 'credit', account: string, amount: Money, whose: Whose): Line => {
  const turned = amount.isNegative()
  const dimensions = { ...whose, category: movedCategory }
  const is = turned ? (side === 'debit' ? 'credit' : 'debit') : side
  return (is === 'debit' ? debit : credit)(account, turned ? amount.negated() : amount, dimensions)
}

/** Takes over what is owed. */
export const takenOver = ({ deposits, receivable, bond }: Owed, whose: Whose = {}): readonly Line[] =>
  moving([
    onSide('credit', accounts.customerDeposits, deposits, whose),
    onSide('debit', accounts.receivables, receivable, whose),
    onSide('credit', accounts.rentalBonds, bond, whose),
  ])

/** Is rid of what is owed. */
export const givenUp = ({ deposits, receivable, bond }: Owed, whose: Whose = {}): readonly Line[] =>
  moving([
    onSide('debit', accounts.customerDeposits, deposits, whose),
    onSide('credit', accounts.receivables, receivable, whose),
    onSide('debit', accounts.rentalBonds, bond, whose),
  ])

/** From one branch to another: each branch's lines are an entry of their own, and what the one owes the other evens it out. */
export function branchLines(owed: Owed): { readonly from: readonly Line[]; readonly to: readonly Line[] } {
  const { deposits, receivable, bond } = owed
  const net = deposits.plus(bond).minus(receivable)
  return {
    from: [...givenUp(owed), ...moving([onSide('credit', accounts.interBranch, net, {})])],
    to: [...takenOver(owed), ...moving([onSide('debit', accounts.interBranch, net, {})])],
  }
}

/** From one customer to another, over the same order. */
export const customerLines = (owed: Owed, from: string | null, to: string): readonly Line[] => [
  ...givenUp(owed, { customerId: from }),
  ...takenOver(owed, { customerId: to }),
]

/** Two orders become one: each gives up what stood over it, and the survivor takes over what stands over both together. */
export const mergeLines = (
  merged: { readonly orderId: string; readonly owed: Owed },
  survivor: { readonly orderId: string; readonly owed: Owed },
  together: Owed,
): readonly Line[] => {
  const change: Owed = {
    deposits: together.deposits.minus(survivor.owed.deposits),
    receivable: together.receivable.minus(survivor.owed.receivable),
    bond: together.bond.minus(survivor.owed.bond),
  }
  return [...givenUp(merged.owed, { orderId: merged.orderId }), ...takenOver(change, { orderId: survivor.orderId })]
}

/** What an entry of such lines is about: the sum of its debits. */
export const movedAmount = (currency: string, lines: readonly Line[]): Money =>
  Money.sum(
    currency,
    lines.filter(({ side }) => side === 'debit').map(({ amount }) => amount),
  )

/** Lines of an order that went to another customer since: what stands between it and the studio is that customer's. */
export const inNameOf = (lines: readonly Line[], customerId: string | null): readonly Line[] =>
  lines.map((line) => (customerAccounts.includes(line.account) ? { ...line, customerId } : line))
