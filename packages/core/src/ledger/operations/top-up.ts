import { z } from 'zod'
import { CustomerUnknown, requireCustomer } from '../../customers/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { StoredValueRefused, VoucherCodeMissing, VoucherCodeRefused, VoucherUsed } from '../counter-errors.ts'
import { AmountNotPositive, ChangeNotGiven, PaymentMethodUnknown, TenderedTooLittle } from '../errors.ts'
import { paymentLegsSchema } from '../payment-input.ts'
import { type Receipt, receiptSchema } from '../receipt.ts'
import { recordTopUp } from '../record-top-up.ts'
import { currencyText, idText, tillText } from '../shapes.ts'

const schema = z.strictObject({
  customerId: idText,
  legs: paymentLegsSchema,
  /** The currency that the caller believes in; refused where it is not the studio's. */
  currency: currencyText.optional(),
  till: tillText.optional(),
  /** Stands on the receipt. Never personal data: receipts cannot be blanked. */
  note: z.string().max(500).optional(),
})

export interface TopUp extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TopUp> = schema

const errors = [
  CustomerUnknown,
  PaymentMethodUnknown,
  AmountNotPositive,
  TenderedTooLittle,
  ChangeNotGiven,
  StoredValueRefused,
  VoucherCodeMissing,
  VoucherCodeRefused,
  VoucherUsed,
  currencyMismatch,
] as const

/** Takes money that a customer will spend later (储值): owed by the studio until then, and no revenue. */
export const topUp: Operation<'command', TopUp, Receipt, (typeof errors)[number]> = operation({
  name: 'ledger.topUp',
  summary: "Tops up a customer's stored value, and answers the receipt.",
  kind: 'command',
  input,
  output: receiptSchema,
  errors,
  async run(context, given) {
    await requireCustomer(context, given.customerId)
    return recordTopUp(context, given)
  },
})
