/** A bill that is a prepaid cost takes that with it when it is voided. */
import type { CommandContext } from '../engine/context.ts'
import { veto } from '../engine/hook.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type VoidingPayable, voidingPayable } from '../payables/index.ts'
import { expensesPrepaid } from './tables.ts'

async function endWithBill({ store }: CommandContext, { documentId, kind }: VoidingPayable): Promise<void> {
  if (kind !== 'bill') return
  const [row] = await store.findForUpdate(expensesPrepaid, { where: { documentId }, limit: 1 })
  if (row === undefined) return
  if (row.rest !== row.total)
    throw veto(`Prepaid cost ${row.id} is an expense in part; end it with expenses.endPrepaid.`)
  await store.update(expensesPrepaid, row, { rest: 0n, nextOn: null })
}

export const voidHooks: readonly Hook[] = [on(voidingPayable, endWithBill)]
