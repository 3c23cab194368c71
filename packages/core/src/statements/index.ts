/** What hosts and plugins may import of the room of statements. */
export type { AccountSides } from './account-sides.ts'
export type { BalanceSheetOf } from './balance-sheet.ts'
export type { CashFlowAccount, CashFlowActivity, CashFlowOf } from './cash-flow.ts'
export type { CostShare, CostStructureOf } from './cost-structure.ts'
export * from './errors.ts'
export type { AccountFigure, Figure } from './figure.ts'
export type { BalanceSheet, ReadBalanceSheet } from './operations/balance-sheet.ts'
export type { CashFlow, ReadCashFlow } from './operations/cash-flow.ts'
export type { CashJournal, CashJournalAccount, ReadCashJournal } from './operations/cash-journal.ts'
export type { CostStructure, ReadCostStructure } from './operations/cost-structure.ts'
export type { FollowedFigure, FollowFigure } from './operations/follow.ts'
export type { AccountInCurrency, GeneralLedger, ReadGeneralLedger } from './operations/general-ledger.ts'
export type { ListOrderMargins, OrderMarginRow, OrderMargins } from './operations/list-order-margins.ts'
export type { OrderMargin, OrderMarginOf, ReadOrderMargin } from './operations/order-margin.ts'
export type {
  ProfitAndLoss,
  ProfitAndLossOf,
  ProfitAndLossPart,
  ReadProfitAndLoss,
} from './operations/profit-and-loss.ts'
export type { ReadStatementTrialBalance, StatementTrialBalance } from './operations/trial-balance.ts'
export type { OrderResult } from './order-margin.ts'
export type { StatementComparison, StatementInterval } from './period.ts'
export { type CashActivity, type ProfitSection, type StatementPlacement, statementPlacements } from './placement.ts'
export { statementsRoom } from './plugin.ts'
export type { StatementLine } from './present-lines.ts'
export type { ProfitFigures, StatementSection } from './profit-and-loss.ts'
export type { StatementBasis } from './profit-parts.ts'
export type { StatementSelection, SelectionMeasure, SelectionPart } from './selection.ts'
export type { TrialBalanceAccount, TrialBalanceOf, TrialBalanceTotals } from './trial-balance.ts'
