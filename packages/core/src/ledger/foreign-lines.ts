/** Lines by which foreign money is balanced in both currencies. Pure: no I/O. */
import type { Money } from '../values/money.ts'
import { credit, debit, type Dimensions, type Line, moving } from './balanced-entry.ts'
import { exchangeAccount } from './chart-of-accounts.ts'

/** For foreign money that came in: what it is held at goes on the books in the studio's currency. */
export const exchangedIn = (foreign: Money, worth: Money, dimensions: Dimensions = {}): readonly Line[] => {
  const account = exchangeAccount(foreign.currency)
  return moving([credit(account, foreign, dimensions), debit(account, worth, dimensions)])
}

/** For foreign money that went out for something of this worth. */
export const exchangedOut = (foreign: Money, worth: Money, dimensions: Dimensions = {}): readonly Line[] => {
  const account = exchangeAccount(foreign.currency)
  return moving([debit(account, foreign, dimensions), credit(account, worth, dimensions)])
}
