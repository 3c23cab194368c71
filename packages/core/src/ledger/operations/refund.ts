import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import {
  AmountNotPositive,
  PaymentMethodUnknown,
  ReceiptNotRefundable,
  ReceiptUnknown,
  RefundExceedsDeposits,
  RefundExceedsLeft,
  RefundLegUnknown,
  RefundMethodRefused,
} from '../errors.ts'
import {
  GivenValueNamed,
  ReceiptVoided,
  StoredValueNeedsCustomer,
  StoredValueRefused,
  StoredValueTooLow,
  TopUpBonusSpent,
} from '../counter-errors.ts'
import { type Receipt, receiptSchema } from '../receipt.ts'
import { recordRefund } from '../record-refund.ts'
import { amountText, currencyText, idText, tillText } from '../shapes.ts'

const schema = z
  .strictObject({
    receiptId: idText,
    /** How much of which leg of the receipt: in the studio's currency unless the leg's own is named. */
    legs: z
      .array(z.strictObject({ leg: z.int().min(1).max(100), amount: amountText, currency: currencyText.optional() }))
      .min(1)
      .max(20)
      .optional(),
    /** Instead of legs: one amount, taken from the legs in their order. */
    amount: amountText.optional(),
    reason: z.string().min(1).max(200),
    /** Another way than the money came; needs the permission ledger.refundByOtherMethod. */
    method: z.string().min(1).max(20).optional(),
    /** Gives back what foreign money had paid in the studio's currency; unless told, the same foreign money goes back. */
    inStudioCurrency: z.boolean().optional(),
    /**
     * True where the money is back already, such as at the terminal that took it: it is booked and nobody sends it. Needs the
     * permission ledger.settleOutside.
     */
    settledOutside: z.boolean().default(false),
    till: tillText.optional(),
  })
  .refine(
    (given) => (given.legs === undefined) !== (given.amount === undefined),
    'must have legs or an amount, not both',
  )

export interface RefundPayment extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RefundPayment> = schema

const errors = [
  ReceiptUnknown,
  ReceiptNotRefundable,
  RefundLegUnknown,
  RefundExceedsLeft,
  RefundExceedsDeposits,
  RefundMethodRefused,
  PaymentMethodUnknown,
  AmountNotPositive,
  ReceiptVoided,
  StoredValueTooLow,
  StoredValueRefused,
  TopUpBonusSpent,
  GivenValueNamed,
  StoredValueNeedsCustomer,
  currencyMismatch,
] as const

/** Gives money of a receipt back, never more than is left of it. What was delivered already is then owed again. */
export const refund: Operation<'command', RefundPayment, Receipt, (typeof errors)[number]> = operation({
  name: 'ledger.refund',
  summary: 'Gives back money of a receipt, and answers the receipt of the refund.',
  kind: 'command',
  input,
  output: receiptSchema,
  errors,
  run(context, { legs, amount, settledOutside, ...rest }) {
    if (settledOutside) context.demand('ledger.settleOutside')
    const { currency } = context.studio
    const of =
      legs === undefined
        ? Money.of(amount ?? '0', currency)
        : legs.map((one) => ({ leg: one.leg, amount: Money.of(one.amount, one.currency ?? currency) }))
    return recordRefund(context, { ...rest, of, sentBy: settledOutside ? 'outside' : undefined })
  },
})
