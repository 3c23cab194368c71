/** What is charged for the work that was done on a line that is cancelled. Pure. */
import type { Flow } from '../stages/index.ts'
import type { Money } from '../values/money.ts'
import type { StageCharge } from './settings.ts'

/** Where a line stands, and until where it was before it was sent back. */
export interface CancelledStanding {
  readonly stage: string
  readonly redoUntil: string | null
}

/** The per cent of its price that a line costs: the highest of the stages that it has reached. Being sent back undoes no work. */
export function chargedPercent(flow: Flow, line: CancelledStanding, charges: readonly StageCharge[]): number {
  const places = line.redoUntil === null ? [line.stage] : [line.stage, line.redoUntil]
  const reached = charges.filter(({ from }) => flow.has(from) && places.some((place) => isReached(flow, from, place)))
  return Math.max(0, ...reached.map(({ percent }) => percent))
}

function isReached(flow: Flow, from: string, place: string): boolean {
  return flow.has(place) && (from === place || flow.leads(from, place))
}

/** So much of an amount; fractions of a minor unit go to the customer. */
export function chargeOf(amount: Money, percent: number): Money {
  return amount.percentage(BigInt(percent), 'down')
}

/**
 * What a cancellation keeps by policy: the earnest money that belongs to the lines, or the charge for the work where that is more,
 * because earnest money counts towards the loss (Civil Code of the PRC, article 588). No more than was paid, unless it is claimed.
 */
export function keptByPolicy(of: {
  /** Of the deposits, by the ledger's policy. */
  readonly deposited: Money
  readonly charged: Money
  readonly deposits: Money
  readonly claimed: boolean
}): Money {
  const { deposited, charged, deposits, claimed } = of
  const kept = charged.greaterThan(deposited) ? charged : deposited
  return claimed || deposits.atLeast(kept) ? kept : deposits
}
