/** The journal lines of a drawer: float, differences, cash in and out. Pure: no I/O. */
import { credit, debit, exchangedIn, exchangedOut, type Line, tillAccount } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'

export const safeAccount = 'Cash:Safe'
const tillOver = 'Income:TillOver'
const tillShort = 'TillShort'

/** Cash that comes into the drawer from an account, or goes to it where the amount is below zero. */
export function cashLines(till: string, amount: Money, other: string): readonly Line[] {
  const drawer = tillAccount(till)
  if (amount.isZero()) return []
  return amount.isPositive()
    ? [debit(drawer, amount), credit(other, amount)]
    : [debit(other, amount.negated()), credit(drawer, amount.negated())]
}

/** A difference between what was counted and what the books say: income where the drawer is over, an expense where it is short. */
export const differenceLines = (till: string, difference: Money): readonly Line[] =>
  cashLines(till, difference, difference.isPositive() ? tillOver : tillShort)

/** The same for foreign cash, whose worth in the studio's currency is what was lost or found. */
export function foreignDifferenceLines(till: string, difference: Money, worth: Money): readonly Line[] {
  const drawer = tillAccount(till)
  const foreign = difference.absolute()
  const result = worth.isZero() ? [] : [worth]
  return difference.isPositive()
    ? [debit(drawer, foreign), ...exchangedIn(foreign, worth), ...result.map((one) => credit(tillOver, one))]
    : [credit(drawer, foreign), ...exchangedOut(foreign, worth), ...result.map((one) => debit(tillShort, one))]
}

/** What happens when a drawer that carries something by the books is counted for a new shift. */
export interface Opening {
  /** From the safe into the drawer; below zero where it goes the other way. */
  readonly brought: Money
  /** What is still unexplained: counted − carried − brought. */
  readonly difference: Money
}

/**
 * More than what the drawer carried came from the safe, unless it was said how much did; less is short. The first shift of a
 * till has nothing to be held against: what it counts, either way, is settled with the safe.
 */
export function opening(given: {
  readonly carried: Money
  readonly counted: Money
  readonly fromSafe?: Money | undefined
  readonly first: boolean
}): Opening {
  const { carried, counted, fromSafe, first } = given
  const gap = counted.minus(carried)
  const zero = gap.minus(gap)
  const brought = fromSafe ?? (first || gap.isPositive() ? gap : zero)
  return { brought, difference: gap.minus(brought) }
}
