/** What a supplier bills against what was ordered and received. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { shareOf } from './price.ts'

/** What of a receipt, or of its freight, no bill has come for. */
export interface Unbilled {
  /** Units that are not billed; of a charge 1. */
  readonly quantity: number
  /** What they are expected to cost: the price of the order. */
  readonly open: Money
  /** What was billed of it before, for units that were kept. */
  readonly billedCost: Money
}

/** A line of a bill. */
export interface BilledLine {
  /** Units received that it bills; 0 for a difference that is billed by itself. */
  readonly quantity: number
  /** Units that it bills and that never came. */
  readonly overbilled: number
  /** What it adds to cost for all of them: with the tax that is not deducted. */
  readonly cost: Money
}

/** How far a bill may be above what was expected. */
export interface Tolerance {
  /** A decimal string. */
  readonly percent: string
  readonly amount: Money
}

export interface Matched {
  /** What was expected for the units it bills. */
  readonly expected: Money
  /** What it asks for units that never came: the supplier owes it. */
  readonly overbilledCost: Money
  /** What it asks more than expected for what came; below zero where less. It follows the goods. */
  readonly difference: Money
  /** Whether the difference is above both the percentage and the amount of the tolerance, or anything never came. */
  readonly beyond: boolean
}

/**
 * Holds a line of a bill against what it bills.
 *
 * @param line of at most the units that are not billed
 */
export function matchLine(unbilled: Unbilled, line: BilledLine, tolerance: Tolerance): Matched {
  const { quantity, overbilled, cost } = line
  const expected = shareOf(unbilled.open, unbilled.quantity, quantity)
  const overbilledCost = overbilled === 0 ? Money.zero(cost.currency) : shareOf(cost, quantity + overbilled, overbilled)
  const difference = cost.minus(overbilledCost).minus(expected)
  const measure = quantity === 0 ? unbilled.billedCost : expected
  const above = (limit: Money): boolean => difference.greaterThan(limit)
  const dear = above(measure.percentage(tolerance.percent, 'down')) && above(tolerance.amount)
  return { expected, overbilledCost, difference, beyond: dear || overbilled > 0 }
}
