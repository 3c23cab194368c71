import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, ApproverMissing, ApproverRefused } from '../../ledger/index.ts'
import { ExpenseNotReversible, ExpenseUnknown } from '../errors.ts'
import { reverseReimbursement as takeBack } from '../reverse-expense.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  reimbursementId: idText,
  reason: reasonText,
  /** Who approves, where the actor lacks the permission expenses.void. */
  approver: z.string().min(1).max(200).optional(),
})

export interface ReverseReimbursement extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReverseReimbursement> = schema

const outputShape = z.object({ reversalId: z.string(), approver: z.string().nullable() })

export interface ReimbursementReversed extends z.output<typeof outputShape> {}

const output: z.ZodType<ReimbursementReversed> = outputShape

const errors = [ExpenseUnknown, ExpenseNotReversible, ApproverMissing, ApproverRefused, AccountClosed] as const

/** Its claims are open again. Without the permission expenses.void it needs an approver. */
export const reverseReimbursement: Operation<
  'command',
  ReverseReimbursement,
  ReimbursementReversed,
  (typeof errors)[number]
> = operation({
  name: 'expenses.reverseReimbursement',
  summary: 'Takes a reimbursement back.',
  kind: 'command',
  input,
  output,
  errors,
  run: (context, { reimbursementId: id, ...given }) => takeBack(context, { id, ...given }),
})
