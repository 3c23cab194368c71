/** What other rooms and hosts use of the room of customers. */
export { type Customer, customerOutput, regionText } from './customer.ts'
export { type NewCustomerInput, newCustomerSchema } from './customer-fields.ts'
export * from './errors.ts'
export * from './events.ts'
export type { Household } from './household.ts'
export { customerNumbers, insertCustomer, insertCustomers, type NewCustomer } from './insert-customers.ts'
export { type CustomerReference, customerReferences } from './customer-references.ts'
export { type ConsentChannel, consentChannels, mayContact } from './consent.ts'
export { type DuplicateReason, duplicateReasons } from './duplicate-score.ts'
export { type CustomerLike, customersLike, findDuplicates } from './find-duplicates.ts'
export { type LunarCalendar, type LunarDate, lunarCalendar } from './lunar-calendar.ts'
export { customersMerging, customersUnmerging, type Merging } from './merging.ts'
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
export { type KeepApart, type KeptApart, keepApart } from './operations/keep-apart.ts'
export { type Consents, type ListConsents, listConsents } from './operations/list-consents.ts'
export { type Duplicates, type ListDuplicates, listDuplicates } from './operations/list-duplicates.ts'
export { type ListPreferences, listPreferences } from './operations/list-preferences.ts'
export { type ListUpcoming, listUpcoming, type UpcomingOccasions } from './operations/list-upcoming.ts'
export { type CustomersWereMerged, type MergeCustomers, mergeCustomers } from './operations/merge-customers.ts'
export { type ReadHousehold, readHousehold } from './operations/read-household.ts'
export { type OccasionsRebuilt, type RebuildOccasions, rebuildOccasions } from './operations/rebuild-occasions.ts'
export { type RebuildSearch, rebuildSearch, type SearchRebuilt } from './operations/rebuild-search.ts'
export { type RecordConsent, recordConsent } from './operations/record-consent.ts'
export { type RegisterCustomer, registerCustomer } from './operations/register-customer.ts'
export { type Anniversaries, type SetAnniversary, setAnniversary } from './operations/set-anniversary.ts'
export { type SetPreferences, setPreferences } from './operations/set-preferences.ts'
export { type CustomersWereUnmerged, type UnmergeCustomers, unmergeCustomers } from './operations/unmerge-customers.ts'
export { type UpdateCustomer, updateCustomer } from './operations/update-customer.ts'
export { foldText } from './fold-text.ts'
export { readName } from './name-pinyin.ts'
export { phoneDigits } from './phone.ts'
export { customersRoom } from './plugin.ts'
export type { Preferences } from './preferences.ts'
export type { ConsentRecord } from './present-consent.ts'
export {
  allIdsOf,
  customerIdsOf,
  customersById,
  customersByReference,
  findAndHoldCustomer,
  holdCustomer,
  holdCustomersByReference,
  requireCustomer,
} from './read-customers.ts'
export type { CustomersSettings } from './settings.ts'
export { type CustomerRow, customers, customersConsents, customersPreferences, type HouseholdRow } from './tables.ts'
