/** The search for slots: pure functions over whole minutes. */
export {
  explain,
  type MemberExplanation,
  type RequirementExplanation,
  type SlotExplanation,
} from './explain.ts'
export { type FreeSpan, freeSpans } from './free-spans.ts'
export { findSlotsOfPlaces, lastSlotOfPlaces, slotsOfPlaces } from './places.ts'
export type {
  OffsetStretch,
  PhaseEdge,
  PoolMember,
  RankingPolicy,
  SearchRequirement,
  Slot,
  SlotQuery,
  StartGrid,
} from './query.ts'
export type { ChoiceReason } from './ranking.ts'
export { type ResourceTimes, type SearchClaim, searchResource, type SearchResource } from './resource.ts'
export { type ChosenMember, type SlotAssignment, slotAt } from './slot-at.ts'
export { findSlots, lastSlot, slots } from './slots.ts'
export type { ClaimInTheWay, Span, WayInTheWay, WhyNotFree } from './standing.ts'
