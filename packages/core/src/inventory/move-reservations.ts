/** What becomes of promised stock where the order that it is promised to changes hands. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type CommitmentMoving, commitmentMoving } from '../ledger/index.ts'
import { releaseReservations } from './reserve-stock.ts'
import { inventoryReservations } from './tables.ts'

/**
 * Stock is promised where it lies: an order that goes to another branch gives it back, and the other branch promises its own. An
 * order that becomes a part of another takes its promises along. One statement, three where something is given back.
 */
async function moveReservations(
  context: CommandContext,
  { commitment, orderIds, to }: CommitmentMoving,
): Promise<void> {
  if (to.kind === 'branch') {
    for (const orderId of orderIds) await releaseReservations(context, { orderId, branch: commitment.branch })
  } else if (to.kind === 'order') {
    const where = { orderId: { in: [...orderIds] }, open: { gt: 0 } }
    await context.store.updateWhere(inventoryReservations, where, { orderId: to.orderId })
  }
}

export const transferHooks = [on(commitmentMoving, moveReservations)]
