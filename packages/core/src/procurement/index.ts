/** What other rooms, plugins and hosts may import of buying. */
export { type BilledGoods, billGoods, type GoodsBill, type PaperDraft as SupplierPaper } from './bill-goods.ts'
export { type CreditedGoods, creditGoods, type GoodsCredit } from './credit-goods.ts'
export * from './errors.ts'
export {
  type GoodsBilled,
  type GoodsReceived,
  type GoodsReturned,
  goodsBilled,
  goodsReceived,
  goodsReturned,
  type LabJobChanged,
  labJobChanged,
  procurementEvents,
  type PurchaseOrderChanged,
  purchaseOrderChanged,
} from './events.ts'
export { billLabJobs, creditLabJobs, type LabDocument, type LabPaper, outsideLabsAccount } from './lab-bills.ts'
export { lockLabJobs } from './lab-jobs.ts'
export { inspectLabJobs, type LabInspection, type LabWork, returnLabJobs, sendLabJobs } from './lab-work.ts'
export { houseProcurementNumbering, type ProcurementNumbering, procurementNumberingToken } from './numbering.ts'
export type { AddCharge } from './operations/add-charge.ts'
export type { AddSupplierItem } from './operations/add-supplier-item.ts'
export type { ApprovePurchaseOrder } from './operations/approve-order.ts'
export type { BillGoods, GoodsBilledNow } from './operations/bill-goods.ts'
export type { BillLab, LabJobsBilled } from './operations/bill-lab.ts'
export type { CancelLabJob } from './operations/cancel-lab-job.ts'
export type { CancelPurchaseOrder } from './operations/cancel-order.ts'
export type { ChangePurchaseOrder } from './operations/change-order.ts'
export type { ChangeSupplierItem } from './operations/change-supplier-item.ts'
export type { CheckGoodsBill, GoodsBillChecked } from './operations/check-bill.ts'
export type { ClosePurchaseOrder } from './operations/close-order.ts'
export type { CreditGoods, GoodsCredited } from './operations/credit-goods.ts'
export type { CreditLab, LabJobsCredited } from './operations/credit-lab.ts'
export type { DraftPurchaseOrder } from './operations/draft-order.ts'
export type { InspectLabJob } from './operations/inspect-lab-job.ts'
export type { LabJobPage, ListLabJobs } from './operations/list-lab-jobs.ts'
export type { LateOrderPage, ListLateOrders } from './operations/list-late-orders.ts'
export type { ListOpenGoods, OpenGoodsPage } from './operations/list-open-items.ts'
export type { ListPurchaseOrders, PurchaseOrderPage } from './operations/list-orders.ts'
export type { GoodsReceiptPage, ListGoodsReceipts } from './operations/list-receipts.ts'
export type { ListSupplierItems, SupplierItemPage } from './operations/list-supplier-items.ts'
export type { OrderSuggested, SuggestedOrders } from './operations/order-suggested.ts'
export type { LabFiguresRead, ReadLabFigures } from './operations/read-lab-figures.ts'
export type { ReadLabJob } from './operations/read-lab-job.ts'
export type { ReadPurchaseOrder } from './operations/read-order.ts'
export type { GoodsReceiptRead, ReadGoodsReceipt } from './operations/read-receipt.ts'
export type { ReadUnbilled, Unbilled } from './operations/read-unbilled.ts'
export type { PurchaseReceived, ReceivePurchase } from './operations/receive-goods.ts'
export type { RejectPurchaseOrder } from './operations/reject-order.ts'
export type { ReturnFromLab } from './operations/return-from-lab.ts'
export type { ReturnPurchase } from './operations/return-goods.ts'
export type { SendPurchaseOrder } from './operations/send-order.ts'
export type { SendToLab } from './operations/send-to-lab.ts'
export type { SubmitPurchaseOrder } from './operations/submit-order.ts'
export type { PurchaseSuggestions, SuggestPurchases } from './operations/suggest-orders.ts'
export { type StockNeed, type StockNeeds, stockNeeds } from './stock-needs.ts'
export { type ProcurementOperations, procurementRoom } from './plugin.ts'
export type { BillMatch } from './present-bill.ts'
export type { GoodsReceipt, GoodsReceiptLine, OpenGoods, SupplierReturn } from './present-goods.ts'
export type { LabJob, LabJobEvent, LabJobWithHistory } from './present-lab.ts'
export type {
  PurchaseOrder,
  PurchaseOrderEvent,
  PurchaseOrderHead,
  PurchaseOrderWithHistory,
} from './present-order.ts'
export type { PurchaseSuggestion } from './present-suggestion.ts'
export { type Delivery, type ReceivedDelivery, receiveGoods } from './receive-goods.ts'
export { type GoodsReturn, type ReturnedGoods, returnGoods } from './return-goods.ts'
export { type ProcurementSettings, procurementSettings } from './settings.ts'
export type { SupplierItem } from './supplier-items.ts'
export { updateAlike } from './update-alike.ts'
export {
  type LabJobRow,
  procurementBillLines,
  procurementBills,
  procurementLabEvents,
  procurementLabJobs,
  procurementMoves,
  procurementOpen,
  procurementOrderEvents,
  procurementOrderLines,
  procurementOrders,
  procurementReceiptLines,
  procurementReceipts,
  procurementReturns,
  procurementSupplierItems,
} from './tables.ts'
