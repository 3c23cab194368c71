/** An order of which nothing is left waits no more, from the cancellation on: nobody is told, and its place is free. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type CancelledLines, linesCancelled, ordersLines } from '../orders/index.ts'
import { holdWaiting } from './hold-waiting.ts'
import { leftOf } from './missing-lines.ts'
import { pickupsWaiting } from './tables.ts'
import { over } from './waiting-over.ts'

/** One statement, and two more where the order waits. What is left of it is looked at anew after the commit. */
async function endWithLines(context: CommandContext, { lines }: CancelledLines): Promise<void> {
  const orderId = lines[0]?.orderId ?? ''
  const row = await holdWaiting(context, orderId)
  if (row === undefined || !row.open) return
  const all = await context.store.find(ordersLines, { where: { orderId }, limit: 'all' })
  const gone = new Set(lines.map(({ id }) => id))
  if (leftOf(all).some(({ id }) => !gone.has(id))) return
  await context.store.update(pickupsWaiting, row, over)
}

export const cancellationHooks = [on(linesCancelled, endWithLines)]
