/** What the payments room refuses. */
import { defineError } from '../values/calotype-error.ts'

export const PaymentProviderUnknown = defineError<{ provider: string; known: readonly string[] }>({
  code: 'PAYMENT_PROVIDER_UNKNOWN',
  status: 422,
  summary: 'A payment provider was named that nobody provides.',
  message: ({ provider }) => `provider must be a known payment provider, but is "${provider}".`,
  mend: ({ known }) =>
    `Use one of: ${known.join(', ') || 'none is loaded'}; or load a plugin that adds it to payments.providers.`,
})

export const PaymentAttemptUnknown = defineError<{ attempt: string }>({
  code: 'PAYMENT_ATTEMPT_UNKNOWN',
  status: 404,
  summary: 'There is no payment or refund at a provider of this id.',
  message: ({ attempt }) => `There is no payment or refund at a provider with the id "${attempt}".`,
  mend: "Check the id, and that the actor's roles reach its branch.",
})

export const PaymentsUnderWay = defineError<{ orderId: string; attempts: readonly string[] }>({
  code: 'PAYMENTS_UNDER_WAY',
  status: 409,
  summary: 'An order was to be moved or merged while payments or refunds of it are undecided at a provider.',
  message: ({ orderId, attempts }) =>
    `Order "${orderId}" stays where it is: ${attempts.join(', ')} ${attempts.length === 1 ? 'is' : 'are'} undecided.`,
  mend: 'Wait until they are settled or have failed (payments.attempts), and settle those that wait for a person (payments.resolve).',
})

export const PaymentInOtherBranch = defineError<{ attemptId: string; branch: string; session: string }>({
  code: 'PAYMENT_IN_OTHER_BRANCH',
  status: 409,
  summary: 'A report was given in another branch than that of the payment, whose books it would move.',
  message: ({ attemptId, branch, session }) =>
    `Payment "${attemptId}" belongs to branch "${branch}", but the session is in "${session}".`,
  mend: ({ branch }) => `Open the session in branch "${branch}"; the payment runner does so by itself.`,
})

export const PaymentNotRefundable = defineError<{ receiptId: string; rule: string }>({
  code: 'PAYMENT_NOT_REFUNDABLE',
  status: 409,
  summary: 'A receipt cannot be given back at a provider.',
  message: ({ receiptId, rule }) => `Receipt "${receiptId}" ${rule}.`,
  mend: 'Refund it with ledger.refund, by another method or with settledOutside: true where the money is back already.',
})

export const PaymentNotSentBack = defineError<{ receiptId: string; provider: string }>({
  code: 'PAYMENT_NOT_SENT_BACK',
  status: 409,
  summary: 'Money was to go back the way it came, by a payment provider that sends nothing back.',
  message: ({ receiptId, provider }) =>
    `The money of receipt "${receiptId}" came by "${provider}", which sends nothing back.`,
  mend: 'Give it back by another method such as cash, or with settledOutside: true where it is back already.',
})

export const PaymentNotInReview = defineError<{ attemptId: string; rule: string }>({
  code: 'PAYMENT_NOT_IN_REVIEW',
  status: 409,
  summary: 'There is nothing of this sort to decide about a payment.',
  message: ({ attemptId, rule }) => `Payment "${attemptId}" ${rule}.`,
  mend: 'Read it with payments.attempt; "review" says what is to be decided, if anything.',
})

export const SettlementRowInvalid = defineError<{ row: string; rule: string }>({
  code: 'SETTLEMENT_ROW_INVALID',
  status: 422,
  summary: 'A row of a settlement file makes no sense by itself; nothing of the file was posted.',
  message: ({ row, rule }) => `Row "${row}" ${rule}.`,
  mend: 'Read the file again: amounts are above zero, fees are from zero to the amount (of a refund also below zero), and no row stands there twice.',
})

export const WebhookSignatureInvalid = defineError<{ provider: string; rule: string }>({
  code: 'WEBHOOK_SIGNATURE_INVALID',
  status: 401,
  summary: 'A webhook is not signed by its provider; nothing was done.',
  message: ({ provider, rule }) => `The webhook of "${provider}" ${rule}.`,
  mend: 'Pass the headers and the very bytes that arrived, and check the key of the provider.',
})
