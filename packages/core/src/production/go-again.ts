/** Sends held lines back to be done again: the last thing that a command does with them. */
import type { CommandContext } from '../engine/context.ts'
import { type HeldLine, redoLines } from '../orders/index.ts'
import type { Cause } from './settings.ts'

export interface GoAgain {
  readonly to: string
  readonly cause: Cause
  readonly payer: Cause['payer']
  readonly reason: string
  readonly assigneeId?: string | null
  readonly due?: string | null | undefined
}

/** Lines of one stage go together. @throws SIDE_STATE_REFUSED, LINE_HELD and what else `redoLines` throws */
export async function goAgain(context: CommandContext, lines: readonly HeldLine[], again: GoAgain): Promise<void> {
  const { to, cause, payer, reason, assigneeId, due } = again
  for (const from of new Set(lines.map(({ line }) => line.stage))) {
    const together = lines.filter(({ line }) => line.stage === from)
    await redoLines(context, 'rework', {
      lines: together.map(({ line }) => ({ orderId: line.orderId, lineId: line.id })),
      ...{ from, to, cause: cause.redo, payer, reason },
      ...(assigneeId == null ? {} : { assigneeId }),
      ...(due == null ? {} : { due }),
    })
  }
}
