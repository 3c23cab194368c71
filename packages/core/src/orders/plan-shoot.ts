/** Sets on which day lines are shot, for rooms above, in a command that holds the lines. */
import type { CommandContext } from '../engine/context.ts'
import { openFlowBook, standingIn } from '../stages/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { HeldLine } from './hold-lines.ts'
import { type StageChange, writeChanges } from './stage-changes.ts'
import type { OrderLineRow } from './tables.ts'

/**
 * Changes the day of the shoot, and with it by when the next stage is due where that counts from it. Lines that have the day
 * already, and lines that were cancelled, are passed over. Answers the changed lines by id.
 *
 * @throws FLOW_VERSION_UNKNOWN, CALENDAR_CLOSED
 */
export async function planShoot(
  context: CommandContext,
  held: readonly HeldLine[],
  shootDate: CalendarDate | null,
  note: string | null = null,
): Promise<ReadonlyMap<string, OrderLineRow>> {
  const wanted = held.filter(({ line }) => line.nextStage !== null && line.shootDate !== shootDate)
  if (wanted.length === 0) return new Map()
  const book = await openFlowBook(context)
  const flowOf = await book.walked(wanted.map(({ line }) => line))
  const changes = wanted.map(({ order, line }): StageChange => {
    const days = { entered: line.stageDate, shoot: shootDate, promised: order.promisedDate }
    const { stageDue } = standingIn(flowOf(line), line.stage, days, book.calendar(order.branch))
    return { line, kind: 'assigned', set: { shootDate, stageDue }, stageDue, department: line.department, note }
  })
  return writeChanges(context, changes)
}
