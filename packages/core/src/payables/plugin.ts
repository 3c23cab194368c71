/** The room of payables: suppliers, their bills, and what is paid. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as payablesErrors from './errors.ts'
import { payableEvents } from './events.ts'
import { voidingPayable } from './hook-points.ts'
import { addSupplier } from './operations/add-supplier.ts'
import { applyCredit } from './operations/apply-credit.ts'
import { approve } from './operations/approve-bill.ts'
import { changeSupplier } from './operations/change-supplier.ts'
import { bills } from './operations/list-bills.ts'
import { due } from './operations/list-due.ts'
import { suppliers } from './operations/list-suppliers.ts'
import { payAdvance } from './operations/pay-advance.ts'
import { pay } from './operations/pay-bills.ts'
import { bill } from './operations/read-document.ts'
import { history } from './operations/read-history.ts'
import { statement } from './operations/read-statement.ts'
import { supplier } from './operations/read-supplier.ts'
import { recordBill } from './operations/record-bill.ts'
import { recordCreditNote } from './operations/record-credit-note.ts'
import { takeRefund } from './operations/take-supplier-refund.ts'
import { voidDocument } from './operations/void-document.ts'
import { voidSettlement } from './operations/void-settlement.ts'
import { writeOff } from './operations/write-off.ts'
import { payableFacts } from './sealed-facts.ts'
import { type PayablesSettings, payablesSettings } from './settings.ts'
import {
  payablesApprovals,
  payablesDocuments,
  payablesMovements,
  payablesOpen,
  payablesSettlements,
  payablesSuppliers,
  payablesVoids,
} from './tables.ts'

const operations = {
  addSupplier,
  changeSupplier,
  suppliers,
  supplier,
  recordBill,
  recordCreditNote,
  approve,
  pay,
  payAdvance,
  applyCredit,
  takeRefund,
  writeOff,
  voidDocument,
  voidSettlement,
  bills,
  bill,
  due,
  statement,
  history,
} as const

/** What the desk offers under `payables`. */
export type PayablesOperations = typeof operations

const reads = ['payables.suppliers', 'payables.supplier', 'payables.bills', 'payables.bill', 'payables.due']

export const payablesRoom: Plugin<'payables', PayablesOperations, PayablesSettings> = definePlugin({
  ...payablesSettings,
  version: engineVersion,
  requires: { ledger: '*' },
  tables: [
    payablesSuppliers,
    payablesDocuments,
    payablesOpen,
    payablesSettlements,
    payablesMovements,
    payablesVoids,
    payablesApprovals,
  ],
  operations,
  permissions: ['payables.void', 'payables.writeOffMore', 'payables.backdate', 'payables.seeBankAccounts'],
  // Who keeps the books records and pays; voiding and writing off more than a remainder is the manager's.
  roles: {
    owner: ['*'],
    manager: ['payables.*'],
    accountant: [
      'payables.addSupplier',
      'payables.changeSupplier',
      'payables.recordBill',
      'payables.recordCreditNote',
      'payables.approve',
      'payables.pay',
      'payables.payAdvance',
      'payables.applyCredit',
      'payables.takeRefund',
      'payables.writeOff',
      'payables.voidDocument',
      'payables.voidSettlement',
      'payables.backdate',
      'payables.seeBankAccounts',
      'payables.statement',
      'payables.history',
      ...reads,
    ],
  },
  events: [...payableEvents],
  hookPoints: [voidingPayable],
  entries: payableFacts,
  errors: Object.values(payablesErrors),
})
