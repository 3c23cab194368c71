/** By when lines are due whose stages count back from what the customer was promised. */
import type { CommandContext } from '../engine/context.ts'
import { dueDate, openFlowBook } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { StageChange } from './stage-changes.ts'
import type { OrderLineRow } from './tables.ts'

/**
 * What another promise makes of lines of an order; those that count from elsewhere stay. No statement but for flows of versions no
 * longer in force.
 *
 * @throws FLOW_VERSION_UNKNOWN, CALENDAR_CLOSED
 */
export async function dueByPromise(
  context: CommandContext,
  lines: readonly OrderLineRow[],
  promised: CalendarDate | null,
): Promise<StageChange[]> {
  const book = await openFlowBook(context)
  const waiting = lines.filter((line) => line.nextStage !== null)
  const flowOf = await book.walked(waiting)
  return waiting.flatMap((line): StageChange[] => {
    const lead = flowOf(line).pending(line.stage)?.lead ?? null
    if (lead?.from !== 'promise') return []
    const days = { entered: line.stageDate, shoot: line.shootDate, promised }
    const stageDue = dueDate(lead, days, book.calendar(line.branch))
    return [{ line, kind: 'promised', set: { stageDue }, stageDue, department: line.department }]
  })
}
