import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { openDateFrom } from '../../ledger/index.ts'
import { moneyLegsSchema } from '../../payables/index.ts'
import { Money } from '../../values/money.ts'
import { DraftNotWaiting, ExpenseUnknown } from '../errors.ts'
import { lockDraft } from '../lock-draft.ts'
import { spendingErrors } from '../operation-errors.ts'
import { type Expense, expenseSchema, presentExpense } from '../present.ts'
import { recordExpense } from '../record-expense.ts'
import { amountText, idText, referenceText } from '../shapes.ts'
import { expensesDrafts } from '../tables.ts'

const schema = z.strictObject({
  draftId: idText,
  /** What it came to; that of the draft unless told. */
  amount: amountText.optional(),
  /** The account of the draft unless told. */
  legs: moneyLegsSchema.optional(),
  reference: referenceText.optional(),
})

export interface PostExpenseDraft extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PostExpenseDraft> = schema

const errors = [ExpenseUnknown, DraftNotWaiting, ...spendingErrors] as const

/** Posts a recurring expense that waited as a draft: dated the day on which it was due, or the first open day after it. */
export const postDraft: Operation<'command', PostExpenseDraft, Expense, (typeof errors)[number]> = operation({
  name: 'expenses.postDraft',
  summary: 'Posts a recurring expense that waited as a draft.',
  kind: 'command',
  input,
  output: expenseSchema,
  errors,
  async run(context, { draftId, amount, legs, reference }) {
    const draft = await lockDraft(context, draftId)
    const { category, shootType, account, period, name, currency } = draft
    const of = amount ?? Money.ofMinor(draft.amount, currency).toString()
    const paid = legs ?? (account === null ? undefined : [{ account, amount: of }])
    const expense = await recordExpense(context, {
      lines: [{ category, amount: of, shootType: shootType ?? undefined }],
      legs: paid,
      businessDate: await openDateFrom(context, period),
      reference,
      memo: `${name} ${period}`,
    })
    await context.store.update(expensesDrafts, draft, { state: 'posted', expenseId: expense.id })
    return presentExpense(expense)
  },
})
