import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown, PeriodClosed } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import {
  BillNotApproved,
  PayableAccountRefused,
  PayableAmountInvalid,
  PayableExceedsOpen,
  PayableNotFitting,
  PayableUneven,
  PayableUnknown,
} from '../errors.ts'
import { requireBackdating } from '../paper-input.ts'
import { payBills } from '../pay-bills.ts'
import { type PayableSettlement, presentSettlement, settlementSchema } from '../present-document.ts'
import { amountText, dateText, documentAmounts, idText, moneyLegsSchema, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  supplierId: idText,
  /** Money paid of each bill: all that is open, less the discount, unless told. */
  bills: z
    .array(z.strictObject({ ...documentAmounts, discount: amountText.optional() }))
    .min(1)
    .max(100),
  /** By what it is paid; together what is paid of the bills. */
  legs: moneyLegsSchema,
  /** Another date than today needs the permission payables.backdate. */
  paidOn: dateText.optional(),
  reference: referenceText.optional(),
  memo: reasonText.optional(),
})

export interface PayBills extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PayBills> = schema

const errors = [
  PayableUnknown,
  PayableNotFitting,
  BillNotApproved,
  PayableExceedsOpen,
  PayableAmountInvalid,
  PayableUneven,
  PayableAccountRefused,
  AccountUnknown,
  AccountClosed,
  PeriodClosed,
] as const

/** Pays bills of a supplier, in part or whole, by one or more accounts of money. */
export const pay: Operation<'command', PayBills, PayableSettlement, (typeof errors)[number]> = operation({
  name: 'payables.pay',
  summary: "Pays a supplier's bills.",
  kind: 'command',
  input,
  output: settlementSchema,
  errors,
  async run(context, { bills, paidOn: businessDate, ...given }) {
    const { currency } = context.studio
    requireBackdating(context, businessDate)
    const money = (amount: string | undefined) => (amount === undefined ? undefined : Money.of(amount, currency))
    const wanted = bills.map(({ documentId, amount, discount }) => ({
      documentId,
      amount: money(amount),
      discount: money(discount),
    }))
    return presentSettlement(await payBills(context, { ...given, bills: wanted, businessDate }))
  },
})
