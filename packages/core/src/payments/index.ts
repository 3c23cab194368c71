/** What other rooms, plugins and hosts may import of payments at providers. */
export { type AttemptState, stateAfter, stateOf } from './attempt-state.ts'
export * from './errors.ts'
export {
  type PaymentBegun,
  type PaymentChanged,
  paymentBegun,
  paymentChanged,
  type PaymentReviewNeeded,
  paymentReviewNeeded,
  type SettlementImported,
  settlementImported,
} from './events.ts'
export type { BeginPayment } from './operations/begin-payment.ts'
export type { ClaimAttempt, ClaimedAttempt } from './operations/claim-attempt.ts'
export type { ImportedSettlement, ImportSettlement } from './operations/import-settlement.ts'
export type { ListAttempts, PaymentAttempts } from './operations/list-attempts.ts'
export type { DueAttempts, ListDue } from './operations/list-due.ts'
export type { ListUnmatched, UnmatchedRow, UnmatchedRows } from './operations/list-unmatched.ts'
export type { AttemptWithFacts, PaymentFact, ReadAttempt } from './operations/read-attempt.ts'
export type { ReceiveWebhook, WebhookAnswer } from './operations/receive-webhook.ts'
export type { RefundAtProvider } from './operations/refund-payment.ts'
export type { ReportAttempt } from './operations/report-attempt.ts'
export type { ResolveReview } from './operations/resolve-review.ts'
export type { Duty } from './next-look.ts'
export type { Outcome } from './outcome.ts'
export {
  type PaymentCapabilities,
  type PaymentIntent,
  type PaymentPresentation,
  type PaymentProvider,
  type PaymentQuestion,
  paymentProviders,
  type ProviderNotice,
  type ProviderReport,
  type RefundIntent,
} from './payment-provider.ts'
export { type PaymentHost, PaymentRunner, type PaymentRunnerOptions } from './payment-runner.ts'
export { type PaymentOperations, paymentsRoom } from './plugin.ts'
export type { PaymentAttempt } from './present-attempt.ts'
export type { Report, ReportSource } from './report.ts'
export {
  paymentsAttempts,
  paymentsFacts,
  paymentsReceipts,
  paymentsSettlementRows,
  paymentsWebhooks,
} from './tables.ts'
