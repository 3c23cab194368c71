import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  moneyLegsSchema,
  PayableDatesInvalid,
  PayableNumberTaken,
  SupplierInactive,
  SupplierUnknown,
} from '../../payables/index.ts'
import { requireBackdating } from '../backdating.ts'
import { ExpenseDatesInvalid } from '../errors.ts'
import { spendingErrors } from '../operation-errors.ts'
import { presentPrepaid, type PrepaidCost, prepaidSchema } from '../present.ts'
import { prepay as book } from '../prepay.ts'
import { amountText, categoryText, dateText, idText, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  category: categoryText,
  /** Without tax, where tax is given. */
  amount: amountText,
  tax: amountText.optional(),
  shootType: categoryText.optional(),
  /** The first day that is paid for. */
  startsOn: dateText,
  /** How many months are paid for; or the last day. */
  months: z.int().min(1).max(120).optional(),
  endsOn: dateText.optional(),
  /** `months`: equal parts; `days`: each calendar month by its days. Both to the last cent. */
  spread: z.enum(['months', 'days']).default('months'),
  legs: moneyLegsSchema.optional(),
  /** Instead of legs: the bill of a supplier, which is paid in the payables. */
  bill: z
    .strictObject({
      supplierId: idText,
      number: referenceText,
      issuedOn: dateText.optional(),
      dueOn: dateText.optional(),
    })
    .optional(),
  /** Another date than today needs the permission expenses.backdate. */
  paidOn: dateText.optional(),
  reference: referenceText.optional(),
  memo: reasonText.optional(),
})

export interface PrepayCost extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PrepayCost> = schema

const errors = [
  ...spendingErrors,
  ExpenseDatesInvalid,
  SupplierUnknown,
  SupplierInactive,
  PayableNumberTaken,
  PayableDatesInvalid,
] as const

/** Pays for months to come: an asset that becomes an expense month by month, by itself. */
export const prepay: Operation<'command', PrepayCost, PrepaidCost, (typeof errors)[number]> = operation({
  name: 'expenses.prepay',
  summary: 'Records a cost that is paid for months to come, and spreads it over them.',
  kind: 'command',
  input,
  output: prepaidSchema,
  errors,
  async run(context, { paidOn: businessDate, ...given }) {
    requireBackdating(context, businessDate)
    return presentPrepaid(await book(context, { ...given, businessDate }))
  },
})
