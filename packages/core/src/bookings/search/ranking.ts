/** Who is taken where there is a choice, and why. Policies are data. */
import type { PoolMember, RankingPolicy } from './query.ts'

/** Why a member was taken rather than the best of the others: what first sets the two apart. */
export type ChoiceReason = 'onlyOne' | 'favourite' | 'leastLoaded' | 'roundRobin' | 'skillLevel' | 'listed'

/** What the policy judges by: the lower, the sooner taken. */
function judged({ resource, skillLevel = 0 }: PoolMember, policy: RankingPolicy): number {
  if (policy === 'leastLoaded') return resource.load
  if (policy === 'roundRobin') return resource.lastBookedAt ?? Number.NEGATIVE_INFINITY
  if (policy === 'lowestSkill') return skillLevel
  return policy === 'highestSkill' ? -skillLevel : 0
}

/** Below 0 where `one` is taken before `other`; 0 where only the order of the pool tells. */
export function compareMembers(one: PoolMember, other: PoolMember, policy: RankingPolicy): number {
  const favoured = Number(other.favourite ?? false) - Number(one.favourite ?? false)
  if (favoured !== 0 || policy === 'listed') return favoured
  const [mine, theirs] = [judged(one, policy), judged(other, policy)]
  if (mine !== theirs) return mine < theirs ? -1 : 1
  return one.resource.id < other.resource.id ? -1 : one.resource.id > other.resource.id ? 1 : 0
}

/** Why `one` was taken and `other`, the best of those that could stand in its place, was not; undefined where there is none. */
export function choiceReason(one: PoolMember, other: PoolMember | undefined, policy: RankingPolicy): ChoiceReason {
  if (other === undefined) return 'onlyOne'
  if ((one.favourite ?? false) !== (other.favourite ?? false)) return 'favourite'
  if (judged(one, policy) === judged(other, policy)) return 'listed'
  return policy === 'lowestSkill' || policy === 'highestSkill' ? 'skillLevel' : policy
}
