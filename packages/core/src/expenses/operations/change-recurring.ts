import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { PayableAmountInvalid } from '../../payables/index.ts'
import { Money } from '../../values/money.ts'
import { dueDate } from '../calendar-rule.ts'
import { recurringDue, scheduleFor } from '../due-jobs.ts'
import { ExpenseUnknown } from '../errors.ts'
import { presentRecurring, type RecurringExpense, recurringSchema } from '../present.ts'
import { lockRecurring, ruleOf } from '../recur.ts'
import { amountText, dateText, idText } from '../shapes.ts'
import { expensesRecurring } from '../tables.ts'

const schema = z.strictObject({
  recurringId: idText,
  name: z.string().min(1).max(100).optional(),
  /** For what is due from now on. */
  amount: amountText.optional(),
  mode: z.enum(['draft', 'post']).optional(),
  /** Null for no end. */
  endsOn: dateText.nullable().optional(),
  /** True stops it; false lets it go on, and meets what was due meanwhile. */
  stopped: z.boolean().optional(),
})

export interface ChangeRecurringExpense extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ChangeRecurringExpense> = schema

const errors = [ExpenseUnknown, PayableAmountInvalid] as const

/** Changes, stops or ends a recurring expense. What was met stays as it is. */
export const changeRecurring: Operation<'command', ChangeRecurringExpense, RecurringExpense, (typeof errors)[number]> =
  operation({
    name: 'expenses.changeRecurring',
    summary: 'Changes, stops or ends a recurring expense.',
    kind: 'command',
    input,
    output: recurringSchema,
    errors,
    async run(context, { recurringId, name, amount, mode, endsOn, stopped }) {
      const row = await lockRecurring(context, recurringId)
      const of = amount === undefined ? undefined : Money.of(amount, row.currency)
      if (of?.isPositive() === false) {
        throw PayableAmountInvalid.create({ field: 'amount', rule: 'above zero', amount: of.toString() })
      }
      const end = endsOn === undefined ? row.endsOn : endsOn
      const wasStopped = row.nextOn === null && dueDate(ruleOf(row), row.done) !== null
      const stops = stopped ?? wasStopped
      const nextOn = stops ? null : dueDate({ ...ruleOf(row), endsOn: end }, row.done)
      const after = await context.store.update(expensesRecurring, row, {
        name: name ?? row.name,
        amount: of?.minor ?? row.amount,
        mode: mode ?? row.mode,
        setBy: amount === undefined && mode === undefined ? row.setBy : context.actor,
        endsOn: end,
        nextOn,
      })
      if (nextOn !== row.nextOn) scheduleFor(context, recurringDue, row.id, nextOn)
      return presentRecurring(after)
    },
  })
