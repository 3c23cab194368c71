/** Who would serve a slot, and why they and not others. */
import { type Demand, fillDemands, fitsBeside } from './fill-demands.ts'
import { isOnGrid } from './grid.ts'
import { isFree, type Part, type Plan, planSearch } from './plan.ts'
import { type PoolMember, requireKnown, type Slot, type SlotQuery } from './query.ts'
import { type ChoiceReason, choiceReason, compareMembers } from './ranking.ts'

/** A resource that was chosen, and what would be claimed of it. */
export interface ChosenMember {
  readonly resource: string
  readonly quantity: number
  /** The phase. */
  readonly from: number
  readonly to: number
  /** The phase with the member's buffers: what is to be claimed. */
  readonly claimFrom: number
  readonly claimTo: number
  readonly reason: ChoiceReason
}

/** Who would serve a slot, by requirement, in the order of the query. */
export interface SlotAssignment extends Slot {
  readonly requirements: readonly { readonly name: string; readonly chosen: readonly ChosenMember[] }[]
}

/**
 * Who would serve a slot that starts then; null where it is none. Everybody's place in the order of those who are free for a requirement adds up to the least
 * there is; of equal ways, the earlier requirements have who they prefer.
 */
export function slotAt(query: SlotQuery, start: number): SlotAssignment | null {
  if (!isWithin(query, start)) return null
  requireKnown(query, start)
  if (!isOnGrid(query.grid, query.stretches, start)) return null
  const plan = planSearch(query)
  const demands = demandsAt(plan, start)
  const filled = fillDemands(plan, demands, start, 'best')
  if (filled === null) return null
  const requirements = demands.map(({ part, options }, at) => {
    const members = filled[at] ?? []
    const other = options.find((option) => !members.includes(option) && couldStandIn(plan, filled, part, option, start))
    const chosen = members.map((member) => chosenMember(part, member, other, start))
    return { name: part.name, chosen }
  })
  return { start, end: start + query.duration, place: query.place ?? null, requirements }
}

/** Whether the window of the query holds a start. */
export const isWithin = ({ window }: SlotQuery, start: number): boolean => window.from <= start && start < window.to

/** The members of the pool that are free for a part alone, the preferred first. */
export function freeInOrder(plan: Plan, part: Part, start: number): PoolMember[] {
  const free = part.pool.filter((member) => isFree(plan, part, member, start))
  return free.sort((a, b) => compareMembers(a, b, part.ranking))
}

function demandsAt(plan: Plan, start: number): Demand[] {
  return plan.parts.map((part) => ({ part, count: part.count, options: freeInOrder(plan, part, start) }))
}

/** Whether a member who is free for the part serves nothing else in the slot that keeps it from this. */
function couldStandIn(
  plan: Plan,
  filled: readonly (readonly PoolMember[])[],
  part: Part,
  member: PoolMember,
  start: number,
): boolean {
  const entry = plan.shared.get(member.resource.id)
  if (entry === undefined) return true
  let serves = 0
  for (const { index } of plan.parts) {
    const other = entry.members[index]
    if (other !== undefined && filled[index]?.includes(other)) serves |= 1 << index
  }
  return fitsBeside(plan, entry, serves, part, start)
}

function chosenMember(part: Part, member: PoolMember, other: PoolMember | undefined, start: number): ChosenMember {
  const from = start + part.from
  const to = start + part.to
  return {
    resource: member.resource.id,
    quantity: part.quantity,
    from,
    to,
    claimFrom: from - member.before,
    claimTo: to + member.after,
    reason: choiceReason(member, other, part.ranking),
  }
}
