import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { moneyLegsSchema } from '../../payables/index.ts'
import { requireBackdating } from '../backdating.ts'
import { spendingErrors } from '../operation-errors.ts'
import { type Expense, expenseSchema, presentExpense } from '../present.ts'
import { recordExpense } from '../record-expense.ts'
import { dateText, expenseLinesSchema, idText, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  lines: expenseLinesSchema,
  /** By what the studio paid: `Bank:<account>`, `Cash:Safe`, or `till` for the drawer of the caller's shift. */
  legs: moneyLegsSchema.optional(),
  /** Instead of legs: the employee who paid, and is owed it. */
  claimedBy: idText.optional(),
  /** Who spent it; `claimedBy` unless told. */
  spentBy: idText.optional(),
  /** Another date than today needs the permission expenses.backdate. */
  spentOn: dateText.optional(),
  /** The number of the receipt or invoice. */
  reference: referenceText.optional(),
  memo: reasonText.optional(),
})

export interface RecordExpense extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordExpense> = schema

/** Records what was spent: paid at once, or paid by an employee who is owed it. */
export const record: Operation<'command', RecordExpense, Expense, (typeof spendingErrors)[number]> = operation({
  name: 'expenses.record',
  summary: 'Records an expense that was paid, by the studio or by an employee.',
  kind: 'command',
  input,
  output: expenseSchema,
  errors: spendingErrors,
  async run(context, { spentOn: businessDate, ...given }) {
    requireBackdating(context, businessDate)
    return presentExpense(await recordExpense(context, { ...given, businessDate }))
  },
})
