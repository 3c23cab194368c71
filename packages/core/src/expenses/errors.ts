/** What the expenses refuse. */
import { defineError } from '../values/calotype-error.ts'

export const ExpenseCategoryUnknown = defineError<{ category: string; known: readonly string[] }>({
  code: 'EXPENSE_CATEGORY_UNKNOWN',
  status: 422,
  summary: 'There is no expense category of this code.',
  message: ({ category }) => `category must be one of the studio's, but is "${category}".`,
  mend: ({ known }) => `Use one of ${known.join(', ')}; or add one in the setting categories, or in a plugin.`,
})

export const ExpensePaymentUnclear = defineError<{ rule: string; value: string }>({
  code: 'EXPENSE_PAYMENT_UNCLEAR',
  status: 422,
  summary: 'It is not clear how an expense was paid.',
  message: ({ rule, value }) => `An expense must ${rule}, but has ${value}.`,
  mend: 'Give legs where the studio paid, or claimedBy where an employee did, or a bill for what is paid later.',
})

export const ExpenseUneven = defineError<{ paid: string; amount: string }>({
  code: 'EXPENSE_UNEVEN',
  status: 422,
  summary: 'The money of an expense is not what was spent.',
  message: ({ paid, amount }) => `The legs come to ${paid}, but the expense to ${amount}.`,
  mend: 'Let both be the same, tax included.',
})

export const ExpenseUnknown = defineError<{ id: string; branch: string }>({
  code: 'EXPENSE_UNKNOWN',
  status: 404,
  summary: 'The branch has no expense, claim, reimbursement, draft or schedule of this id.',
  message: ({ id, branch }) => `Branch "${branch}" has nothing of its expenses with the id "${id}".`,
  mend: 'Take the id from expenses.list, claims, drafts, prepaid, accruals or recurring, and act in its branch.',
})

export const ExpenseNotReversible = defineError<{ id: string; rule: string }>({
  code: 'EXPENSE_NOT_REVERSIBLE',
  status: 409,
  summary: 'The expense or reimbursement cannot be taken back as it stands.',
  message: ({ id, rule }) => `"${id}" ${rule}.`,
  mend: 'Take back a reimbursement before its claims; end a prepaid cost early with expenses.endPrepaid; void a bill in the payables.',
})

export const ClaimNotOpen = defineError<{ expenseId: string; rule: string }>({
  code: 'CLAIM_NOT_OPEN',
  status: 409,
  summary: 'A claim is not open, or not of the employee named.',
  message: ({ expenseId, rule }) => `Claim "${expenseId}" ${rule}.`,
  mend: 'Take the open claims of an employee from expenses.claims.',
})

export const ExpenseDatesInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'EXPENSE_DATES_INVALID',
  status: 422,
  summary: 'The dates of a recurring, prepaid or accrued expense break a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Begin within the last year, end after the beginning, and spread over at most 120 months.',
})

export const DraftNotWaiting = defineError<{ draftId: string; state: string }>({
  code: 'DRAFT_NOT_WAITING',
  status: 409,
  summary: 'The draft was posted or discarded already.',
  message: ({ draftId, state }) => `Draft "${draftId}" was ${state}.`,
  mend: 'Take the drafts that wait from expenses.drafts.',
})

export const PrepaidEnded = defineError<{ prepaidId: string }>({
  code: 'PREPAID_ENDED',
  status: 409,
  summary: 'Nothing is left of the prepaid cost.',
  message: ({ prepaidId }) => `All of prepaid cost "${prepaidId}" is an expense already.`,
  mend: 'There is nothing to end.',
})

export const PrepaidRefundTooHigh = defineError<{ refund: string; rest: string }>({
  code: 'PREPAID_REFUND_TOO_HIGH',
  status: 422,
  summary: 'More was to come back of a prepaid cost than is left of it.',
  message: ({ refund, rest }) => `${refund} was to come back, but ${rest} is left.`,
  mend: ({ rest }) => `Take back at most ${rest}; what comes beyond it is income of its own.`,
})
