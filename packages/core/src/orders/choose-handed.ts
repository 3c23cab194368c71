/** Which lines are handed over, and whether they may be. */
import type { CommandContext } from '../engine/context.ts'
import type { Progress } from '../stages/index.ts'
import { LineHeld, LineNotChangeable, LineNotReady, LineUnknown } from './errors.ts'
import type { OpenOrder } from './open-order.ts'
import { type PickupWanted, saidOf } from './pickup-input.ts'
import type { OrderLineRow } from './tables.ts'

/** A line to be handed over, and what is said of it. */
export interface ChosenLine {
  readonly line: OrderLineRow
  /** Whole pieces of it; undefined for all. */
  readonly pieces: string | undefined
  readonly flaws: string | null
}

const over: readonly Progress[] = ['pickedUp', 'cancelled']
const isOver = (line: OrderLineRow): boolean => over.some((progress) => progress === line.progress)

/** @throws LINE_UNKNOWN, LINE_NOT_CHANGEABLE */
export function chosenLines({ order, lines }: OpenOrder, wanted: PickupWanted['lines']): ChosenLine[] {
  if (wanted === undefined) {
    return lines.filter((line) => !isOver(line)).map((line) => ({ line, pieces: undefined, flaws: null }))
  }
  const said = new Map(wanted.map(saidOf).map((one) => [one.lineId, one]))
  const found = lines.flatMap((line): ChosenLine[] => {
    const one = said.get(line.id)
    if (one === undefined) return []
    said.delete(line.id)
    return [{ line, pieces: one.quantity === undefined ? undefined : String(one.quantity), flaws: one.flaws ?? null }]
  })
  if (said.size > 0) throw LineUnknown.create({ number: order.number, lineIds: [...said.keys()] })
  for (const { line } of found) {
    if (!isOver(line)) continue
    throw LineNotChangeable.create({ number: order.number, line: line.line, stage: line.stage, action: 'hand over' })
  }
  return found
}

/** @throws LINE_HELD, LINE_NOT_READY, PERMISSION_MISSING */
export function requireReady(
  context: CommandContext,
  { order }: OpenOrder,
  handed: readonly OrderLineRow[],
  unfinishedAllowed: boolean,
): void {
  for (const { hold, handsOver, line, stage, nextStage } of handed) {
    if (hold !== null) throw LineHeld.create({ number: order.number, line, cause: hold })
    if (handsOver) continue
    if (!unfinishedAllowed) throw LineNotReady.create({ number: order.number, line, stage, next: nextStage })
    context.demand('orders.pickUpUnfinished', order.branch)
  }
}
