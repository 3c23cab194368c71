/** Work at outside labs follows its order into the order that this one is merged into. Of another branch it stays: that one sent it and pays for it. */
import type { CommandContext } from '../engine/context.ts'
import { type CommitmentMoving, commitmentMoving } from '../ledger/index.ts'
import { on } from '../engine/hook.ts'
import { procurementLabJobs } from './tables.ts'

/** One statement where orders are merged. */
async function moveLabJobs({ store }: CommandContext, { orderIds, to }: CommitmentMoving): Promise<void> {
  if (to.kind !== 'order') return
  await store.updateWhere(procurementLabJobs, { orderId: { in: [...orderIds] } }, { orderId: to.orderId })
}

export const transferHooks = [on(commitmentMoving, moveLabJobs)]
