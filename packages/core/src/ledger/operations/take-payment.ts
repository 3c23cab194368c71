import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { foreignRefusals } from '../foreign-refusals.ts'
import {
  AmountNotPositive,
  ChangeNotGiven,
  CommitmentUnknown,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  TenderedTooLittle,
} from '../errors.ts'
import { paymentLegsSchema, paymentPurposeSchema } from '../payment-input.ts'
import { currencyMismatch } from '../../values/errors.ts'
import {
  StoredValueNeedsCustomer,
  GivenValueNamed,
  StoredValueRefused,
  StoredValueTooLow,
  VoucherCodeMissing,
  VoucherCodeRefused,
  VoucherUsed,
} from '../counter-errors.ts'
import { type PaymentReceipt, paymentReceiptSchema } from '../receipt.ts'
import { recordOverpayment } from '../record-overpayment.ts'
import { recordPayment } from '../record-payment.ts'
import { currencyText, idText, tillText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** How it is paid, split as the customer likes; together at most what is due, unless `overpayment` says otherwise. */
  legs: paymentLegsSchema,
  /** The currency that the caller believes in; refused where it is not the order's. */
  currency: currencyText.optional(),
  purpose: paymentPurposeSchema.optional(),
  /** What happens to money beyond what is due: it is refused unless told, or becomes the customer's stored value. */
  overpayment: z.enum(['refuse', 'credit']).default('refuse'),
  /** The till at which it is paid; the branch's own unless told. */
  till: tillText.optional(),
  /** Stands on the receipt. Never personal data: receipts cannot be blanked. */
  note: z.string().max(500).optional(),
})

export interface TakePayment extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TakePayment> = schema

const errors = [
  CommitmentUnknown,
  PaymentMethodUnknown,
  AmountNotPositive,
  PaymentExceedsDue,
  TenderedTooLittle,
  ChangeNotGiven,
  currencyMismatch,
  VoucherCodeMissing,
  VoucherCodeRefused,
  VoucherUsed,
  StoredValueTooLow,
  StoredValueRefused,
  GivenValueNamed,
  StoredValueNeedsCustomer,
  ...foreignRefusals,
] as const

/** Takes money for an order: deposits, balances and bonds alike. */
export const takePayment: Operation<'command', TakePayment, PaymentReceipt, (typeof errors)[number]> = operation({
  name: 'ledger.takePayment',
  summary: 'Takes a payment for an order, by one method or several, and answers the receipt.',
  kind: 'command',
  input,
  output: paymentReceiptSchema,
  errors,
  async run(context, { overpayment, ...payment }) {
    if (overpayment === 'refuse') return { ...(await recordPayment(context, payment)), credit: null }
    const { receipt, credit } = await recordOverpayment(context, payment)
    return { ...receipt, credit }
  },
})
