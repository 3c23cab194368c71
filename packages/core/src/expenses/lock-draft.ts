/** Locks a draft that waits. */
import type { CommandContext } from '../engine/context.ts'
import { DraftNotWaiting, ExpenseUnknown } from './errors.ts'
import { type DraftRow, expensesDrafts } from './tables.ts'

/** @throws EXPENSE_UNKNOWN, DRAFT_NOT_WAITING */
export async function lockDraft({ store, branch }: CommandContext, id: string): Promise<DraftRow> {
  const draft = await store.getForUpdate(expensesDrafts, id)
  if (draft?.branch !== branch) throw ExpenseUnknown.create({ id, branch })
  if (draft.state !== 'waiting') throw DraftNotWaiting.create({ draftId: id, state: draft.state })
  return draft
}
