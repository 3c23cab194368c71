/** Takes lines off their way (退单). */
import type { CommandContext } from '../engine/context.ts'
import { linesCancelled } from './line-points.ts'
import { entering, writeChanges } from './stage-changes.ts'
import type { OrderLineRow } from './tables.ts'

/** Expects the order to be locked. Two statements for any number of lines. @throws VETOED */
export async function cancelLines(
  context: CommandContext,
  lines: readonly OrderLineRow[],
  /** Why. Never personal data. */
  reason: string | null = null,
): Promise<ReadonlyMap<string, OrderLineRow>> {
  if (lines.length > 0) await context.raise(linesCancelled, { lines })
  const set = {
    ...entering(context),
    stage: 'cancelled',
    progress: 'cancelled',
    handsOver: false,
    nextStage: null,
    department: null,
    turn: null,
    stageDue: null,
    assigneeId: null,
    hold: null,
    redo: null,
    redoUntil: null,
  }
  return writeChanges(
    context,
    lines.map((line) => ({ line, kind: 'cancelled' as const, set, note: reason })),
  )
}
