/** The room of customers. */
import { personIdentities } from '../engine/house/index.ts'
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { createHousehold } from './operations/create-household.ts'
import { findCustomers } from './operations/find-customers.ts'
import { getCustomer } from './operations/get-customer.ts'
import { joinHousehold } from './operations/join-household.ts'
import { leaveHousehold } from './operations/leave-household.ts'
import { keepApart } from './operations/keep-apart.ts'
import { listConsents } from './operations/list-consents.ts'
import { listCustomers } from './operations/list-customers.ts'
import { listDuplicates } from './operations/list-duplicates.ts'
import { listPreferences } from './operations/list-preferences.ts'
import { listUpcoming } from './operations/list-upcoming.ts'
import { mergeCustomers } from './operations/merge-customers.ts'
import { readHousehold } from './operations/read-household.ts'
import { rebuildOccasions } from './operations/rebuild-occasions.ts'
import { rebuildSearch } from './operations/rebuild-search.ts'
import { recordConsent } from './operations/record-consent.ts'
import { registerCustomer } from './operations/register-customer.ts'
import { setAnniversary } from './operations/set-anniversary.ts'
import { setPreferences } from './operations/set-preferences.ts'
import { unmergeCustomers } from './operations/unmerge-customers.ts'
import { updateCustomer } from './operations/update-customer.ts'
import { customerReferences } from './customer-references.ts'
import { customersMerging, customersUnmerging } from './merging.ts'
import { customerIdsOf } from './read-customers.ts'
import { type CustomersSettings, customersSettings } from './settings.ts'
import {
  customers,
  customersAnniversaries,
  customersConsents,
  customersDistinct,
  customersHouseholds,
  customersMergeMoves,
  customersMerges,
  customersOccasions,
  customersPreferences,
  customersSearchTerms,
} from './tables.ts'

const operations = {
  register: registerCustomer,
  update: updateCustomer,
  get: getCustomer,
  find: findCustomers,
  list: listCustomers,
  createHousehold,
  joinHousehold,
  leaveHousehold,
  household: readHousehold,
  setAnniversary,
  upcoming: listUpcoming,
  recordConsent,
  consents: listConsents,
  setPreferences,
  preferences: listPreferences,
  duplicates: listDuplicates,
  keepApart,
  merge: mergeCustomers,
  unmerge: unmergeCustomers,
  rebuildSearch,
  rebuildOccasions,
} as const

const reading = [
  'customers.get',
  'customers.find',
  'customers.list',
  'customers.household',
  'customers.upcoming',
  'customers.consents',
  'customers.preferences',
]
const counter = [
  ...reading,
  'customers.register',
  'customers.update',
  'customers.createHousehold',
  'customers.joinHousehold',
  'customers.leaveHousehold',
  'customers.setAnniversary',
  'customers.recordConsent',
  'customers.setPreferences',
  'customers.duplicates',
  'customers.keepApart',
]

/** The row of a customer, and what follows from it, are the merge's own business; what it wrote down of merges stays as it is. */
const handled = [
  { table: customers, column: 'id' },
  { table: customersSearchTerms, column: 'customerId' },
  { table: customersOccasions, column: 'customerId' },
  { table: customersMerges, column: 'survivorId' },
  { table: customersMerges, column: 'mergedId' },
].map((one) => entry(customerReferences, { ...one, onMerge: 'stays' }))

export const customersRoom: Plugin<'customers', typeof operations, CustomersSettings> = definePlugin({
  ...customersSettings,
  version: engineVersion,
  tables: [
    customers,
    customersSearchTerms,
    customersHouseholds,
    customersAnniversaries,
    customersOccasions,
    customersConsents,
    customersPreferences,
    customersDistinct,
    customersMerges,
    customersMergeMoves,
  ],
  operations,
  roles: {
    owner: ['*'],
    manager: ['customers.*'],
    cashier: counter,
    reception: counter,
    photographer: ['customers.get', 'customers.find', 'customers.preferences'],
    accountant: reading,
  },
  events: Object.values(events),
  hookPoints: [customersMerging, customersUnmerging],
  registries: [customerReferences],
  entries: [...handled, entry(personIdentities, { kind: 'customer', idsOf: customerIdsOf })],
  errors: Object.values(errors),
})
