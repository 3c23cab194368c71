/** The room of expenses: what is spent at once, again, ahead and before its bill. */
import { definePlugin, type Plugin } from '../engine/plugin.ts'
import { entry } from '../engine/registry.ts'
import { engineVersion } from '../engine/version.ts'
import { expenseJobs } from './due-work.ts'
import * as expenseErrors from './errors.ts'
import { expenseEvents } from './events.ts'
import { expenseCategories, houseCategories } from './expense-category.ts'
import { accrue } from './operations/accrue-expense.ts'
import { addRecurring } from './operations/add-recurring.ts'
import { changeRecurring } from './operations/change-recurring.ts'
import { discardDraft } from './operations/discard-draft.ts'
import { doDue } from './operations/do-due-work.ts'
import { endPrepaid } from './operations/end-prepaid.ts'
import { accruals } from './operations/list-accruals.ts'
import { claims } from './operations/list-claims.ts'
import { drafts } from './operations/list-drafts.ts'
import { list } from './operations/list-expenses.ts'
import { prepaid } from './operations/list-prepaid.ts'
import { recurring } from './operations/list-recurring.ts'
import { postDraft } from './operations/post-draft.ts'
import { prepay } from './operations/prepay-cost.ts'
import { record } from './operations/record-expense.ts'
import { reimburse } from './operations/reimburse-staff.ts'
import { reverse } from './operations/reverse-expense.ts'
import { reverseReimbursement } from './operations/reverse-reimbursement.ts'
import { expenseFacts } from './sealed-facts.ts'
import { type ExpenseSettings, expenseSettings } from './settings.ts'
import {
  expensesAccruals,
  expensesClaims,
  expensesDrafts,
  expensesExpenses,
  expensesOccurrences,
  expensesPrepaid,
  expensesPrepaidParts,
  expensesRecurring,
  expensesReimbursements,
  expensesReversals,
} from './tables.ts'
import { voidHooks } from './void-hooks.ts'

const operations = {
  record,
  reimburse,
  reverse,
  reverseReimbursement,
  addRecurring,
  changeRecurring,
  postDraft,
  discardDraft,
  prepay,
  endPrepaid,
  accrue,
  doDue,
  list,
  claims,
  recurring,
  drafts,
  prepaid,
  accruals,
} as const

/** What the desk offers under `expenses`. */
export type ExpenseOperations = typeof operations

export const expensesRoom: Plugin<'expenses', ExpenseOperations, ExpenseSettings> = definePlugin({
  ...expenseSettings,
  version: engineVersion,
  requires: { ledger: '*', payables: '*' },
  tables: [
    expensesExpenses,
    expensesReversals,
    expensesClaims,
    expensesReimbursements,
    expensesPrepaid,
    expensesPrepaidParts,
    expensesAccruals,
    expensesRecurring,
    expensesOccurrences,
    expensesDrafts,
  ],
  operations,
  permissions: ['expenses.void', 'expenses.backdate'],
  // Whoever keeps the books records; what is taken back needs a second person or the manager.
  roles: {
    owner: ['*'],
    manager: ['expenses.*'],
    accountant: [...Object.keys(operations).map((name) => `expenses.${name}`), 'expenses.backdate'],
  },
  events: [...expenseEvents],
  hooks: voidHooks,
  jobs: expenseJobs,
  registries: [expenseCategories],
  entries: [...houseCategories.map((category) => entry(expenseCategories, category)), ...expenseFacts],
  errors: Object.values(expenseErrors),
})
