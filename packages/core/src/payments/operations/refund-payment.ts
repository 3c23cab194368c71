import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  AmountNotPositive,
  ReceiptUnknown,
  RefundExceedsDeposits,
  RefundExceedsLeft,
  recordRefund,
} from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { PaymentNotRefundable, PaymentProviderUnknown } from '../errors.ts'
import { findProvider } from '../open-attempt.ts'
import { attemptSchema, presentAttempt } from '../present-attempt.ts'
import { openRefund } from '../send-back.ts'
import { amountText, idText } from '../shapes.ts'
import { paymentsAttempts, paymentsReceipts } from '../tables.ts'

const schema = z.strictObject({
  /** The receipt of money that came by a provider. */
  receiptId: idText,
  amount: amountText,
  reason: z.string().min(1).max(200),
})

export interface RefundAtProvider extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RefundAtProvider> = schema

/**
 * Gives money of a receipt back by the provider through which it came. The refund stands in the books at once, so that
 * nothing can be given back twice; if the provider refuses it, it is taken back.
 */
export const refund = operation({
  name: 'payments.refund',
  summary: 'Begins a refund at the payment provider by which the money came.',
  kind: 'command',
  input,
  output: attemptSchema,
  errors: [
    PaymentNotRefundable,
    PaymentProviderUnknown,
    ReceiptUnknown,
    RefundExceedsLeft,
    RefundExceedsDeposits,
    AmountNotPositive,
  ],
  async run(context, { receiptId, amount: asked, reason }) {
    const known = await context.store.get(paymentsReceipts, receiptId)
    const payment = known === undefined ? undefined : await context.store.get(paymentsAttempts, known.attemptId)
    if (payment === undefined) {
      throw PaymentNotRefundable.create({ receiptId, rule: 'is not of a payment at a provider' })
    }
    const { provider, currency, till } = payment
    if (!findProvider(context, provider).can.refund) {
      throw PaymentNotRefundable.create({ receiptId, rule: `came by "${provider}", which sends nothing back` })
    }
    const amount = Money.of(asked, currency)
    const of = [{ leg: 1, amount }]
    const draft = { receiptId, of, reason, till: till ?? undefined, sentBy: 'caller' } as const
    const { id: entryId } = await recordRefund(context, draft)
    return presentAttempt(openRefund(context, payment, { amount, entryId, reason }))
  },
})
