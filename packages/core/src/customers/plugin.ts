/** The room of customers. */
import { definePlugin } from '../engine/plugin.ts'
import { engineVersion } from '../engine/version.ts'
import * as errors from './errors.ts'
import * as events from './events.ts'
import { createHousehold } from './operations/create-household.ts'
import { findCustomers } from './operations/find-customers.ts'
import { getCustomer } from './operations/get-customer.ts'
import { joinHousehold } from './operations/join-household.ts'
import { leaveHousehold } from './operations/leave-household.ts'
import { listCustomers } from './operations/list-customers.ts'
import { readHousehold } from './operations/read-household.ts'
import { rebuildSearch } from './operations/rebuild-search.ts'
import { registerCustomer } from './operations/register-customer.ts'
import { updateCustomer } from './operations/update-customer.ts'
import { customers, customersHouseholds, customersSearchTerms } from './tables.ts'

const reading = ['customers.get', 'customers.find', 'customers.list', 'customers.household']
const counter = [
  ...reading,
  'customers.register',
  'customers.update',
  'customers.createHousehold',
  'customers.joinHousehold',
  'customers.leaveHousehold',
]

export const customersRoom = definePlugin({
  name: 'customers',
  version: engineVersion,
  tables: [customers, customersSearchTerms, customersHouseholds],
  operations: {
    register: registerCustomer,
    update: updateCustomer,
    get: getCustomer,
    find: findCustomers,
    list: listCustomers,
    createHousehold,
    joinHousehold,
    leaveHousehold,
    household: readHousehold,
    rebuildSearch,
  },
  roles: {
    owner: ['*'],
    manager: ['customers.*'],
    cashier: counter,
    reception: counter,
    photographer: ['customers.get', 'customers.find'],
    accountant: reading,
  },
  events: Object.values(events),
  errors: Object.values(errors),
})
