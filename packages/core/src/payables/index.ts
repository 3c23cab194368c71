/** What other rooms, plugins and hosts may import of the payables. */
export type { BillLine, MoneyLeg } from './bill-lines.ts'
export { billTotals, costLines, legsTotal, moneyIn, moneyOut } from './bill-lines.ts'
export {
  applyCredit as applySupplierCredit,
  type CreditApplication,
  type SupplierRefund,
  takeSupplierRefund,
  type WriteOff as PayableWriteOff,
  writeOffOpen as writeOffPayable,
} from './apply-credit.ts'
export type { GivenDates } from './document-dates.ts'
export * from './errors.ts'
export {
  type PayableApproved,
  type PayableRecorded,
  type PayableSettled,
  type PayableVoided,
  payableApproved,
  payableEvents,
  payableRecorded,
  payableSettled,
  payableVoided,
} from './events.ts'
export { type VoidingPayable, voidingPayable } from './hook-points.ts'
export { moneyLegs } from './money-legs.ts'
export type { AddSupplier } from './operations/add-supplier.ts'
export type { ApplySupplierCredit } from './operations/apply-credit.ts'
export type { ApproveBill } from './operations/approve-bill.ts'
export type { ChangeSupplier } from './operations/change-supplier.ts'
export type { ListPayables, PayablePage } from './operations/list-bills.ts'
export type { DuePayables, ReadDuePayables } from './operations/list-due.ts'
export type { ListSuppliers, SupplierPage } from './operations/list-suppliers.ts'
export type { PayAdvance } from './operations/pay-advance.ts'
export type { PayBills } from './operations/pay-bills.ts'
export type { PayableWithMovements, ReadPayable } from './operations/read-document.ts'
export type { ReadSupplierHistory, SupplierHistory } from './operations/read-history.ts'
export type { ReadSupplierStatement, SupplierStatement } from './operations/read-statement.ts'
export type { ReadSupplier } from './operations/read-supplier.ts'
export type { RecordBill } from './operations/record-bill.ts'
export type { RecordCreditNote } from './operations/record-credit-note.ts'
export type { TakeSupplierRefund } from './operations/take-supplier-refund.ts'
export type { VoidDocument } from './operations/void-document.ts'
export type { VoidSettlement } from './operations/void-settlement.ts'
export type { WriteOffPayable } from './operations/write-off.ts'
export { type AdvancePayment, type BillPayment, payAdvance as paySupplierAdvance, payBills } from './pay-bills.ts'
export { paperErrors as billRefusals, requireBackdating, requireBuyable } from './paper-input.ts'
export { type PayablesOperations, payablesRoom } from './plugin.ts'
export {
  type OpenDocument,
  openDocumentSchema,
  type PayableDocument,
  type PayableMovement,
  type PayableSettlement,
  presentOpen as presentOpenDocument,
  type VoidedPayable,
} from './present-document.ts'
export { type BillDraft, type RecordedDocument, recordBill, recordCreditNote } from './record-document.ts'
export { type PayablesSettings, payablesSettings } from './settings.ts'
export type { Settled as SettledPayables } from './settle-documents.ts'
export { type BillLineInput, billLinesSchema, type MoneyLegInput, moneyLegsSchema } from './shapes.ts'
export { requireActiveSupplier, requireSupplier, type Supplier } from './supplier.ts'
export {
  type OpenRow,
  payablesApprovals,
  payablesDocuments,
  payablesMovements,
  payablesOpen,
  payablesSettlements,
  payablesSuppliers,
  payablesVoids,
  type SupplierRow,
} from './tables.ts'
export {
  type PayableVoid,
  type Voided as VoidedWithReversal,
  voidDocument as voidPayable,
  voidSettlement as voidPayableSettlement,
} from './void-payable.ts'
