/** Who serves a booking at a given start, at whichever place it can be. Pure. */
import { canBeFilled, type CountWanted } from './can-be-filled.ts'
import { minutesTo, type PoolMember, type SearchRequirement, type SlotQuery } from './search/query.ts'
import { compareMembers } from './search/ranking.ts'
import { type SlotAssignment, slotAt } from './search/slot-at.ts'

/** The first place at which everybody is free; null where there is none. */
export function bestOfQueries(queries: readonly SlotQuery[], start: number): SlotAssignment | null {
  for (const query of queries) {
    const slot = slotAt({ ...query, grid: anyMinute }, start)
    if (slot !== null) return slot
  }
  return null
}

/** Whether a start is on the grid is asked before: who may begin beside it is not kept from it by the search. */
const anyMinute = { step: 1, anchor: 0 }

/**
 * Whoever would be first, whether free or not, at the first place with people enough; null where the pools are too small. Nobody serves twice, and nobody
 * is taken whom a later requirement cannot do without.
 */
export function forcedAssignment(queries: readonly SlotQuery[], start: number): SlotAssignment | null {
  for (const query of queries) {
    const left = query.requirements.map(({ count, pool }): CountWanted => {
      return { count, ids: pool.map(({ resource }) => resource.id) }
    })
    const used = new Set<string>()
    if (!canBeFilled(left, used)) continue
    const requirements = query.requirements.map((requirement) => {
      left.shift()
      return forced(query, requirement, start, { used, left })
    })
    return { start, end: start + query.duration, place: query.place ?? null, requirements }
  }
  return null
}

/** Who is used already, and what is wanted beside. */
interface Others {
  readonly used: Set<string>
  readonly left: readonly CountWanted[]
}

function forced(query: SlotQuery, requirement: SearchRequirement, start: number, { used, left }: Others) {
  const { name, pool, count, quantity, ranking = 'listed' } = requirement
  const alone = { ...query, grid: anyMinute }
  const isFree = (member: PoolMember): boolean =>
    slotAt({ ...alone, requirements: [{ ...requirement, pool: [member], count: 1 }] }, start) !== null
  const inOrder = pool
    .filter(({ resource }) => !used.has(resource.id))
    .map((member) => ({ member, free: isFree(member) }))
    .sort(
      (a, b) =>
        compareFavourite(a.member, b.member) ||
        Number(b.free) - Number(a.free) ||
        compareMembers(a.member, b.member, ranking),
    )
  const [from, to] = [
    start + minutesTo(requirement.from, query.duration),
    start + minutesTo(requirement.to, query.duration),
  ]
  const ids = pool.map(({ resource }) => resource.id)
  const members: PoolMember[] = []
  for (const { member } of inOrder) {
    if (members.length === count) break
    const { id } = member.resource
    used.add(id)
    const rest = { count: count - members.length - 1, ids }
    if (canBeFilled([rest, ...left], used)) members.push(member)
    else used.delete(id)
  }
  const chosen = members.map(({ resource, before, after, favourite }) => {
    const reason = favourite === true ? ('favourite' as const) : ('listed' as const)
    return { resource: resource.id, quantity, from, to, claimFrom: from - before, claimTo: to + after, reason }
  })
  return { name, chosen }
}

/** Whoever was asked for comes first, also where others are free. */
const compareFavourite = (one: PoolMember, other: PoolMember): number =>
  Number(other.favourite ?? false) - Number(one.favourite ?? false)
