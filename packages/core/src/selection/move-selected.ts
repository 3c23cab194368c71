/** A line goes on when its selection is opened and when it is confirmed, and back when it is opened again. */
import type { CommandContext } from '../engine/context.ts'
import { moveLines, type OpenOrder, type OrderLineRow } from '../orders/index.ts'
import { openFlowBook } from '../stages/index.ts'
import { allocateByWeights } from '../values/allocation.ts'
import { Quantity } from '../values/quantity.ts'
import { selectionSettings } from './settings.ts'
import type { Seller } from './shapes.ts'

/**
 * Moves a line whose selection begins to the stage of selecting, where that comes next in its flow, asks for no answers, and the
 * line is not held. Answers with the stage in which the line is then. Two statements; none where it stays.
 */
export async function beginSelecting(context: CommandContext, open: OpenOrder, line: OrderLineRow): Promise<string> {
  const { selectingStage } = await context.settings(selectionSettings)
  if (line.hold !== null || line.stage === selectingStage) return line.stage
  const flow = (await (await openFlowBook(context)).walked([line]))(line)
  if (!flow.stage(line.stage).next.includes(selectingStage)) return line.stage
  const { checks, results } = flow.stage(selectingStage)
  if (results.length > 0 || checks.some(({ optional }) => !optional)) return line.stage
  await moveLines(context, heldLine(open, line), { to: selectingStage, permitted: true })
  return selectingStage
}

/**
 * Moves a line that is being selected on to the stage in which it is; one that stands elsewhere, or walks no such stages, stays.
 * Who sold is who did the work. Two statements; none where it stays.
 *
 * @throws LINE_HELD, CHECKS_OPEN where the studio's own flow asks for answers, and what `moveLines` throws
 */
export async function moveToSelected(
  context: CommandContext,
  open: OpenOrder,
  line: OrderLineRow,
  sellers: readonly Seller[],
): Promise<void> {
  const { selectingStage, selectedStage } = await context.settings(selectionSettings)
  if (line.stage !== selectingStage) return
  const work = sellers.length === 0 ? undefined : workOf(sellers)
  await moveLines(context, heldLine(open, line), { to: selectedStage, work, permitted: true })
}

/** Moves a line that is selected back; one that has gone further stays. */
export async function moveToSelecting(
  context: CommandContext,
  open: OpenOrder,
  line: OrderLineRow,
  reason: string,
): Promise<void> {
  const { selectingStage, selectedStage } = await context.settings(selectionSettings)
  if (line.stage !== selectedStage) return
  await moveLines(context, heldLine(open, line), { to: selectingStage, reason, permitted: true })
}

function heldLine({ order, lines }: OpenOrder, line: OrderLineRow) {
  return {
    wanted: [{ order, line }],
    orders: [order],
    linesOf: (_orderId: string, changed?: ReadonlyMap<string, OrderLineRow>) =>
      lines.map((one) => changed?.get(one.id) ?? one),
  }
}

/** The parts of sellers in per cent with two decimals, which add up to 100. */
function workOf(sellers: readonly Seller[]) {
  const parts = allocateByWeights(
    10_000n,
    sellers.map(({ weight }) => BigInt(weight)),
  )
  return sellers.map(({ staffId }, at) => {
    const part = parts[at] ?? 0n
    const weight = Quantity.of(`${part / 100n}.${String(part % 100n).padStart(2, '0')}`).toString()
    return { staffId, role: null, weight, quantity: '1', minutes: 0, quality: null }
  })
}
