/** What other rooms, plugins and hosts may import of the room of resources. */
export type { ApprovedTimeOff } from './claim-time-off.ts'
export type { ResourceConflict } from './conflicts.ts'
export * from './errors.ts'
export * from './events.ts'
export type { AddResource } from './operations/add-resource.ts'
export type { ApproveTimeOff } from './operations/approve-time-off.ts'
export type { GetResource, ResourceWithRosters } from './operations/get-resource.ts'
export type { ListResourceConflicts, ResourceConflicts } from './operations/list-conflicts.ts'
export type { ListResources, ResourcePage } from './operations/list-resources.ts'
export type { ListTimeOff, TimeOffPage } from './operations/list-time-off.ts'
export type { OpeningHours, ReadOpeningHours } from './operations/read-opening-hours.ts'
export type { ReadRoster, RosterShown } from './operations/read-roster.ts'
export type { RefuseTimeOff } from './operations/refuse-time-off.ts'
export type { RequestTimeOff } from './operations/request-time-off.ts'
export type { RetireResource } from './operations/retire-resource.ts'
export type { OpeningHoursSet, SetOpeningHours } from './operations/set-opening-hours.ts'
export type { RosterSet, SetRoster } from './operations/set-roster.ts'
export type { SetShifts, ShiftsSet } from './operations/set-shifts.ts'
export type { TieResource } from './operations/tie-resource.ts'
export type { UntieResource } from './operations/untie-resource.ts'
export type { ResourceWithConflicts, UpdateResource } from './operations/update-resource.ts'
export type { WithdrawTimeOff } from './operations/withdraw-time-off.ts'
export { type ResourceOperations, resourcesRoom } from './plugin.ts'
export type { Resource } from './present-resource.ts'
export type { Roster } from './present-roster.ts'
export type { TimeOff } from './present-time-off.ts'
export {
  type BookOptions,
  type BookResource,
  latestResourceBook,
  type ResourceBook,
  resourceBook,
  resourcesVersion,
} from './resource-book.ts'
export { requireSameName } from './find-resource.ts'
export type { DayReason } from './planned-day.ts'
export { isThing, type ResourceKind, resourceKinds, type ResourceSkill } from './resource-kind.ts'
export type { RosterRule, RosterRuleInput, WallSpan } from './roster-rule.ts'
export type { ResourcesSettings } from './settings.ts'
export { resources, resourcesOpeningHours, resourcesRosters, resourcesShifts, resourcesTimeOff } from './tables.ts'
export { type TimeOffKind, type TimeOffState, timeOffKinds, timeOffStates } from './time-off-state.ts'
export { type NotWorking, whyNotWorking } from './why-not-working.ts'
export { knownTime, unknownTime, type UnknownTime, workingTime } from './working-time.ts'
