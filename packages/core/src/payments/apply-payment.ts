/** Puts money of a provider into an order, as a part that may fail by itself: then the money is owed to the customer. */
import { z } from 'zod'
import { Vetoed } from '../engine/hook.ts'
import { operation } from '../engine/operation.ts'
import {
  CommitmentUnknown,
  PaymentExceedsDue,
  paymentPurposeSchema,
  ReceiptNotRefundable,
  ReceiptUnknown,
  recordPayment,
  recordRefund,
  RefundExceedsDeposits,
  RefundExceedsLeft,
} from '../ledger/index.ts'
import { currencyMismatch } from '../values/errors.ts'
import { Money } from '../values/money.ts'
import { paymentsReceipts } from './tables.ts'

const money = { amount: z.string(), currency: z.string() }

/** Not on the desk: what arrives at a provider is told by reports alone. Answers the id of the receipt. */
export const applyPayment = operation({
  name: 'payments.applyPayment',
  summary: 'Records money that arrived at a provider as a payment of its order.',
  kind: 'command',
  input: z.strictObject({
    attemptId: z.string(),
    orderId: z.string(),
    method: z.string(),
    ...money,
    purpose: paymentPurposeSchema.nullable(),
    till: z.string().nullable(),
  }),
  output: z.string(),
  errors: [CommitmentUnknown, PaymentExceedsDue, currencyMismatch, Vetoed],
  async run(context, { attemptId, orderId, method, amount, currency, purpose, till }) {
    const receipt = await recordPayment(context, {
      orderId,
      legs: [{ method, amount }],
      currency,
      purpose: purpose ?? undefined,
      till: till ?? undefined,
    })
    context.store.insert(paymentsReceipts, { receiptId: receipt.id, attemptId })
    return receipt.id
  },
})

/** The other way: a refund that was put back has gone out after all. Answers the id of the refund's entry. */
export const takeRefundAgain = operation({
  name: 'payments.takeRefundAgain',
  summary: 'Records a refund again that its provider had refused and carried out after all.',
  kind: 'command',
  input: z.strictObject({ receiptId: z.string(), ...money, reason: z.string(), till: z.string().nullable() }),
  output: z.string(),
  errors: [ReceiptUnknown, ReceiptNotRefundable, RefundExceedsLeft, RefundExceedsDeposits, Vetoed],
  async run(context, { receiptId, amount, currency, reason, till }) {
    const of = [{ leg: 1, amount: Money.of(amount, currency) }]
    return (await recordRefund(context, { receiptId, of, reason, till: till ?? undefined, sentBy: 'caller' })).id
  },
})
