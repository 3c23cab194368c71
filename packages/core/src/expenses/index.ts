/** What other rooms, plugins and hosts may import of the expenses. */
export * from './errors.ts'
export {
  type ExpenseRecorded,
  type ExpenseRecurred,
  type ExpenseReversed,
  expenseEvents,
  expenseRecorded,
  expenseRecurred,
  expenseReversed,
  type StaffReimbursed,
  staffReimbursed,
} from './events.ts'
export { type ExpenseCategory, expenseCategories } from './expense-category.ts'
export type { AccrueExpense } from './operations/accrue-expense.ts'
export type { AddRecurringExpense } from './operations/add-recurring.ts'
export type { ChangeRecurringExpense } from './operations/change-recurring.ts'
export type { DiscardExpenseDraft } from './operations/discard-draft.ts'
export type { DoDueExpenses, DueExpensesDone } from './operations/do-due-work.ts'
export type { EndPrepaid } from './operations/end-prepaid.ts'
export type { AccrualsPage, ListAccruals } from './operations/list-accruals.ts'
export type { ExpenseClaimsPage, ListExpenseClaims } from './operations/list-claims.ts'
export type { ExpenseDraftsPage, ListExpenseDrafts } from './operations/list-drafts.ts'
export type { ExpensesPage, ListExpenses } from './operations/list-expenses.ts'
export type { ListPrepaidCosts, PrepaidCostsPage } from './operations/list-prepaid.ts'
export type { ListRecurringExpenses, RecurringExpensesPage } from './operations/list-recurring.ts'
export type { PostExpenseDraft } from './operations/post-draft.ts'
export type { PrepayCost } from './operations/prepay-cost.ts'
export type { RecordExpense } from './operations/record-expense.ts'
export type { ReimburseStaff, StaffReimbursement } from './operations/reimburse-staff.ts'
export type { ExpenseReversed as ExpenseWasReversed, ReverseExpense } from './operations/reverse-expense.ts'
export type { ReimbursementReversed, ReverseReimbursement } from './operations/reverse-reimbursement.ts'
export { type ExpenseOperations, expensesRoom } from './plugin.ts'
export type { Accrual, Expense, ExpenseDraftRow, PrepaidCost, RecurringExpense, StaffClaim } from './present.ts'
export { type ExpenseDraft, recordExpense } from './record-expense.ts'
export type { ExpenseSettings } from './settings.ts'
export {
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
