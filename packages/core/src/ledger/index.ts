/** What other rooms, plugins and hosts may import of the ledger. */
export { type Account, presentChartAccount, presentOwnAccount } from './account.ts'
export { credit, type Dimensions, debit, type Line } from './balanced-entry.ts'
export {
  type Cancellation,
  type Cancelled,
  cancelCommitment,
  type Forfeitable,
  forfeitableOf,
  wouldGoBack,
} from './cancel-commitment.ts'
export {
  type AccountType,
  accounts,
  type ChartAccount,
  chartAccount,
  defaultChart,
  exchangeAccount,
  isMoneyAccount,
  isPaymentAccount,
  tillAccount,
} from './chart-of-accounts.ts'
export { agreeInstalments } from './agree-instalments.ts'
export { type Approving, approving, requireApproval } from './approval.ts'
export { type CancellationPolicy, defaultCancellationPolicy } from './cancellation-policy.ts'
export { type BranchMove, commitmentToBranch } from './commitment-to-branch.ts'
export { commitmentToCustomer } from './commitment-to-customer.ts'
export { type CommitmentMoving, commitmentMoving } from './commitment-moving.ts'
export { lockCommitments, mergeCommitments } from './merge-commitments.ts'
export { mergedFrom, mergedInto, orderIdsOf } from './merged-commitment.ts'
export { movedCategory } from './moved-lines.ts'
export { returnedCategory } from './reversal-lines.ts'
export { changeCommitment, lockCommitment, type NewCommitment, openCommitment } from './commitment.ts'
export * from './counter-errors.ts'
export * from './debt-errors.ts'
export {
  type BondWasReturned,
  bondReturned,
  counterEvents,
  type ReceiptWasVoided,
  receiptVoided,
  type StoredValueMoved,
  storedValuePaidOut,
  storedValueToppedUp,
} from './counter-events.ts'
export { ledgerStoredValues, ledgerVouchers } from './counter-tables.ts'
export * from './errors.ts'
export * from './foreign-errors.ts'
export type { ForeignMoney, ForeignTender } from './foreign-leg.ts'
export { exchangedIn, exchangedOut } from './foreign-lines.ts'
export type { ExchangeMoney } from './operations/exchange.ts'
export type { CurrencyPosition, ReadPositions } from './operations/read-positions.ts'
export type { CurrenciesRevalued, RevalueCurrencies } from './operations/revalue.ts'
export { ledgerPositions } from './position-tables.ts'
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
export {
  type ChoosingTill,
  choosingTill,
  type PayingOut,
  payingOut,
  type Posting,
  posting,
  type TakingPayment,
  takingPayment,
  type Voiding,
  voiding,
} from './hook-points.ts'
export { type Due, duesOf, type Instalment, overdueOf } from './instalments.ts'
export { type FiscalYear, fiscalYear, fiscalYearOf } from './fiscal-year.ts'
export { holdMeans, type Means } from './hold-means.ts'
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
export type { ReadStoredValue, StoredValue } from './operations/stored-value.ts'
export type { ReturnBond } from './operations/return-bond.ts'
export type { ReverseWaiver } from './operations/reverse-waiver.ts'
export type { ReverseEntry } from './operations/reverse-entry.ts'
export type { TopUp } from './operations/top-up.ts'
export { valueAtCost } from './value-at-cost.ts'
export { type VoidReceipt, voidReceipt } from './operations/void-receipt.ts'
export type { WaiveRemainder } from './operations/waive-remainder.ts'
export { type TakePayment, takePayment } from './operations/take-payment.ts'
export type { CloseMonth } from './operations/close-month.ts'
export type { CloseYear, YearClosed } from './operations/close-year.ts'
export type { LockPeriod } from './operations/lock-period.ts'
export type { Periods, ReadPeriods } from './operations/read-periods.ts'
export type { ReopenPeriod } from './operations/reopen-period.ts'
export type { PeriodVerified, VerifyPeriod } from './operations/verify-period.ts'
export type { PeriodChange } from './period-change.ts'
export * from './period-errors.ts'
export { type PeriodChanged, periodClosed, periodReopened } from './period-events.ts'
export { openDateFrom, type PeriodChangeKind } from './period-lock.ts'
export type { RebuildTotals } from './operations/rebuild-totals.ts'
export type { TotalDays } from './operations/total-days.ts'
export type { TotalsVerified, VerifyTotals } from './operations/verify-totals.ts'
export type { BranchTotalled, DaysTotalled } from './total-shapes.ts'
export { ledgerAccountTotals, ledgerTotals } from './totals-tables.ts'
export type { ReadSealHead, SealHeadRead } from './operations/read-seal-head.ts'
export type { Sealed, SealEntries } from './operations/seal-entries.ts'
export type { SealVerified, VerifySeal } from './operations/verify-seal.ts'
export { sealDay } from './seal-day.ts'
export * from './seal-errors.ts'
export {
  announceHistory,
  type FactRecorded,
  factRecorded,
  type HistoryPosted,
  historyPosted,
  sealEvents,
} from './seal-events.ts'
export { type ChainEnd, readSealHead } from './seal-head.ts'
export { type FactKeys, factKey } from './fact-key.ts'
export { announceFact, recordFact, type SealedFact, sealedFact, sealedFacts } from './sealed-fact.ts'
export { ledgerSealHeads, ledgerSeals } from './seal-tables.ts'
export { closingCategory } from './period-year-end.ts'
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
export type { Correction } from './corrections.ts'
export type { JournalEntry, JournalLine } from './present-entry.ts'
export { type Arrears, readArrears } from './read-arrears.ts'
export {
  type DateRange,
  readTotals,
  readTotalsOf,
  type Total,
  type TotalDimension,
  type WantedTotals,
} from './read-totals.ts'
export { type BondReturn, recordBondReturn } from './record-bond-return.ts'
export { recordTopUp, type TopUpDraft } from './record-top-up.ts'
export { type Reinstatement, recordReinstatement } from './record-reinstatement.ts'
export { recordWaiverReversal, type WaiverReversal } from './record-waiver-reversal.ts'
export { recordVoid, type VoidDraft } from './record-void.ts'
export { recordWriteOff, type WriteOffDraft } from './record-write-off.ts'
export { type ReversalDraft, reverseEntry } from './reverse-entry.ts'
export { type LedgerSettings, ledgerSettings } from './settings.ts'
export {
  type ForeignReceiptMoney,
  type PaymentReceipt,
  purposeOf,
  type Receipt,
  type ReceiptLeg,
  receiptSchema,
} from './receipt.ts'
export {
  type Recognition,
  type RecognitionReversal,
  recogniseRevenue,
  reverseRecognition,
} from './recognise-revenue.ts'
export type { RecognisedAmount } from './recognition-lines.ts'
export { type Payment, type PaymentPurpose, recordPayment } from './record-payment.ts'
export { recordRefund } from './record-refund.ts'
export type { RefundDraft } from './refund-draft.ts'
export type { RefundLeg } from './refund-plan.ts'
export {
  type Commitment,
  deliveredOf,
  depositsOf,
  letGoOf,
  outstandingOf,
  receivableOf,
  standingOf,
} from './standing.ts'
export {
  ledgerAccounts,
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  ledgerPeriodChanges,
  ledgerPeriods,
  ledgerRefunds,
  ledgerReversals,
} from './tables.ts'
export { currencyText, datesWithin, tillText } from './shapes.ts'
export type { PaymentLeg, TenderedLeg } from './tender.ts'
export { paidByLegs } from './leg-rates.ts'
export { foreignRefusals } from './foreign-refusals.ts'
export { chooseTill, type ChosenTill, type TillWish } from './till-choice.ts'
