/** What the budgets refuse. */
import { defineError } from '../values/calotype-error.ts'

export const BudgetUnknown = defineError<{ versionId: string; branch: string }>({
  code: 'BUDGET_UNKNOWN',
  status: 404,
  summary: 'The branch has no version of a budget of this id.',
  message: ({ versionId, branch }) => `Branch "${branch}" has no version "${versionId}" of a budget.`,
  mend: 'Take the id from budgets.versions, and act in its branch.',
})

export const BudgetNotDraft = defineError<{ versionId: string; state: string }>({
  code: 'BUDGET_NOT_DRAFT',
  status: 409,
  summary: 'The version of the budget was approved, and never changes.',
  message: ({ versionId, state }) => `Version "${versionId}" is ${state}.`,
  mend: 'Draft a new version with budgets.draft; when it is approved it takes the place of this one.',
})

export const BudgetLineInvalid = defineError<{ line: number; rule: string; value: string }>({
  code: 'BUDGET_LINE_INVALID',
  status: 422,
  summary: 'A line of a budget breaks a rule.',
  message: ({ line, rule, value }) => `lines.${line} must ${rule}, but has ${value}.`,
  mend: 'Name accounts of income or expenses or groups of them, each with a category once, and twelve amounts or one of the year.',
})

export const BudgetPeriodInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'BUDGET_PERIOD_INVALID',
  status: 422,
  summary: 'The months that were asked for are no period.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Give months 1 to 12, the first not after the last.',
})

export const BudgetExceeded = defineError<{
  account: string
  category: string
  amount: string
  budget: string
  spent: string
  through: string
}>({
  code: 'BUDGET_EXCEEDED',
  status: 409,
  summary: 'An expense goes beyond a budget with a hard limit.',
  message: ({ account, category, amount, budget, spent, through }) =>
    `${amount} on ${account}${category === '' ? '' : ` (${category})`} goes beyond the budget through ${through}: ${spent} of ${budget} is spent.`,
  mend: 'Ask somebody with the permission budgets.exceed, or approve a new version of the budget.',
})
