import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { isPaymentAccount, tillAccount } from '../../ledger/index.ts'
import { PayableAccountRefused, PayableAmountInvalid, requireSupplier, SupplierUnknown } from '../../payables/index.ts'
import { addDays } from '../../values/calendar-date.ts'
import { Money } from '../../values/money.ts'
import { dueDate } from '../calendar-rule.ts'
import { recurringDue, scheduleFor } from '../due-jobs.ts'
import { ExpenseCategoryUnknown, ExpenseDatesInvalid, ExpensePaymentUnclear } from '../errors.ts'
import { categoriesOf, requireCategory } from '../expense-category.ts'
import { presentRecurring, type RecurringExpense, recurringSchema } from '../present.ts'
import { expenseSettings } from '../settings.ts'
import { amountText, categoryText, dateText, idText } from '../shapes.ts'
import { expensesRecurring } from '../tables.ts'

const schema = z.strictObject({
  name: z.string().min(1).max(100),
  category: categoryText,
  amount: amountText,
  shootType: categoryText.optional(),
  /** Paid from this account of money each time; not a till. */
  account: idText.optional(),
  /** Or owed to this supplier each time, as a bill. */
  supplierId: idText.optional(),
  /** Whether it is posted by itself or waits as a draft; the setting recurring unless told. */
  mode: z.enum(['draft', 'post']).optional(),
  unit: z.enum(['week', 'month', 'year']).default('month'),
  every: z.int().min(1).max(60).default(1),
  /** The first time; its day of the month is that of all others, or the last day of a shorter month. */
  startsOn: dateText,
  /** The last day on which it may be due. */
  endsOn: dateText.optional(),
})

export interface AddRecurringExpense extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddRecurringExpense> = schema

const errors = [
  ExpenseCategoryUnknown,
  ExpenseDatesInvalid,
  ExpensePaymentUnclear,
  PayableAmountInvalid,
  PayableAccountRefused,
  SupplierUnknown,
] as const

/** Sets up what comes again: the rent on the 1st. What was due since `startsOn` is met at once. */
export const addRecurring: Operation<'command', AddRecurringExpense, RecurringExpense, (typeof errors)[number]> =
  operation({
    name: 'expenses.addRecurring',
    summary: 'Adds an expense that comes again by the calendar.',
    kind: 'command',
    input,
    output: recurringSchema,
    errors,
    async run(context, given) {
      const { currency } = context.studio
      const { name, category, shootType = null, account = null, supplierId = null, unit, every, startsOn } = given
      const { endsOn = null } = given
      const { recurring } = await context.settings(expenseSettings)
      const mode = given.mode ?? recurring
      requireCategory(await categoriesOf(context), category)
      const amount = Money.of(given.amount, currency)
      if (!amount.isPositive()) {
        throw PayableAmountInvalid.create({ field: 'amount', rule: 'above zero', amount: given.amount })
      }
      if (account !== null && supplierId !== null) {
        throw ExpensePaymentUnclear.create({ rule: 'have account or supplierId', value: 'both' })
      }
      if (mode === 'post' && account === null && supplierId === null) {
        throw ExpensePaymentUnclear.create({
          rule: 'have account or supplierId to be posted by itself',
          value: 'neither',
        })
      }
      if (account !== null && (!isPaymentAccount(account) || account.startsWith(tillAccount('')))) {
        const rule = 'be an account of money that is no till'
        throw PayableAccountRefused.create({ field: 'account', account, rule })
      }
      if (supplierId !== null) await requireSupplier(context.store, supplierId)
      const earliest = addDays(context.businessDate, -366)
      if (startsOn < earliest) {
        throw ExpenseDatesInvalid.create({ field: 'startsOn', rule: `be ${earliest} or later`, value: startsOn })
      }
      if (endsOn !== null && endsOn < startsOn) {
        throw ExpenseDatesInvalid.create({ field: 'endsOn', rule: `be ${startsOn} or later`, value: endsOn })
      }
      const row = context.store.insert(expensesRecurring, {
        id: context.newId(),
        branch: context.branch,
        name,
        category,
        shootType,
        currency,
        amount: amount.minor,
        mode,
        setBy: context.actor,
        account,
        supplierId,
        unit,
        every,
        startsOn,
        endsOn,
        done: 0,
        nextOn: dueDate({ unit, every, startsOn, endsOn }, 0),
      })
      scheduleFor(context, recurringDue, row.id, row.nextOn)
      return presentRecurring(row)
    },
  })
