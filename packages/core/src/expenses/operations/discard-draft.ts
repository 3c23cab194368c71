import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { DraftNotWaiting, ExpenseUnknown } from '../errors.ts'
import { lockDraft } from '../lock-draft.ts'
import { draftSchema, type ExpenseDraftRow, presentDraft } from '../present.ts'
import { idText } from '../shapes.ts'
import { expensesDrafts } from '../tables.ts'

const schema = z.strictObject({ draftId: idText })

export interface DiscardExpenseDraft extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DiscardExpenseDraft> = schema

const errors = [ExpenseUnknown, DraftNotWaiting] as const

/** Discards a draft: nothing was spent this time. It does not come again. */
export const discardDraft: Operation<'command', DiscardExpenseDraft, ExpenseDraftRow, (typeof errors)[number]> =
  operation({
    name: 'expenses.discardDraft',
    summary: 'Discards a draft of a recurring expense.',
    kind: 'command',
    input,
    output: draftSchema,
    errors,
    async run(context, { draftId }) {
      const draft = await lockDraft(context, draftId)
      return presentDraft(await context.store.update(expensesDrafts, draft, { state: 'discarded' }))
    },
  })
