/** The room of orders. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import { linesCancelling } from './cancelling.ts'
import { orderEvents } from './events.ts'
import { addLine } from './operations/add-line.ts'
import { cancelLine } from './operations/cancel-line.ts'
import { cancelLinesTogether } from './operations/cancel-lines.ts'
import { cancelOrder } from './operations/cancel-order.ts'
import { exchangeLine } from './operations/exchange-line.ts'
import { quoteCancellation } from './operations/quote-cancellation.ts'
import { quoteExchange } from './operations/quote-exchange.ts'
import { lineExchanging } from './exchanging.ts'
import { changeLine } from './operations/change-line.ts'
import { getOrder } from './operations/get-order.ts'
import { importHistory } from './operations/import-history.ts'
import { listOrders } from './operations/list-orders.ts'
import { moveStage } from './operations/move-stage.ts'
import { assign } from './operations/assign-lines.ts'
import { changeFlow } from './operations/change-flow.ts'
import { hold } from './operations/hold-lines.ts'
import { promise } from './operations/promise-order.ts'
import { release } from './operations/release-lines.ts'
import { startReshoot } from './operations/start-reshoot.ts'
import { startRework } from './operations/start-rework.ts'
import { listExchanges } from './operations/list-exchanges.ts'
import { late } from './operations/list-late.ts'
import { tasks } from './operations/list-tasks.ts'
import { waiting } from './operations/list-waiting.ts'
import { work } from './operations/list-work.ts'
import { stages } from './operations/read-stages.ts'
import { workload } from './operations/read-workload.ts'
import { recordWork } from './operations/record-work.ts'
import { reverseWork } from './operations/reverse-work.ts'
import { findElsewhere } from './operations/find-elsewhere.ts'
import { listPickups } from './operations/list-pickups.ts'
import { pickUp } from './operations/pick-up.ts'
import { pickUpElsewhere } from './operations/pick-up-elsewhere.ts'
import { takePickupBack } from './operations/take-pickup-back.ts'
import { placeOrder } from './operations/place-order.ts'
import { quoteOrder } from './operations/quote.ts'
import { duplicates } from './operations/list-duplicates.ts'
import { merges } from './operations/list-merges.ts'
import { transfers } from './operations/list-transfers.ts'
import { mergeOrders } from './operations/merge-orders.ts'
import { transferToBranch } from './operations/transfer-to-branch.ts'
import { transferToCustomer } from './operations/transfer-to-customer.ts'
import { readOrderHistory } from './operations/read-history.ts'
import { readOrderVersion } from './operations/read-version.ts'
import { defaultOrderNumbers } from './order-numbers.ts'
import { defaultPickupNumbers } from './pickup-numbers.ts'
import { pickupTables } from './pickup-tables.ts'
import { linesCancelled, linesChanged, linesDelivered, linesReturned, linesSold, lineSplit } from './line-points.ts'
import { orderPlacing } from './placing.ts'
import { orderFacts } from './sealed-facts.ts'
import { ordersSettings } from './settings.ts'
import { stageMoving } from './stage-moving.ts'
import { orders, ordersCancellations, ordersExchanges, ordersLines, ordersStageChanges, ordersWork } from './tables.ts'
import * as transferErrors from './transfer-errors.ts'
import { ordersMerges, ordersTransferNotes, ordersTransfers } from './transfer-tables.ts'
import { ordersMerging, orderTransferring } from './transferring.ts'

const reads = [
  'orders.get',
  'orders.list',
  'orders.history',
  'orders.version',
  'orders.exchanges',
  'orders.stages',
  'orders.transfers',
  'orders.merges',
  'orders.duplicates',
  'orders.pickups',
]
const looks = ['orders.get', 'orders.stages', 'orders.tasks', 'orders.late', 'orders.waiting']
const counter = [
  'orders.quote',
  'orders.place',
  'orders.addLine',
  'orders.changeLine',
  'orders.exchangeLine',
  'orders.quoteExchange',
  'orders.quoteCancellation',
  'orders.cancelLine',
  'orders.cancelLines',
  'orders.pickUp',
  'orders.promise',
  ...reads,
]
/** Who moves lines: each to the stages of the departments that their role may bring lines to. */
const workshop = [...looks, 'orders.moveStage', 'orders.assign', 'orders.startRework']
const front = [...workshop, 'orders.hold', 'orders.release', 'orders.startReshoot']

export const ordersRoom = definePlugin({
  ...ordersSettings,
  version: engineVersion,
  requires: { customers: '*', catalog: '*', pricing: '*', ledger: '*', stages: '*' },
  tables: [
    ...[orders, ordersLines, ordersStageChanges, ordersWork, ordersCancellations, ordersExchanges],
    ...[ordersTransfers, ordersTransferNotes, ordersMerges, ...pickupTables],
  ],
  operations: {
    quote: quoteOrder,
    place: placeOrder,
    addLine,
    changeLine,
    exchangeLine,
    quoteExchange,
    quoteCancellation,
    exchanges: listExchanges,
    cancelLine,
    cancelLines: cancelLinesTogether,
    cancel: cancelOrder,
    pickUp,
    pickUpElsewhere,
    findElsewhere,
    takePickupBack,
    pickups: listPickups,
    get: getOrder,
    list: listOrders,
    history: readOrderHistory,
    version: readOrderVersion,
    importHistory,
    moveStage,
    assign,
    hold,
    release,
    startRework,
    startReshoot,
    promise,
    changeFlow,
    tasks,
    late,
    waiting,
    stages,
    work,
    workload,
    recordWork,
    reverseWork,
    transferToBranch,
    transferToCustomer,
    merge: mergeOrders,
    transfers,
    merges,
    duplicates,
  },
  permissions: [
    'orders.setPrice',
    'orders.giveDiscount',
    'orders.approveDiscount',
    'orders.pickUpWithArrears',
    'orders.pickUpUnfinished',
    'orders.moveBack',
    'orders.skipStages',
    'orders.cancelBegun',
    'orders.splitBundle',
    'orders.setForfeit',
    'orders.approveForfeit',
    'orders.downgrade',
  ],
  roles: {
    owner: ['*'],
    manager: ['orders.*'],
    cashier: [...counter, ...front],
    reception: [
      ...['orders.quote', 'orders.place', 'orders.addLine', 'orders.promise'],
      ...['orders.quoteExchange', 'orders.quoteCancellation', ...reads, ...front],
    ],
    photographer: [...workshop, 'orders.startReshoot'],
    makeupArtist: workshop,
    retoucher: workshop,
    designer: workshop,
    // A package is upgraded while images are picked; a cheaper one needs orders.downgrade.
    selectionAdviser: [...workshop, ...reads, 'orders.quoteExchange', 'orders.exchangeLine'],
    storekeeper: workshop,
    accountant: [...reads, 'orders.work', 'orders.workload'],
    /** Beside a role of a branch, and without a limit to it: hands over what other branches sold. */
    visitingPickups: ['orders.findElsewhere', 'orders.pickUpElsewhere'],
  },
  events: orderEvents,
  entries: orderFacts,
  hookPoints: [
    ...[orderPlacing, stageMoving, linesCancelling, lineExchanging, orderTransferring, ordersMerging],
    ...[linesSold, linesChanged, linesCancelled, linesDelivered, linesReturned, lineSplit],
  ],
  provide: [defaultOrderNumbers, defaultPickupNumbers],
  errors: [...Object.values(errors), ...Object.values(transferErrors)],
})
