/** The journal lines by which money changes its currency, or its place. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { credit, debit, type Line, moving } from './balanced-entry.ts'
import { exchangedIn, exchangedOut } from './foreign-lines.ts'

/** Money at an account of money. */
export interface MoneyAt {
  readonly account: string
  readonly amount: Money
}

const fees = 'PaymentFees'

/** @param worth what the foreign money is exchanged for, in the studio's currency; the fee apart */
export function exchangeLines(from: MoneyAt, to: MoneyAt, worth: Money, fee: Money): readonly Line[] {
  const places = [credit(from.account, from.amount), debit(to.account, to.amount)]
  if (from.amount.currency === to.amount.currency) return places
  const home = worth.currency
  return [
    ...places,
    ...(from.amount.currency === home ? [] : exchangedOut(from.amount, worth)),
    ...(to.amount.currency === home ? [] : exchangedIn(to.amount, worth)),
    ...moving([debit(fees, fee)]),
  ]
}

/** What the foreign money of an exchange fetched or cost: with the fee that the bank kept, or without the fee that it took. */
export function exchangedWorth(from: Money, to: Money, home: string, fee: Money): Money | undefined {
  if (to.currency === home) return to.plus(fee)
  if (from.currency === home) return from.minus(fee)
  return undefined
}
