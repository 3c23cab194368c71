/** What other rooms and hosts use of the room of customers. */
export { type Customer, regionText } from './customer.ts'
export { type NewCustomerInput, newCustomerSchema } from './customer-fields.ts'
export * from './errors.ts'
export * from './events.ts'
export type { Household } from './household.ts'
export { customerNumbers, insertCustomer, insertCustomers, type NewCustomer } from './insert-customers.ts'
export { type CreateHousehold, createHousehold } from './operations/create-household.ts'
export {
  type FindCustomers,
  type FoundCustomer,
  type FoundCustomers,
  findCustomers,
} from './operations/find-customers.ts'
export { type GetCustomer, getCustomer } from './operations/get-customer.ts'
export { type JoinHousehold, joinHousehold } from './operations/join-household.ts'
export { type LeaveHousehold, leaveHousehold } from './operations/leave-household.ts'
export { type CustomerPage, type ListCustomers, listCustomers } from './operations/list-customers.ts'
export { type ReadHousehold, readHousehold } from './operations/read-household.ts'
export { type RebuildSearch, rebuildSearch, type SearchRebuilt } from './operations/rebuild-search.ts'
export { type RegisterCustomer, registerCustomer } from './operations/register-customer.ts'
export { type UpdateCustomer, updateCustomer } from './operations/update-customer.ts'
export { foldText } from './fold-text.ts'
export { readName } from './name-pinyin.ts'
export { phoneDigits } from './phone.ts'
export { customersRoom } from './plugin.ts'
export { customersById, customersByReference, requireCustomer } from './read-customers.ts'
export { type CustomerRow, customers, type HouseholdRow } from './tables.ts'
