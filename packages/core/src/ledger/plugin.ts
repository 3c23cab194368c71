/** The ledger as a plugin. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import * as ledgerErrors from './errors.ts'
import { incomeAccountHooks } from './income-account.ts'
import { ledgerEvents } from './events.ts'
import { posting, takingPayment } from './hook-points.ts'
import { houseNumbering, ledgerNumberingToken } from './numbering.ts'
import { accountBalance } from './operations/account-balance.ts'
import { balanceDue } from './operations/balance-due.ts'
import { accounts } from './operations/list-accounts.ts'
import { entries } from './operations/list-entries.ts'
import { receivables } from './operations/list-receivables.ts'
import { receipts } from './operations/list-receipts.ts'
import { openAccount } from './operations/open-account.ts'
import { post } from './operations/post-manually.ts'
import { receipt } from './operations/read-receipt.ts'
import { refund } from './operations/refund.ts'
import { takePayment } from './operations/take-payment.ts'
import { trialBalance } from './operations/trial-balance.ts'
import { houseMethods, paymentMethods } from './payment-method.ts'
import {
  ledgerAccounts,
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  ledgerRefunds,
  ledgerReversals,
} from './tables.ts'

const operations = {
  takePayment,
  refund,
  balanceDue,
  receivables,
  receipts,
  receipt,
  post,
  openAccount,
  accounts,
  entries,
  trialBalance,
  accountBalance,
} as const

const counter = ['ledger.balanceDue', 'ledger.receivables', 'ledger.receipts', 'ledger.receipt']

export const ledgerRoom: Plugin<'ledger', typeof operations> = definePlugin({
  name: 'ledger',
  version: engineVersion,
  requires: { catalog: '*' },
  tables: [ledgerAccounts, ledgerEntries, ledgerLines, ledgerCommitments, ledgerRefunds, ledgerReversals],
  operations,
  permissions: ['ledger.refundByOtherMethod'],
  // Refunds and manual entries are not a cashier's: who takes money in does not also give it out unseen.
  roles: {
    owner: ['*'],
    manager: ['ledger.*'],
    accountant: ['ledger.*'],
    cashier: ['ledger.takePayment', ...counter],
    reception: counter,
  },
  events: [...ledgerEvents],
  hookPoints: [takingPayment, posting],
  hooks: incomeAccountHooks,
  registries: [paymentMethods],
  entries: houseMethods.map((method) => entry(paymentMethods, method)),
  provide: [provide(ledgerNumberingToken, { useValue: houseNumbering })],
  errors: Object.values(ledgerErrors),
})
