/** What other rooms, plugins and hosts may import of the room of orders. */
export { agreeCancellation } from './agree-cancellation.ts'
export { type AgreedRules, agreedRules, type CancellationRules } from './cancellation-rules.ts'
export { rulesInForce } from './rules-in-force.ts'
export { orderClosed } from './closed-order.ts'
export { type CancellingLines, linesCancelling } from './cancelling.ts'
export * from './errors.ts'
export * from './events.ts'
export { type ExchangingLine, lineExchanging, type LineAfter } from './exchanging.ts'
export * from './transfer-errors.ts'
export * from './transfer-events.ts'
export {
  type OrderMergeRow,
  ordersMerges,
  ordersTransferNotes,
  ordersTransfers,
  type TransferRow,
} from './transfer-tables.ts'
export { type OrdersMerging, ordersMerging, type OrderTransferring, orderTransferring } from './transferring.ts'
export type { OrderMerge, OrderTransfer } from './present-transfer.ts'
export type { DuplicateOrders, ListDuplicateOrders } from './operations/list-duplicates.ts'
export type { ListOrderMerges, OrderMergePage } from './operations/list-merges.ts'
export type { ListOrderTransfers, OrderTransferPage } from './operations/list-transfers.ts'
export { type MergeOrders, mergeOrders, type OrdersAsOne } from './operations/merge-orders.ts'
export { type OrderAtBranch, type TransferToBranch, transferToBranch } from './operations/transfer-to-branch.ts'
export {
  type OrderOfCustomer,
  type TransferToCustomer,
  transferToCustomer,
} from './operations/transfer-to-customer.ts'
export { type LinePrice, linePrice } from './line-price.ts'
export { type AddLine, addLine } from './operations/add-line.ts'
export { type CancelLine, cancelLine } from './operations/cancel-line.ts'
export type { CancelLines } from './operations/cancel-lines.ts'
export type { LinesCancelled } from './cancel-sold-lines.ts'
export type { CancelledLine, OrderCancellation } from './present-cancellation.ts'
export { type ExchangeLine, exchangeLine, type LineExchanged } from './operations/exchange-line.ts'
export type { CancellationQuote, QuoteCancellation } from './operations/quote-cancellation.ts'
export type { ExchangePage, ListExchanges } from './operations/list-exchanges.ts'
export type { ExchangeQuote, QuoteExchange } from './operations/quote-exchange.ts'
export type { ExchangedLine, LineExchange } from './present-exchange.ts'
export { defaultCharges, type OrdersSettings, ordersSettings, type StageCharge } from './settings.ts'
export { type CancelledOrder, type CancelOrder, cancelOrder } from './operations/cancel-order.ts'
export { type ChangeLine, changeLine } from './operations/change-line.ts'
export { type GetOrder, getOrder } from './operations/get-order.ts'
export { type ImportedHistory, type ImportHistory, importHistory } from './operations/import-history.ts'
export { type ListOrders, listOrders, type OrderPage } from './operations/list-orders.ts'
export { type FindElsewhere, type FoundElsewhere, findElsewhere } from './operations/find-elsewhere.ts'
export { type ListPickups, listPickups, type PickupPage } from './operations/list-pickups.ts'
export { type PickedUp, type PickUp, pickUp } from './operations/pick-up.ts'
export {
  type PickedUpElsewhere,
  type PickUpElsewhere,
  pickUpElsewhere,
} from './operations/pick-up-elsewhere.ts'
export { type PickupWasTakenBack, type TakePickupBack, takePickupBack } from './operations/take-pickup-back.ts'
export { type PlacedOrder, type PlaceOrder, placeOrder } from './operations/place-order.ts'
export { type OrderQuote, type QuoteOrder, quoteOrder } from './operations/quote.ts'
export {
  type OrderHistory,
  type OrderVersion,
  type ReadOrderHistory,
  readOrderHistory,
} from './operations/read-history.ts'
export { type ReadOrderVersion, readOrderVersion } from './operations/read-version.ts'
export { type Telling, type TellingKind, tellingKinds } from './tell-version.ts'
export type { AssignLines } from './operations/assign-lines.ts'
export type { ChangeFlow, FlowChangedOver } from './operations/change-flow.ts'
export type { HoldLines } from './operations/hold-lines.ts'
export type { ListLate } from './operations/list-late.ts'
export type { ListTasks } from './operations/list-tasks.ts'
export type { ListWaiting, WaitingPage } from './operations/list-waiting.ts'
export type { ListWork, WorkPage } from './operations/list-work.ts'
export { type MoveStage, moveStage } from './operations/move-stage.ts'
export { promise as promiseOrder, type PromiseOrder } from './operations/promise-order.ts'
export type { ReadStages, StageChangeShown, StageHistory } from './operations/read-stages.ts'
export type { AskWorkload, Workload } from './operations/read-workload.ts'
export type { RecordWork, WorkList } from './operations/record-work.ts'
export type { ReleaseLines } from './operations/release-lines.ts'
export type { ReverseWork } from './operations/reverse-work.ts'
export { type StartReshoot, startReshoot } from './operations/start-reshoot.ts'
export { type StartRework, startRework } from './operations/start-rework.ts'
export { orderNumbersToken } from './order-numbers.ts'
export { type LineProgress, type OrderStatus, orderStatus, orderStatuses } from './order-status.ts'
export { orderTotal } from './order-total.ts'
export { orderPlacing, type PlacingLine, type PlacingOrder } from './placing.ts'
export { missingByRule, type OwedOfOrder } from './arrears-at-pickup.ts'
export { pickupNumbersToken } from './pickup-numbers.ts'
export {
  ordersPickupLines,
  ordersPickupReceivers,
  ordersPickupReturnLines,
  ordersPickupReturns,
  ordersPickups,
  type PickupLineRow,
  type PickupRow,
} from './pickup-tables.ts'
export { ordersRoom } from './plugin.ts'
export type { OrderElsewhere } from './present-elsewhere.ts'
export type { Pickup } from './present-pickup.ts'
export type { ArrearsRule } from './pickup-settings.ts'
export type { QuotedLine } from './present-quote.ts'
export type { MovedLine, MovedLines } from './present-moved.ts'
export type { ListedOrder, Order, OrderLine } from './present-order.ts'
export type { Task, TaskPage } from './present-task.ts'
export type { WorkShown } from './present-work.ts'
export type { ChangeKind } from './stage-changes.ts'
export { type MovingLine, type StageMoving, stageMoving } from './stage-moving.ts'
export {
  type OrderLineRow,
  type OrderRow,
  orders,
  ordersCancellations,
  ordersExchanges,
  ordersLines,
  ordersStageChanges,
  ordersWork,
  type StageChangeRow,
  type WorkRow,
} from './tables.ts'
export type { WorkShare } from './work-shares.ts'
export type { LineWanted } from './line-input.ts'
export {
  type HandedGoods,
  type CancelledLines,
  linesCancelled,
  type LinesChanged,
  linesChanged,
  type LinesDelivered,
  linesDelivered,
  type LinesReturned,
  linesReturned,
  type LinesSold,
  linesSold,
  type LineSplit,
  lineSplit,
} from './line-points.ts'
export { type LinesMoved, type LinesToMove, moveLines } from './move-lines.ts'
export { type OpenOrder, openOrder } from './open-order.ts'
export { findItems, pricedLines } from './priced-lines.ts'
export { type SellLines, type SoldLines, sellLines } from './sell-lines.ts'
export { changeDue, type DueWanted } from './change-due.ts'
export {
  type HeldLine,
  type HeldLines,
  holdLines,
  type LineReference,
  lineReference,
  lineReferences,
  mostMoved,
} from './hold-lines.ts'
export { planShoot } from './plan-shoot.ts'
export { requireDaySince } from './require-day.ts'
export { type RedoWanted, redoLines } from './redo-lines.ts'
export { payers, redoCauses } from './side-states.ts'
export { traceOf } from './price-trace.ts'
export { takeLinesBack } from './take-lines-back.ts'
export { stageTitles, type TitleOf } from './stage-titles.ts'
