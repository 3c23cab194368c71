/** Where a line goes on as another item. */
import type { CommandContext } from '../engine/context.ts'
import { type Flow, openFlowBook, type SoldItem } from '../stages/index.ts'
import { LineStaysInStage, StageNotInFlow } from './errors.ts'
import { reflowed } from './reflow.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

/**
 * What becomes of a line's way: null where the item walks the flow that the line walks. In another flow it goes on in the stage in
 * which it is, or in the one that is told, for whoever may pass over stages; what has not begun begins there.
 *
 * @throws PERMISSION_MISSING, LINE_STAYS_IN_STAGE, STAGE_NOT_IN_FLOW, STAGE_UNKNOWN, STAGE_MOVE_REFUSED, LINE_FIELD_MISSING, FLOW_UNKNOWN, CALENDAR_CLOSED
 */
export async function exchangeFlow(
  context: CommandContext,
  { order, line }: { readonly order: OrderRow; readonly line: OrderLineRow },
  item: SoldItem,
  to: string | undefined,
) {
  const book = await openFlowBook(context)
  const flow = book.ofItem(item)
  if (flow.name === line.flow) {
    if (to === undefined || to === line.stage) return null
    throw LineStaysInStage.create({ number: order.number, line: line.line, stage: line.stage, flow: flow.name, to })
  }
  const stage = stageInstead(order, line, flow, to)
  if (to !== undefined && stage !== ownStage(line, flow)) context.demand('orders.skipStages', order.branch)
  return { goesOn: { flow, stage }, set: reflowed({ order, line }, flow, stage, book.calendar(order.branch)) }
}

/** Where a line goes on by itself; null where the flow does not say. */
function ownStage(line: OrderLineRow, flow: Flow): string | null {
  if (line.progress === 'ordered') return flow.start.name
  return flow.has(line.stage) ? line.stage : null
}

function stageInstead(order: OrderRow, line: OrderLineRow, flow: Flow, to: string | undefined): string {
  if (line.progress === 'ordered') return to ?? flow.start.name
  if (to !== undefined) return flow.stage(to).name
  if (flow.has(line.stage)) return line.stage
  const known = flow.stages.filter(({ name }) => flow.progress(name) !== 'pickedUp').map(({ name }) => name)
  throw StageNotInFlow.create({ number: order.number, line: line.line, stage: line.stage, flow: flow.name, known })
}
