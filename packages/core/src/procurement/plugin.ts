/** The room of buying: what to order, orders, what comes of them, their bills, and work at outside labs. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as procurementErrors from './errors.ts'
import { procurementEvents } from './events.ts'
import { houseProcurementNumbering, procurementNumberingToken } from './numbering.ts'
import { addCharge } from './operations/add-charge.ts'
import { addSupplierItem } from './operations/add-supplier-item.ts'
import { approveOrder } from './operations/approve-order.ts'
import { bill } from './operations/bill-goods.ts'
import { billLab } from './operations/bill-lab.ts'
import { cancelLabJob } from './operations/cancel-lab-job.ts'
import { cancelOrder } from './operations/cancel-order.ts'
import { changeOrder } from './operations/change-order.ts'
import { changeSupplierItem } from './operations/change-supplier-item.ts'
import { checkBill } from './operations/check-bill.ts'
import { closeOrder } from './operations/close-order.ts'
import { creditNote } from './operations/credit-goods.ts'
import { creditLab } from './operations/credit-lab.ts'
import { draftOrder } from './operations/draft-order.ts'
import { inspectLabJob } from './operations/inspect-lab-job.ts'
import { labJobs } from './operations/list-lab-jobs.ts'
import { lateOrders } from './operations/list-late-orders.ts'
import { openItems } from './operations/list-open-items.ts'
import { orders } from './operations/list-orders.ts'
import { receipts } from './operations/list-receipts.ts'
import { supplierItems } from './operations/list-supplier-items.ts'
import { orderSuggested } from './operations/order-suggested.ts'
import { labFigures } from './operations/read-lab-figures.ts'
import { labJob } from './operations/read-lab-job.ts'
import { order } from './operations/read-order.ts'
import { receipt } from './operations/read-receipt.ts'
import { unbilled } from './operations/read-unbilled.ts'
import { receive } from './operations/receive-goods.ts'
import { rejectOrder } from './operations/reject-order.ts'
import { returnFromLab } from './operations/return-from-lab.ts'
import { returnGoods } from './operations/return-goods.ts'
import { sendOrder } from './operations/send-order.ts'
import { sendToLab } from './operations/send-to-lab.ts'
import { submitOrder } from './operations/submit-order.ts'
import { suggestions } from './operations/suggest-orders.ts'
import { procurementFacts } from './sealed-facts.ts'
import { type ProcurementSettings, procurementSettings } from './settings.ts'
import { stockNeeds } from './stock-needs.ts'
import {
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
import { procurementHooks } from './hooks.ts'
import { transferHooks } from './move-lab-jobs.ts'

const operations = {
  addSupplierItem,
  changeSupplierItem,
  supplierItems,
  suggestions,
  orderSuggested,
  draftOrder,
  changeOrder,
  submitOrder,
  approveOrder,
  rejectOrder,
  sendOrder,
  cancelOrder,
  closeOrder,
  orders,
  order,
  lateOrders,
  receive,
  addCharge,
  returnGoods,
  receipts,
  receipt,
  checkBill,
  bill,
  creditNote,
  openItems,
  unbilled,
  sendToLab,
  returnFromLab,
  inspectLabJob,
  cancelLabJob,
  billLab,
  creditLab,
  labJobs,
  labJob,
  labFigures,
} as const

/** What the desk offers under `procurement`. */
export type ProcurementOperations = typeof operations

const named = (names: readonly (keyof ProcurementOperations)[]): readonly string[] =>
  names.map((name) => `procurement.${name}`)

const reading = named([
  'supplierItems',
  'suggestions',
  'orders',
  'order',
  'lateOrders',
  'receipts',
  'receipt',
  'openItems',
  'labJobs',
  'labJob',
  'labFigures',
])
const labs = named(['sendToLab', 'returnFromLab', 'inspectLabJob', 'cancelLabJob'])

export const procurementRoom: Plugin<'procurement', ProcurementOperations, ProcurementSettings> = definePlugin({
  ...procurementSettings,
  version: engineVersion,
  requires: { ledger: '*', payables: '*', inventory: '*' },
  tables: [
    procurementSupplierItems,
    procurementOrders,
    procurementOrderLines,
    procurementOrderEvents,
    procurementReceipts,
    procurementReceiptLines,
    procurementReturns,
    procurementOpen,
    procurementMoves,
    procurementBills,
    procurementBillLines,
    procurementLabJobs,
    procurementLabEvents,
  ],
  operations,
  permissions: ['procurement.exceedTolerance'],
  // Who keeps the stock orders and receives, who keeps the books bills; a second person approves what is dear or differs.
  roles: {
    owner: ['*'],
    manager: ['procurement.*'],
    storekeeper: [
      ...reading,
      ...labs,
      ...named([
        'addSupplierItem',
        'changeSupplierItem',
        'orderSuggested',
        'draftOrder',
        'changeOrder',
        'submitOrder',
        'sendOrder',
        'cancelOrder',
        'closeOrder',
        'receive',
        'returnGoods',
      ]),
    ],
    accountant: [
      ...reading,
      ...named(['approveOrder', 'rejectOrder', 'addCharge', 'checkBill', 'bill', 'creditNote', 'unbilled']),
      ...named(['billLab', 'creditLab']),
    ],
  },
  events: [...procurementEvents],
  hooks: [...procurementHooks, ...transferHooks],
  registries: [stockNeeds],
  entries: procurementFacts,
  provide: [provide(procurementNumberingToken, { useValue: houseProcurementNumbering })],
  errors: Object.values(procurementErrors),
})
