/** The room of tills: shifts, the review of receipts, and the close of the day. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { provide } from '../engine/tokens.ts'
import { engineVersion } from '../engine/version.ts'
import { counterHooks } from './bind-entry.ts'
import * as tillErrors from './errors.ts'
import { tillEvents } from './events.ts'
import { closeDay } from './operations/close-day.ts'
import { closeShift } from './operations/close-shift.ts'
import { define } from './operations/define-till.ts'
import { drop } from './operations/drop-cash.ts'
import { handOver } from './operations/hand-over.ts'
import { receiptsToReview } from './operations/list-receipts-to-review.ts'
import { shifts } from './operations/list-shifts.ts'
import { list } from './operations/list-tills.ts'
import { openShift } from './operations/open-shift.ts'
import { payIn } from './operations/pay-in.ts'
import { payOut } from './operations/pay-out.ts'
import { readDay } from './operations/read-day.ts'
import { shiftReport } from './operations/read-shift-report.ts'
import { reopenDay } from './operations/reopen-day.ts'
import { reviewReceipt } from './operations/review-receipt.ts'
import { type TillSettings, tillSettings } from './settings.ts'
import { tillFacts } from './sealed-facts.ts'
import { newTillMemory, tillMemoryToken } from './till-memory.ts'
import { tills, tillsCounts, tillsDays, tillsReviews, tillsShifts } from './tables.ts'

const operations = {
  define,
  list,
  openShift,
  payIn,
  payOut,
  drop,
  handOver,
  closeShift,
  shiftReport,
  shifts,
  receiptsToReview,
  reviewReceipt,
  closeDay,
  reopenDay,
  readDay,
} as const

const reads = ['tills.list', 'tills.shifts', 'tills.shiftReport', 'tills.receiptsToReview', 'tills.readDay']

export const tillsRoom: Plugin<'tills', typeof operations, TillSettings> = definePlugin({
  ...tillSettings,
  version: engineVersion,
  requires: { ledger: '*' },
  tables: [tills, tillsShifts, tillsCounts, tillsReviews, tillsDays],
  operations,
  permissions: ['tills.actForOthers', 'tills.seeExpected', 'tills.payOutAboveLimit'],
  // A cashier counts blind: what is expected shows only in the report of a closed shift.
  roles: {
    owner: ['*'],
    manager: ['tills.*'],
    accountant: ['tills.reviewReceipt', 'tills.closeDay', 'tills.seeExpected', ...reads],
    cashier: [
      'tills.openShift',
      'tills.payIn',
      'tills.payOut',
      'tills.drop',
      'tills.handOver',
      'tills.closeShift',
      'tills.list',
      'tills.shifts',
      'tills.shiftReport',
    ],
    reception: ['tills.list'],
  },
  events: [...tillEvents],
  hooks: counterHooks,
  entries: tillFacts,
  errors: Object.values(tillErrors),
  provide: [provide(tillMemoryToken, { useFactory: newTillMemory })],
})
