/** What other rooms, plugins and hosts may import of the room of stages. */
export { type Answer, answered, type StageAnswers } from './answers.ts'
export {
  addBusinessDays,
  type BusinessCalendar,
  businessCalendar,
  businessDaysAfter,
  type ClosedDays,
} from './business-calendar.ts'
export { handoverFlow } from './built-in-flows.ts'
export { flowFaults, type FlowFault } from './check-flow.ts'
export { dueDate, type LineDays } from './due-date.ts'
export * from './errors.ts'
export * from './events.ts'
export { Flow, type PlannedMove, type Progress, progresses } from './flow.ts'
export { type FlowBook, openFlowBook, type SoldItem, type WalkedFlow } from './flow-book.ts'
export {
  type Department,
  type DepartmentDefinition,
  type FlowData,
  type FlowDefinition,
  type LeadTime,
  longestStage,
  type Stage,
  type StageCheck,
  type StageField,
  stageName,
  type Turn,
  turns,
} from './flow-definition.ts'
export { businessDaysOf, type HolidayCalendar, holidayCalendarToken } from './holidays.ts'
export type { CheckFlow, FlowJudged } from './operations/check-flow.ts'
export type { FlowList, ListFlows } from './operations/list-flows.ts'
export type { FlowHistory, ReadFlow } from './operations/read-flow.ts'
export type { SaveFlow } from './operations/save-flow.ts'
export type { WithdrawFlow } from './operations/withdraw-flow.ts'
export { type StagesOperations, stagesRoom } from './plugin.ts'
export { defineDepartment, defineFlow, type RegisteredFlow, stageDepartments, stageFlows } from './registries.ts'
export { type LineKind, type StagesSettings, stagesSettings } from './settings.ts'
export type { FlowShown } from './shapes.ts'
export { type Standing, standingIn } from './standing.ts'
export { type StagesFlowRow, stagesFlows } from './tables.ts'
