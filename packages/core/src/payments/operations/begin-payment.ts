import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import {
  AmountNotPositive,
  CommitmentUnknown,
  currencyText,
  ledgerCommitments,
  PaymentExceedsDue,
  PaymentMethodUnknown,
  paymentPurposeSchema,
  tillText,
} from '../../ledger/index.ts'
import { requireSameCurrency } from '../../values/currency.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import { PaymentProviderUnknown } from '../errors.ts'
import { laterBy } from '../next-look.ts'
import { findProvider, openAttempt } from '../open-attempt.ts'
import { attemptSchema, presentAttempt } from '../present-attempt.ts'
import { amountText, idText, providerText } from '../shapes.ts'
import { clearingAccount } from '../unapplied.ts'

const schema = z.strictObject({
  orderId: idText,
  provider: providerText,
  /** What the customer shall pay: at most what is due, unless it is a bond. */
  amount: amountText,
  /** The currency that the caller believes in; refused where it is not the order's. */
  currency: currencyText.optional(),
  purpose: paymentPurposeSchema.optional(),
  /** The till whose sale it is; the branch's own unless told. */
  till: tillText.optional(),
  /** For how long the customer can pay: 1 to 1,440 minutes, 30 unless told. */
  expiresInMinutes: z.int().min(1).max(1440).default(30),
})

export interface BeginPayment extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, BeginPayment> = schema

/** Writes down that money is to come by a provider. Calls nobody and posts nothing: the payment runner sends it. */
export const begin = operation({
  name: 'payments.begin',
  summary: 'Begins a payment of an order at a payment provider.',
  kind: 'command',
  input,
  output: attemptSchema,
  errors: [
    PaymentProviderUnknown,
    PaymentMethodUnknown,
    CommitmentUnknown,
    AmountNotPositive,
    PaymentExceedsDue,
    currencyMismatch,
  ],
  async run(context, { orderId, provider: name, amount: asked, currency: believed, purpose, till, expiresInMinutes }) {
    const { method } = findProvider(context, name)
    clearingAccount(context, { method, till: till ?? null })
    const commitment = await context.store.get(ledgerCommitments, orderId)
    if (commitment === undefined) throw CommitmentUnknown.create({ orderId })
    const { currency } = commitment
    requireSameCurrency('a payment of the order', believed ?? currency, currency)
    const amount = Money.of(asked, currency)
    if (!amount.isPositive()) throw AmountNotPositive.create({ field: 'amount', amount: amount.toString() })
    const due = Money.ofMinor(commitment.outstanding, currency)
    // Only a first look: what is due when the money arrives decides.
    if (purpose !== 'bond' && amount.greaterThan(due)) {
      throw PaymentExceedsDue.create({ orderId, amount: amount.toString(), due: due.toString() })
    }
    const expiresAt = laterBy(context.now, expiresInMinutes * 60_000)
    const intended = { kind: 'payment', provider: name, method, orderId, amount, expiresAt, purpose, till } as const
    return presentAttempt(openAttempt(context, intended))
  },
})
