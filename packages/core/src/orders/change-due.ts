/** Sets by when what lines wait for is due, for rooms above, in a command that holds the lines. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { type StageChange, writeChanges } from './stage-changes.ts'
import type { OrderLineRow } from './tables.ts'

/** A line that is held, and by when what it waits for is due from now on. */
export interface DueWanted {
  readonly line: OrderLineRow
  readonly due: CalendarDate | null
}

/**
 * Changes due dates and keeps that they were changed; lines that wait for nothing, or are due by then already, are passed over.
 * One statement for all lines that get the same. Answers the changed lines by id.
 */
export async function changeDue(
  context: CommandContext,
  wanted: readonly DueWanted[],
  note: string | null = null,
): Promise<ReadonlyMap<string, OrderLineRow>> {
  const changes = wanted.flatMap(({ line, due }): StageChange[] => {
    if (line.nextStage === null || line.stageDue === due) return []
    return [{ line, kind: 'assigned', set: { stageDue: due }, stageDue: due, department: line.department, note }]
  })
  return changes.length === 0 ? new Map() : await writeChanges(context, changes)
}
