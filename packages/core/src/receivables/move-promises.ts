/** What becomes of promises to pay where their order changes hands. */
import type { CommandContext } from '../engine/context.ts'
import { on } from '../engine/hook.ts'
import { type CommitmentMoving, commitmentMoving } from '../ledger/index.ts'
import { receivablesPromises } from './tables.ts'

/**
 * Promises go with the order to another branch, or into the order that it becomes a part of. What one customer promised, the next
 * one did not: such promises end as replaced. One statement; contacts are facts and stay.
 */
async function movePromises(context: CommandContext, { orderIds, to }: CommitmentMoving): Promise<void> {
  const { store, now } = context
  const own = { orderId: { in: [...orderIds] } }
  const open = { ...own, state: 'open' }
  if (to.kind === 'branch') await store.updateWhere(receivablesPromises, open, { branch: to.branch })
  else if (to.kind === 'order') await store.updateWhere(receivablesPromises, own, { orderId: to.orderId })
  else await store.updateWhere(receivablesPromises, open, { state: 'replaced', settledAt: now })
}

export const transferHooks = [on(commitmentMoving, movePromises)]
