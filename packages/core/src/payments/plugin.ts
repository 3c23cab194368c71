/** Payments at providers as a plugin. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as paymentsErrors from './errors.ts'
import { paymentBegun, paymentChanged, paymentReviewNeeded, settlementImported } from './events.ts'
import { begin } from './operations/begin-payment.ts'
import { claim } from './operations/claim-attempt.ts'
import { importSettlement } from './operations/import-settlement.ts'
import { attempts } from './operations/list-attempts.ts'
import { due } from './operations/list-due.ts'
import { unmatched } from './operations/list-unmatched.ts'
import { attempt } from './operations/read-attempt.ts'
import { receiveWebhook } from './operations/receive-webhook.ts'
import { refund } from './operations/refund-payment.ts'
import { report } from './operations/report-attempt.ts'
import { resolve } from './operations/resolve-review.ts'
import { holdOrders } from './hold-orders.ts'
import { keepReceipts } from './keep-receipts.ts'
import { paymentProviders } from './payment-provider.ts'
import { sendBack } from './send-back.ts'
import {
  paymentsAttempts,
  paymentsFacts,
  paymentsReceipts,
  paymentsSettlementRows,
  paymentsWebhooks,
} from './tables.ts'

const operations = {
  begin,
  refund,
  attempt,
  attempts,
  resolve,
  importSettlement,
  unmatched,
  due,
  claim,
  report,
  receiveWebhook,
} as const

/** What the desk offers under `payments`. */
export type PaymentOperations = typeof operations

const counter = ['payments.begin', 'payments.attempt', 'payments.attempts']

export const paymentsRoom: Plugin<'payments', PaymentOperations> = definePlugin({
  name: 'payments',
  version: engineVersion,
  requires: { ledger: '*' },
  tables: [paymentsAttempts, paymentsFacts, paymentsWebhooks, paymentsReceipts, paymentsSettlementRows],
  operations,
  // Who may report may say that money has moved, so nobody at a counter may: paymentRunner is for the runner's session.
  roles: {
    paymentRunner: ['payments.run', 'payments.attempt'],
    manager: [...counter, 'payments.refund', 'payments.resolve', 'payments.unmatched'],
    accountant: [...counter, 'payments.refund', 'payments.resolve', 'payments.importSettlement', 'payments.unmatched'],
    cashier: counter,
    reception: ['payments.attempt', 'payments.attempts'],
  },
  events: [paymentBegun, paymentChanged, paymentReviewNeeded, settlementImported],
  hooks: [keepReceipts, sendBack, holdOrders],
  registries: [paymentProviders],
  errors: Object.values(paymentsErrors),
})
