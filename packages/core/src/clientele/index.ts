/** What other rooms, plugins and hosts may import of the room of the clientele. */
export type { CustomerClass } from './classes-of.ts'
export * from './errors.ts'
export { customerClassified, ruleSet as classRuleSet } from './events.ts'
export type { ClassifiedCustomer, Classify } from './operations/classify.ts'
export type { CountRepeat, RepeatCustomers } from './operations/count-repeat.ts'
export type { FindClientele, FoundClientele } from './operations/find-clientele.ts'
export type { MarketPosition, ReadMarket } from './operations/read-market.ts'
export type { CustomerProfile, ReadProfile } from './operations/read-profile.ts'
export type { CustomerTimeline, ReadTimeline } from './operations/read-timeline.ts'
export type { ClienteleRebuilt, RebuildClientele } from './operations/rebuild-clientele.ts'
export type { Recommendations, RecommendItems } from './operations/recommend-items.ts'
export type { ClassRule, ClassRules, SetRule } from './operations/set-rule.ts'
export { clienteleRoom } from './plugin.ts'
export type { CustomerSummary } from './present-summary.ts'
export { refreshClientele } from './refresh-clientele.ts'
export type { Condition } from './rule.ts'
export { type ShootDates, shootDates } from './shoot-dates.ts'
export {
  type TimelineAsked,
  type TimelineEntry,
  timelineFilter,
  type TimelineSource,
  timelineSources,
} from './timeline-source.ts'
export type { AskedClientele } from './walk-clientele.ts'
