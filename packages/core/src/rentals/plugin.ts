/** The room of rentals: dresses, props and cameras that go out and come back. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as rentalErrors from './errors.ts'
import { rentalEvents } from './events.ts'
import { rentalHooks } from './keep-promised-units.ts'
import { transferHooks } from './move-rentals.ts'
import { block } from './operations/block-units.ts'
import { cancel } from './operations/cancel-rentals.ts'
import { change } from './operations/change-rental.ts'
import { handOut } from './operations/hand-out.ts'
import { inspect } from './operations/inspect-units.ts'
import { conflicts } from './operations/list-conflicts.ts'
import { dueBack } from './operations/list-due-back.ts'
import { dueOut } from './operations/list-due-out.ts'
import { inCare } from './operations/list-in-care.ts'
import { overdue } from './operations/list-overdue.ts'
import { list } from './operations/list-rentals.ts'
import { makeReady } from './operations/make-ready.ts'
import { availability } from './operations/read-availability.ts'
import { calendar } from './operations/read-calendar.ts'
import { history } from './operations/read-history.ts'
import { rental } from './operations/read-rental.ts'
import { terms } from './operations/read-terms.ts'
import { noShow } from './operations/record-no-show.ts'
import { recordRepair } from './operations/record-repair.ts'
import { reserve } from './operations/reserve-units.ts'
import { setTerms } from './operations/set-terms.ts'
import { startCleaning } from './operations/start-cleaning.ts'
import { startRepair } from './operations/start-repair.ts'
import { takeBack } from './operations/take-back.ts'
import { unblock } from './operations/unblock-units.ts'
import { rentalFacts } from './sealed-facts.ts'
import { type RentalSettings, rentalSettings } from './settings.ts'
import { rentalsBlocks, rentalsEvents, rentalsRentals, rentalsTerms } from './tables.ts'

const operations = {
  setTerms,
  terms,
  availability,
  reserve,
  change,
  cancel,
  noShow,
  handOut,
  takeBack,
  inspect,
  startCleaning,
  startRepair,
  makeReady,
  recordRepair,
  block,
  unblock,
  list,
  rental,
  calendar,
  dueOut,
  dueBack,
  overdue,
  inCare,
  conflicts,
  history,
} as const

/** What the desk offers under `rentals`. */
export type RentalOperations = typeof operations

const named = (...names: readonly (keyof RentalOperations)[]): readonly string[] =>
  names.map((name) => `rentals.${name}`)

const reads = named(
  'terms',
  'availability',
  'list',
  'rental',
  'calendar',
  'dueOut',
  'dueBack',
  'overdue',
  'inCare',
  'conflicts',
)

const counter = [
  ...reads,
  ...named('reserve', 'change', 'cancel', 'noShow', 'handOut', 'takeBack', 'inspect'),
  ...named('startCleaning', 'startRepair', 'makeReady', 'block', 'unblock'),
]

export const rentalsRoom: Plugin<'rentals', RentalOperations, RentalSettings> = definePlugin({
  ...rentalSettings,
  version: engineVersion,
  requires: { claims: '*', customers: '*', ledger: '*', payables: '*', expenses: '*', inventory: '*' },
  tables: [rentalsTerms, rentalsRentals, rentalsBlocks, rentalsEvents],
  operations,
  permissions: ['rentals.handOutWithoutBond', 'rentals.setLateFee', 'rentals.backdate'],
  // Who stands at the counter rents; terms, and going beyond them, are the manager's.
  roles: {
    owner: ['*'],
    manager: ['rentals.*'],
    cashier: counter,
    reception: counter,
    photographer: named('availability', 'calendar', 'dueOut', 'dueBack'),
    accountant: [...reads, ...named('recordRepair', 'history')],
  },
  events: [...rentalEvents],
  entries: rentalFacts,
  hooks: [...rentalHooks, ...transferHooks],
  errors: Object.values(rentalErrors),
})
