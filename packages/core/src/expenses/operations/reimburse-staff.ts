import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { moneyLegsSchema } from '../../payables/index.ts'
import { ClaimNotOpen, ExpenseUneven } from '../errors.ts'
import { moneyErrors } from '../operation-errors.ts'
import { reimburseStaff } from '../reimburse.ts'
import { idText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  staff: idText,
  /** Which claims, each whole; all open ones of the employee in this branch unless told. */
  expenseIds: z.array(idText).min(1).max(200).optional(),
  legs: moneyLegsSchema,
  reference: referenceText.optional(),
})

export interface ReimburseStaff extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReimburseStaff> = schema

const outputShape = z.object({
  id: z.string(),
  entryId: z.string(),
  staff: z.string(),
  amount: z.string(),
  /** The claims that were reimbursed. */
  expenseIds: z.array(z.string()),
})

export interface StaffReimbursement extends z.output<typeof outputShape> {}

const output: z.ZodType<StaffReimbursement> = outputShape

const errors = [ClaimNotOpen, ExpenseUneven, ...moneyErrors] as const

/** Gives an employee back what was paid for the studio. */
export const reimburse: Operation<'command', ReimburseStaff, StaffReimbursement, (typeof errors)[number]> = operation({
  name: 'expenses.reimburse',
  summary: 'Pays the claims of an employee.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { id, entryId, amount, claims } = await reimburseStaff(context, given)
    return { id, entryId, staff: given.staff, amount: amount.toString(), expenseIds: [...claims] }
  },
})
