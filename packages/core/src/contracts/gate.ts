/** Which lines may not move on without a signed contract. Pure. */
import type { MovingLine } from '../orders/index.ts'
import type { Flow } from '../stages/index.ts'
import { Money } from '../values/money.ts'
import { fitsOrder } from './choose-template.ts'
import type { ContractGate } from './settings.ts'

/** A line that needs a signed contract to move, and the rule that says so. */
export interface Gated {
  readonly move: MovingLine
  readonly gate: ContractGate
}

const asked: ReadonlySet<string> = new Set<MovingLine['kind']>(['moved', 'pickedUp', 'reflowed'])

/** The moves forward that a rule speaks of, wherever they go, and those into other flows. Back, and again, lines go without a contract. */
export function ruledMoves(gates: readonly ContractGate[], moves: readonly MovingLine[]): Gated[] {
  return moves.flatMap((move) => {
    if (!asked.has(move.kind)) return []
    return gates.filter((gate) => speaksOf(gate, move)).map((gate) => ({ move, gate }))
  })
}

function speaksOf(gate: ContractGate, { order, line }: MovingLine): boolean {
  if (line.origin === 'secondSale' && !gate.secondSale) return false
  const { currency, branch } = order
  const least = Money.of(gate.fromAmount, currency)
  if (Money.ofMinor(order.total, currency).lessThan(least)) return false
  return fitsOrder(gate, { branch, shootTypes: line.shootType === null ? [] : [line.shootType] })
}

/** Whether a line comes to a stage or beyond it, and was not there before: also by a way that leaves the stage out. */
export function reaches(
  stage: string,
  { from, to }: Pick<MovingLine, 'from' | 'to'>,
  { flow, former }: Required<MovingLine>['over'],
): boolean {
  return isThere(flow, stage, to) && !isThere(former, stage, from)
}

const isThere = (flow: Flow, stage: string, name: string): boolean =>
  flow.has(stage) && (name === stage || flow.leads(stage, name))
