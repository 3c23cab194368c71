/** The ledger as a plugin. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import { currencyRates } from '../currency/index.ts'
import { approving } from './approval.ts'
import * as counterErrors from './counter-errors.ts'
import { ledgerStoredValues, ledgerVouchers } from './counter-tables.ts'
import * as ledgerErrors from './errors.ts'
import { incomeAccountHooks } from './income-account.ts'
import { ledgerEvents } from './events.ts'
import { commitmentMoving } from './commitment-moving.ts'
import { choosingTill, payingOut, posting, takingPayment, voiding } from './hook-points.ts'
import { houseNumbering, ledgerNumberingToken } from './numbering.ts'
import { closeMonth } from './operations/close-month.ts'
import { closeYear } from './operations/close-year.ts'
import { rebuildTotals } from './operations/rebuild-totals.ts'
import { totalDays } from './operations/total-days.ts'
import { verifyTotals } from './operations/verify-totals.ts'
import { totalDaysHourly, totalMoreDays } from './total-days-job.ts'
import { ledgerAccountTotals, ledgerTotals } from './totals-tables.ts'
import { sealHead } from './operations/read-seal-head.ts'
import { ledgerReferences, mergeHooks } from './merge-customers.ts'
import { seal } from './operations/seal-entries.ts'
import { verify } from './operations/verify-seal.ts'
import * as sealErrors from './seal-errors.ts'
import { sealEvents } from './seal-events.ts'
import { sealedFact, sealedFacts } from './sealed-fact.ts'
import { sealSubscriber } from './seal-subscriber.ts'
import { ledgerSealHeads, ledgerSeals } from './seal-tables.ts'
import { lockPeriod } from './operations/lock-period.ts'
import { periods } from './operations/read-periods.ts'
import { reopenPeriod } from './operations/reopen-period.ts'
import { verifyPeriod } from './operations/verify-period.ts'
import * as periodErrors from './period-errors.ts'
import { periodEvents } from './period-events.ts'
import * as debtErrors from './debt-errors.ts'
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
import { returnBond } from './operations/return-bond.ts'
import { reverse } from './operations/reverse-entry.ts'
import { reverseWaiver } from './operations/reverse-waiver.ts'
import { storedValue } from './operations/stored-value.ts'
import { topUp } from './operations/top-up.ts'
import { voidReceipt } from './operations/void-receipt.ts'
import { waive } from './operations/waive-remainder.ts'
import { takePayment } from './operations/take-payment.ts'
import { exchange } from './operations/exchange.ts'
import { positions } from './operations/read-positions.ts'
import { revalue } from './operations/revalue.ts'
import * as foreignErrors from './foreign-errors.ts'
import { ledgerPositions } from './position-tables.ts'
import { trialBalance } from './operations/trial-balance.ts'
import { houseMethods, paymentMethods } from './payment-method.ts'
import { type LedgerSettings, ledgerSettingsSchema } from './settings.ts'
import {
  ledgerAccounts,
  ledgerCommitments,
  ledgerEntries,
  ledgerLines,
  ledgerPeriodChanges,
  ledgerPeriods,
  ledgerRefunds,
  ledgerReversals,
} from './tables.ts'

const operations = {
  takePayment,
  refund,
  voidReceipt,
  returnBond,
  waive,
  reverseWaiver,
  topUp,
  storedValue,
  reverse,
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
  lockPeriod,
  closeMonth,
  closeYear,
  reopenPeriod,
  periods,
  verifyPeriod,
  seal,
  verify,
  sealHead,
  totalDays,
  rebuildTotals,
  verifyTotals,
  exchange,
  positions,
  revalue,
} as const

const counter = ['ledger.storedValue', 'ledger.balanceDue', 'ledger.receivables', 'ledger.receipts', 'ledger.receipt']

export const ledgerRoom: Plugin<'ledger', typeof operations, LedgerSettings> = definePlugin({
  name: 'ledger',
  version: engineVersion,
  requires: { customers: '*', catalog: '*', currency: '*' },
  settings: ledgerSettingsSchema,
  tables: [
    ledgerAccounts,
    ledgerEntries,
    ledgerLines,
    ledgerCommitments,
    ledgerRefunds,
    ledgerReversals,
    ledgerStoredValues,
    ledgerVouchers,
    ledgerPeriods,
    ledgerPeriodChanges,
    ledgerSeals,
    ledgerSealHeads,
    ledgerTotals,
    ledgerAccountTotals,
    ledgerPositions,
  ],
  operations,
  permissions: [
    'ledger.refundByOtherMethod',
    'ledger.payAtOtherRate',
    'ledger.settleOutside',
    'ledger.void',
    'ledger.waiveMore',
    'ledger.giveBonus',
  ],
  // Refunds and manual entries are not a cashier's: who takes money in does not also give it out unseen.
  roles: {
    owner: ['*'],
    manager: ['ledger.*'],
    accountant: ['ledger.*'],
    cashier: [
      'ledger.takePayment',
      'ledger.topUp',
      'ledger.voidReceipt',
      'ledger.returnBond',
      'ledger.waive',
      ...counter,
    ],
    reception: counter,
  },
  events: [...ledgerEvents, ...periodEvents, ...sealEvents],
  hookPoints: [takingPayment, payingOut, choosingTill, posting, voiding, approving, commitmentMoving],
  hooks: [...incomeAccountHooks, ...mergeHooks],
  subscribers: [sealSubscriber],
  jobs: [totalDaysHourly, totalMoreDays],
  registries: [paymentMethods, sealedFacts],
  entries: [
    ...ledgerReferences,
    ...houseMethods.map((method) => entry(paymentMethods, method)),
    entry(sealedFacts, sealedFact({ table: ledgerPeriodChanges, by: 'sequence' })),
    entry(sealedFacts, sealedFact({ table: currencyRates, by: 'id' })),
    // What reports read entries by; names may change, and are in the audit.
    entry(sealedFacts, sealedFact({ table: ledgerAccounts, by: 'code', columns: ['code', 'type', 'contra'] })),
  ],
  provide: [provide(ledgerNumberingToken, { useValue: houseNumbering })],
  errors: [ledgerErrors, counterErrors, periodErrors, sealErrors, foreignErrors, debtErrors].flatMap((kinds) =>
    Object.values(kinds),
  ),
})
