/** What other rooms, plugins and hosts may import of the ledger. */
export type { Account } from './account.ts'
export { credit, type Dimensions, debit, type Line } from './balanced-entry.ts'
export { type Cancellation, type Cancelled, cancelCommitment } from './cancel-commitment.ts'
export {
  type AccountType,
  accounts,
  type ChartAccount,
  chartAccount,
  defaultChart,
  tillAccount,
} from './chart-of-accounts.ts'
export { changeCommitment, type NewCommitment, openCommitment } from './commitment.ts'
export * from './errors.ts'
export {
  type EntryPosted,
  entryPosted,
  ledgerEvents,
  type PaymentTaken,
  paymentTaken,
  type Refunded,
  type RevenueRecognised,
  refunded,
  revenueRecognised,
} from './events.ts'
export { type Posting, posting, type TakingPayment, takingPayment } from './hook-points.ts'
export { type LedgerNumbering, ledgerNumberingToken, receiptNumberRequest } from './numbering.ts'
export type { AccountBalance, ReadAccountBalance } from './operations/account-balance.ts'
export type { ReadBalanceDue } from './operations/balance-due.ts'
export type { ChartOfAccounts, ListAccounts } from './operations/list-accounts.ts'
export type { Journal, ListEntries } from './operations/list-entries.ts'
export type { ListReceivables, Receivables } from './operations/list-receivables.ts'
export type { ListReceipts, Receipts } from './operations/list-receipts.ts'
export type { OpenAccount } from './operations/open-account.ts'
export type { PostEntry } from './operations/post-manually.ts'
export type { ReadReceipt, ReceiptWithRefunds } from './operations/read-receipt.ts'
export type { RefundPayment } from './operations/refund.ts'
export { type TakePayment, takePayment } from './operations/take-payment.ts'
export type { ReadTrialBalance, TrialBalance, TrialBalanceRow } from './operations/trial-balance.ts'
export { paymentLegSchema, paymentLegsSchema, paymentPurposeSchema } from './payment-input.ts'
export { type PaymentMethod, paymentMethods } from './payment-method.ts'
export { ledgerRoom } from './plugin.ts'
export {
  type Backdating,
  type EntryDraft,
  type Posted,
  type PostedEntry,
  type PostedLine,
  postEntry,
} from './post-entry.ts'
export { type OrderBalance, orderBalanceSchema } from './present-balance.ts'
export type { JournalEntry, JournalLine } from './present-entry.ts'
export { type Receipt, type ReceiptLeg, receiptSchema } from './receipt.ts'
export {
  type Recognition,
  type RecognitionReversal,
  recogniseRevenue,
  reverseRecognition,
} from './recognise-revenue.ts'
export type { RecognisedAmount } from './recognition-lines.ts'
export { type Payment, type PaymentPurpose, recordPayment } from './record-payment.ts'
export { type RefundDraft, recordRefund } from './record-refund.ts'
export type { RefundLeg } from './refund-plan.ts'
export type { Commitment } from './standing.ts'
export {
  ledgerAccounts,
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  ledgerRefunds,
  ledgerReversals,
} from './tables.ts'
export { currencyText, tillText } from './shapes.ts'
export type { PaymentLeg, TenderedLeg } from './tender.ts'
