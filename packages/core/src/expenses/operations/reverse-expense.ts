import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { ExpenseNotReversible, ExpenseUnknown } from '../errors.ts'
import { reverseExpense as takeBack } from '../reverse-expense.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  expenseId: idText,
  reason: reasonText,
  /** Who approves, where the actor lacks the permission expenses.void. */
  approver: z.string().min(1).max(200).optional(),
})

export interface ReverseExpense extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseExpense> = schema

const outputShape = z.object({ reversalId: z.string(), approver: z.string().nullable() })

export interface ExpenseReversed extends z.output<typeof outputShape> {}

const output: z.ZodType<ExpenseReversed> = outputShape

const errors = [ExpenseUnknown, ExpenseNotReversible, ApproverMissing, ApproverRefused, AccountClosed] as const

/** Takes an expense back whole, once, by a reversal in the open period. Without the permission expenses.void it needs an approver. */
export const reverse: Operation<'command', ReverseExpense, ExpenseReversed, (typeof errors)[number]> = operation({
  name: 'expenses.reverse',
  summary: 'Takes an expense back.',
  kind: 'command',
  input,
  output,
  errors,
  run: (context, { expenseId: id, ...given }) => takeBack(context, { id, ...given }),
})
