/** What other rooms, plugins and hosts may import of the room of orders. */
export * from './errors.ts'
export * from './events.ts'
export { type LinePrice, linePrice } from './line-price.ts'
export { type AddLine, addLine } from './operations/add-line.ts'
export { type CancelLine, cancelLine } from './operations/cancel-line.ts'
export { type CancelledOrder, type CancelOrder, cancelOrder } from './operations/cancel-order.ts'
export { type ChangeLine, changeLine } from './operations/change-line.ts'
export { type GetOrder, getOrder } from './operations/get-order.ts'
export { type ImportedHistory, type ImportHistory, importHistory } from './operations/import-history.ts'
export { type ListOrders, listOrders, type OrderPage } from './operations/list-orders.ts'
export { type PickUp, pickUp } from './operations/pick-up.ts'
export { type PlacedOrder, type PlaceOrder, placeOrder } from './operations/place-order.ts'
export {
  type OrderHistory,
  type OrderVersion,
  type ReadOrderHistory,
  readOrderHistory,
} from './operations/read-history.ts'
export { orderNumbersToken } from './order-numbers.ts'
export { type LineStage, type OrderStatus, orderStatus } from './order-status.ts'
export { orderTotal } from './order-total.ts'
export { orderPlacing, type PlacingLine, type PlacingOrder } from './placing.ts'
export { ordersRoom } from './plugin.ts'
export type { ListedOrder, Order, OrderLine } from './present-order.ts'
export { type OrderLineRow, type OrderRow, orders, ordersLines } from './tables.ts'
