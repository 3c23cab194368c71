import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { accrue as book } from '../accrue.ts'
import { requireBackdating } from '../backdating.ts'
import { ExpenseCategoryUnknown, ExpenseDatesInvalid } from '../errors.ts'
import { moneyErrors } from '../operation-errors.ts'
import { type Accrual, accrualSchema, presentAccrual } from '../present.ts'
import { amountText, categoryText, dateText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  category: categoryText,
  amount: amountText,
  shootType: categoryText.optional(),
  /** In the month that it belongs to. Another date than today needs the permission expenses.backdate. */
  accruedOn: dateText.optional(),
  /** When it is taken back, by itself; the first day of the next month unless told. */
  reversesOn: dateText.optional(),
  memo: reasonText.optional(),
})

export interface AccrueExpense extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AccrueExpense> = schema

const errors = [ExpenseCategoryUnknown, ExpenseDatesInvalid, ...moneyErrors] as const

/** Books an expense of a month whose bill comes later. Record the bill as any other: the month after has it less the accrual. */
export const accrue: Operation<'command', AccrueExpense, Accrual, (typeof errors)[number]> = operation({
  name: 'expenses.accrue',
  summary: 'Books an expense whose bill is still to come, until the next month.',
  kind: 'command',
  input,
  output: accrualSchema,
  errors,
  async run(context, given) {
    requireBackdating(context, given.accruedOn)
    return presentAccrual(await book(context, given))
  },
})
