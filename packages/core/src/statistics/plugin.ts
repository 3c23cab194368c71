/** The room of statistics. */
import { definePlugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { engineVersion } from '../engine/version.ts'
import { coreMeasures } from './core-measures.ts'
import { PeriodInvalid } from './errors.ts'
import { measures } from './measure.ts'
import { dailySummary } from './operations/daily-summary.ts'
import { pickupIncome } from './operations/pickup-income.ts'
import { salesByMonth } from './operations/sales-by-month.ts'
import { topCustomers } from './operations/top-customers.ts'
import { totals } from './operations/totals.ts'

export const statisticsRoom = definePlugin({
  name: 'statistics',
  version: engineVersion,
  requires: { customers: '*', orders: '*', ledger: '*' },
  operations: { dailySummary, salesByMonth, topCustomers, totals, pickupIncome },
  registries: [measures],
  entries: coreMeasures.map((measure) => entry(measures, measure)),
  roles: {
    owner: ['*'],
    manager: ['statistics.*'],
    accountant: ['statistics.*'],
    cashier: ['statistics.dailySummary'],
    reception: ['statistics.dailySummary'],
  },
  errors: [PeriodInvalid],
})
