/** The room of financial statements: what the books say, in the forms that owners and accountants read. It only reads. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as statementErrors from './errors.ts'
import { balanceSheet } from './operations/balance-sheet.ts'
import { cashFlow } from './operations/cash-flow.ts'
import { cashJournal } from './operations/cash-journal.ts'
import { costStructure } from './operations/cost-structure.ts'
import { follow } from './operations/follow.ts'
import { generalLedger } from './operations/general-ledger.ts'
import { orderMargins } from './operations/list-order-margins.ts'
import { orderMargin } from './operations/order-margin.ts'
import { profitAndLoss } from './operations/profit-and-loss.ts'
import { trialBalance } from './operations/trial-balance.ts'
import { statementPlacements } from './placement.ts'

const operations = {
  trialBalance,
  generalLedger,
  cashJournal,
  profitAndLoss,
  balanceSheet,
  cashFlow,
  costStructure,
  orderMargin,
  orderMargins,
  follow,
} as const

export const statementsRoom: Plugin<'statements', typeof operations> = definePlugin({
  name: 'statements',
  version: engineVersion,
  requires: { ledger: '*' },
  operations,
  registries: [statementPlacements],
  roles: { owner: ['*'], manager: ['statements.*'], accountant: ['statements.*'] },
  errors: Object.values(statementErrors),
})
