/** Hands lines over (取件): brings them to the stage that is the customer's. */
import type { CommandContext } from '../engine/context.ts'
import { openFlowBook, standingIn } from '../stages/index.ts'
import { recordWork } from './record-work.ts'
import { entering, type StageChange, writeChanges } from './stage-changes.ts'
import { stageMoving } from './stage-moving.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'
import { workShares } from './work-shares.ts'

/** Brings lines to the stage of their flow that is the customer's, and keeps who handed them over. */
export async function handOver(context: CommandContext, order: OrderRow, handed: readonly OrderLineRow[]) {
  const book = await openFlowBook(context)
  const flowOf = await book.walked(handed)
  const calendar = book.calendar(order.branch)
  const work = workShares([{ staffId: context.actor, quantity: '1', minutes: 0 }])
  const moves = handed.map((line) => {
    const flow = flowOf(line)
    const to = flow.delivering
    const days = { entered: context.businessDate, shoot: line.shootDate, promised: order.promisedDate }
    const change: StageChange = {
      line,
      kind: 'pickedUp',
      id: context.newId(),
      set: {
        ...standingIn(flow, to.name, days, calendar),
        ...entering(context),
        assigneeId: null,
        redo: null,
        redoUntil: null,
        pickedUpDate: line.pickedUpDate ?? context.businessDate,
      },
      department: to.department,
    }
    return { line, to, change }
  })
  await context.raise(stageMoving, {
    moves: moves.map(({ line, to }) => ({
      order,
      line,
      kind: 'pickedUp' as const,
      from: line.stage,
      to: to.name,
      skipped: [],
      undone: [],
      answers: { checks: null, result: null },
      work,
      shootDate: line.shootDate,
    })),
  })
  const changed = await writeChanges(
    context,
    moves.map(({ change }) => change),
  )
  const done = moves.map(({ line, to, change }) => {
    return { line, changeId: change.id ?? null, stage: to.name, department: to.department, people: work }
  })
  await recordWork(context, done)
  return changed
}
