import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import {
  AmountNotPositive,
  ChangeNotGiven,
  chooseTill,
  foreignRefusals,
  paidByLegs,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  paymentLegsSchema,
  type Receipt,
  receiptSchema,
  recordPayment,
  recordReinstatement,
  TenderedTooLittle,
  tillText,
  WriteOffLeftExceeded,
  WriteOffUnknown,
} from '../../ledger/index.ts'
import { debtRecovered } from '../events.ts'
import { idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  /** The `entryId` of the write-off. */
  writeOffId: idText,
  /** How it is paid; together at most what is left of the write-off. */
  legs: paymentLegsSchema,
  /** The till at which it is paid; the branch's own unless told. */
  till: tillText.optional(),
  /** Stands in the entry. Never personal data. */
  reason: reasonText.default('paid after all'),
})

export interface RecoverDebt extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecoverDebt> = schema

const outputShape = z.object({
  /** The entry of the income. */
  entryId: z.string(),
  writeOffId: z.string(),
  currency: z.string(),
  amount: z.string(),
  receipt: receiptSchema,
})

export interface DebtWasRecovered extends z.output<typeof outputShape> {
  receipt: Receipt
}

const output: z.ZodType<DebtWasRecovered> = outputShape

const errors = [
  WriteOffUnknown,
  WriteOffLeftExceeded,
  AmountNotPositive,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  TenderedTooLittle,
  ChangeNotGiven,
  ...foreignRefusals,
] as const

/**
 * Takes money for a debt that was written off: income, and a receipt that can be voided and refunded like every other. The
 * statements of a reversal and of a payment whose order is locked already. Needs the permission `ledger.takePayment` too.
 */
export const recover: Operation<'command', RecoverDebt, DebtWasRecovered, (typeof errors)[number]> = operation({
  name: 'receivables.recover',
  summary: 'Takes money for a debt that was written off, and answers the receipt.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { writeOffId, legs, till, reason }) {
    context.demand('ledger.takePayment')
    const { currency } = context.studio
    // Tills are locked before orders.
    const chosen = await chooseTill(context, { till })
    const { commitment, entry, amount } = await recordReinstatement(context, {
      writeOffId,
      amount: await paidByLegs(context, legs),
      because: 'recovered',
      reason,
    })
    const { orderId, customerId } = commitment
    const receipt = await recordPayment(context, { orderId, legs, chosen })
    const said = { entryId: entry.id, writeOffId, currency, amount: amount.toString() }
    context.emit(debtRecovered, { ...said, orderId, customerId })
    return { ...said, receipt }
  },
})
