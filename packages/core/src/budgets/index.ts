/** What other rooms, plugins and hosts may import of the budgets. */
export * from './errors.ts'
export {
  type BudgetApproved,
  type BudgetThresholdCrossed,
  budgetApproved,
  budgetEvents,
  thresholdCrossed,
} from './events.ts'
export type { ApproveBudget } from './operations/approve-budget.ts'
export type { ChangeBudgetDraft } from './operations/change-draft.ts'
export type { BudgetComparison, CompareBudget } from './operations/compare-budget.ts'
export type { DraftBudget } from './operations/draft-budget.ts'
export type { DraftBudgetFromActuals } from './operations/draft-from-actuals.ts'
export type { BudgetVersionPage, ListBudgetVersions } from './operations/list-versions.ts'
export type { ReadBudgetVersion } from './operations/read-version.ts'
export { type BudgetOperations, budgetsRoom } from './plugin.ts'
export type { BudgetVersion, BudgetWithLines } from './present-version.ts'
export type { BudgetSettings } from './settings.ts'
export type { BudgetLineInput } from './shapes.ts'
export { budgetsLines, budgetsVersions, budgetsWarnings } from './tables.ts'
