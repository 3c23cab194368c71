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
