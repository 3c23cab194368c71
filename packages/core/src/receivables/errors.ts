/** What the collection of debts refuses. */
import { defineError } from '../values/calotype-error.ts'

export const PromiseInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'PROMISE_INVALID',
  status: 422,
  summary: 'A promise to pay does not fit what is owed, or the day.',
  message: ({ field, rule, value }) => `${field} ${rule}, but is ${value}.`,
  mend: 'Log what was promised: an amount of what is owed, and a day from today on.',
})

export const NextCallPast = defineError<{ nextCallOn: string; today: string }>({
  code: 'NEXT_CALL_PAST',
  status: 422,
  summary: 'The next call was planned for a day that is over.',
  message: ({ nextCallOn, today }) => `nextCallOn must be ${today} or later, but is ${nextCallOn}.`,
  mend: 'Plan the next call for today or later, or leave nextCallOn out.',
})

export const DebtorUnknown = defineError<{ customerId: string }>({
  code: 'DEBTOR_UNKNOWN',
  status: 404,
  summary: 'A statement was asked for of a customer who never ordered anything.',
  message: ({ customerId }) => `Customer "${customerId}" has no orders here.`,
  mend: 'Check the id of the customer.',
})

export const AllowanceOff = defineError<Record<never, never>>({
  code: 'ALLOWANCE_OFF',
  status: 409,
  summary: 'The studio sets nothing aside for doubtful debts.',
  message: () => 'The setting allowance of receivables is null.',
  mend: 'Set the percents of each age: settings.change({ plugin: "receivables", set: { allowance: [0, 5, 20, 50, 100] } }).',
})

export const AllowanceMonthNotOver = defineError<{ month: string; today: string }>({
  code: 'ALLOWANCE_MONTH_NOT_OVER',
  status: 409,
  summary: 'An allowance was to be posted for a month that is not over.',
  message: ({ month, today }) => `month must be over, but ${month} is not on ${today}.`,
  mend: 'Post the allowance on a later day.',
})

export const AllowancePosted = defineError<{ month: string; posted: string; branch: string }>({
  code: 'ALLOWANCE_POSTED',
  status: 409,
  summary: 'The allowance of this month, or of a later one, was posted already.',
  message: ({ month, posted, branch }) =>
    `The allowance of ${month} cannot be posted in branch "${branch}": that of ${posted} was.`,
  mend: 'There is nothing to do; what has changed since goes into the allowance of the next month.',
})

export const AllowanceBeyondBranches = defineError<{ branches: readonly string[] }>({
  code: 'ALLOWANCE_BEYOND_BRANCHES',
  status: 403,
  summary: 'An allowance can only be posted by somebody who sees what was paid in every branch.',
  message: ({ branches }) => `The roles of this actor reach only: ${branches.join(', ')}.`,
  mend: 'Let somebody post it whose role reaches every branch: an order may be paid in another one than its own.',
})
