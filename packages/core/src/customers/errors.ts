/** What can go wrong with customers. */
import { defineError } from '../values/calotype-error.ts'

export const CustomerUnknown = defineError<{ customerId: string }>({
  code: 'CUSTOMER_UNKNOWN',
  status: 404,
  summary: 'The studio has no customer with this id.',
  message: ({ customerId }) => `customerId must be the id of a customer of this studio, got "${customerId}".`,
  mend: 'Take the id from customers.find or customers.register.',
})

export const CustomerChanged = defineError<{ customerId: string; expected: number; actual: number }>({
  code: 'CUSTOMER_CHANGED',
  status: 409,
  summary: 'The customer was changed by somebody else since the caller read it.',
  message: ({ customerId, expected, actual }) =>
    `Customer ${customerId} is at version ${actual}; the change was made for version ${expected}.`,
  mend: 'Read the customer again (customers.get), look at what changed, and repeat with its version.',
})

/** Names the customer that stands, and only the end of the number: an error may reach a log. */
export const DuplicatePhone = defineError<{ customerId: string; endsIn: string }>({
  code: 'CUSTOMER_DUPLICATE_PHONE',
  status: 409,
  summary: 'Another customer has the same phone number.',
  message: ({ customerId, endsIn }) =>
    `phone must not be another customer's: the number that ends in ${endsIn} is that of customer ${customerId}.`,
  mend: ({ customerId }) =>
    `Go on with customer ${customerId}; or pass allowDuplicate: true where two people share the phone.`,
})

export const CustomerReferenceTaken = defineError<{ reference: string; customerId: string }>({
  code: 'CUSTOMER_REFERENCE_TAKEN',
  status: 409,
  summary: 'Another customer has the same reference.',
  message: ({ reference, customerId }) => `reference must be unique: "${reference}" is that of customer ${customerId}.`,
  mend: ({ customerId }) => `Go on with customer ${customerId}, or pass another reference.`,
})

export const HouseholdUnknown = defineError<{ householdId: string }>({
  code: 'HOUSEHOLD_UNKNOWN',
  status: 404,
  summary: 'The studio has no household with this id.',
  message: ({ householdId }) => `householdId must be the id of a household of this studio, got "${householdId}".`,
  mend: 'Create the household first (customers.createHousehold) and pass the id it answers.',
})

export const CustomerInHousehold = defineError<{ customerId: string; householdId: string }>({
  code: 'CUSTOMER_IN_HOUSEHOLD',
  status: 409,
  summary: 'The customer belongs to a household already.',
  message: ({ customerId, householdId }) => `Customer ${customerId} belongs to household ${householdId} already.`,
  mend: 'Let the customer leave it first (customers.leaveHousehold).',
})

export const CustomerNotInHousehold = defineError<{ customerId: string }>({
  code: 'CUSTOMER_NOT_IN_HOUSEHOLD',
  status: 409,
  summary: 'The customer belongs to no household.',
  message: ({ customerId }) => `Customer ${customerId} belongs to no household.`,
  mend: 'Nothing needs to be done.',
})

export const LunarDateUnknown = defineError<{ year: number; month: number; leap: boolean; day: number }>({
  code: 'LUNAR_DATE_UNKNOWN',
  status: 422,
  summary: 'The lunar calendar has no such day.',
  message: ({ year, month, leap, day }) =>
    `birthdayLunar must be a day of the lunar calendar: the year ${year} has no day ${day} of ${leap ? 'leap ' : ''}month ${month}.`,
  mend: 'Ask for the day once more: a lunar month has 29 or 30 days, and few years have a leap month of that number.',
})

export const BirthdayTwice = defineError<Record<never, never>>({
  code: 'BIRTHDAY_TWICE',
  status: 422,
  summary: 'A birthday was given by both calendars at once.',
  message: () => 'birthdayLunar must be given without birthday, and without another birthdayCalendar than "lunar".',
  mend: 'Pass either birthday (with birthdayCalendar) or birthdayLunar.',
})

export const CustomerMerged = defineError<{ customerId: string; survivorId: string }>({
  code: 'CUSTOMER_MERGED',
  status: 409,
  summary: 'The customer was merged into another one.',
  message: ({ customerId, survivorId }) => `Customer ${customerId} was merged into customer ${survivorId}.`,
  mend: ({ survivorId }) => `Go on with customer ${survivorId}.`,
})

export const CustomerNotMerged = defineError<{ customerId: string }>({
  code: 'CUSTOMER_NOT_MERGED',
  status: 409,
  summary: 'The customer is not merged into another one.',
  message: ({ customerId }) => `Customer ${customerId} is not merged into another one: there is nothing to undo.`,
  mend: 'Pass the id of the customer who was merged, not of the one who stands.',
})

export const MergeOfOne = defineError<{ customerId: string }>({
  code: 'MERGE_OF_ONE',
  status: 422,
  summary: 'A customer was to be merged into itself.',
  message: ({ customerId }) => `survivorId and mergedId must be two customers; both are ${customerId}.`,
  mend: 'Pass the two customers that are one person.',
})

export const MergeHouseholds = defineError<{ survivorId: string; mergedId: string }>({
  code: 'MERGE_HOUSEHOLDS',
  status: 409,
  summary: 'The two customers belong to different households.',
  message: ({ survivorId, mergedId }) => `Customers ${survivorId} and ${mergedId} belong to different households.`,
  mend: 'Let one of them leave its household first (customers.leaveHousehold): only the studio knows which is right.',
})

export const MergeBeyondBranches = defineError<{ branches: readonly string[] }>({
  code: 'MERGE_BEYOND_BRANCHES',
  status: 403,
  summary: 'Customers can only be merged by somebody whose permission reaches every branch.',
  message: ({ branches }) => `The permission of this actor reaches only: ${branches.join(', ')}.`,
  mend: 'Let somebody merge who has the permission in every branch: what another branch holds would stay behind.',
})

export const MergeUnhandled = defineError<{ plugin: string; table: string; column: string }>({
  code: 'MERGE_UNHANDLED',
  status: 500,
  summary: 'A plugin keeps a row a customer, and does not say what becomes of two.',
  message: ({ plugin, table, column }) =>
    `Table "${table}" of plugin "${plugin}" has "${column}" in its key, and holds rows of the customer who is merged.`,
  mend: ({ plugin }) =>
    `Let plugin "${plugin}" hook customersMerging and join the rows there, or say onMerge: 'stays' in customerReferences.`,
})

export const MergeSettled = defineError<{ customerId: string; tables: readonly string[] }>({
  code: 'MERGE_SETTLED',
  status: 409,
  summary: 'Something has happened since the merge, so that it cannot be undone.',
  message: ({ customerId, tables }) =>
    `The merge of customer ${customerId} cannot be undone: since then something changed in ${tables.join(', ')}.`,
  mend: 'Register the customer anew and move by hand what is theirs: nobody else can tell whose the later things are.',
})

export const MergeNotLast = defineError<{
  customerId: string
  first: {
    readonly mergeId: string
    readonly mergedId: string
    readonly survivorId: string
    /** The number of who was merged with it. */
    readonly number: string
  }
}>({
  code: 'MERGE_NOT_LAST',
  status: 409,
  summary: 'A merge was to be undone after which others followed that stand still.',
  message: ({ customerId, first }) =>
    `The merge of customer ${customerId} is not the last: customer ${first.number} was merged into ${first.survivorId} after it.`,
  mend: ({ first }) => `Undo that one first: customers.unmerge with customerId ${first.mergedId}.`,
})
