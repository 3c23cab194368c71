/** The room of orders. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import { orderEvents } from './events.ts'
import { addLine } from './operations/add-line.ts'
import { cancelLine } from './operations/cancel-line.ts'
import { cancelOrder } from './operations/cancel-order.ts'
import { changeLine } from './operations/change-line.ts'
import { getOrder } from './operations/get-order.ts'
import { importHistory } from './operations/import-history.ts'
import { listOrders } from './operations/list-orders.ts'
import { pickUp } from './operations/pick-up.ts'
import { placeOrder } from './operations/place-order.ts'
import { readOrderHistory } from './operations/read-history.ts'
import { defaultOrderNumbers } from './order-numbers.ts'
import { orderPlacing } from './placing.ts'
import { orders, ordersLines } from './tables.ts'

const counter = [
  'orders.place',
  'orders.addLine',
  'orders.changeLine',
  'orders.cancelLine',
  'orders.pickUp',
  'orders.get',
  'orders.list',
  'orders.history',
]
const reads = ['orders.get', 'orders.list', 'orders.history']

export const ordersRoom = definePlugin({
  name: 'orders',
  version: engineVersion,
  requires: { customers: '*', catalog: '*', ledger: '*' },
  tables: [orders, ordersLines],
  operations: {
    place: placeOrder,
    addLine,
    changeLine,
    cancelLine,
    cancel: cancelOrder,
    pickUp,
    get: getOrder,
    list: listOrders,
    history: readOrderHistory,
    importHistory,
  },
  permissions: ['orders.setPrice', 'orders.giveDiscount', 'orders.pickUpWithArrears'],
  roles: {
    owner: ['*'],
    manager: ['orders.*'],
    cashier: counter,
    reception: ['orders.place', 'orders.addLine', ...reads],
    photographer: ['orders.get'],
    accountant: reads,
  },
  events: orderEvents,
  hookPoints: [orderPlacing],
  provide: [defaultOrderNumbers],
  errors: Object.values(errors),
})
