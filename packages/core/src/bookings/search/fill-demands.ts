/**
 * Who serves what where several requirements could take the same resource: an exact search that is deterministic. A resource
 * may serve two requirements of a slot as far as what they claim of it fits together.
 */
import type { Part, Plan, SharedResource } from './plan.ts'
import type { PoolMember } from './query.ts'
import { spansAbove, usageOf } from './usage.ts'

/** So many of these members, the preferred first: each costs its place in the list. */
export interface Demand {
  readonly part: Part
  readonly count: number
  /** Each is free for the part alone. */
  readonly options: readonly PoolMember[]
}

/**
 * The members for each demand, or null where there is no way to fill all: `best`, those with the lowest cost in all, and of
 * equal ones those that are preferred for the earlier demands; `any`, the first that are found.
 */
export function fillDemands(
  plan: Plan,
  demands: readonly Demand[],
  start: number,
  wanted: 'best' | 'any',
): PoolMember[][] | null {
  // However much the others take, as many of the first of a rival's options as all rivals want leave enough for it.
  const together = demands.reduce((sum, { part, count }) => (isRival(plan, part) ? sum + count : sum), 0)
  // What the demands from each on cost at least, as if nobody wanted the same.
  const least = new Array<number>(demands.length + 1).fill(0)
  // The bits of the parts of the demands from each on.
  const ahead = new Array<number>(demands.length + 1).fill(0)
  for (let at = demands.length - 1; at >= 0; at--) {
    const { part, count, options } = demands[at] as Demand
    if (options.length < count) return null
    least[at] = (least[at + 1] as number) + (count * (count - 1)) / 2
    ahead[at] = (ahead[at + 1] as number) | (1 << part.index)
  }
  const shared = [...plan.shared.values()]
  const served = new Int32Array(shared.length)
  const chosen: PoolMember[][] = demands.map(() => [])
  const met = new Map<string, number>()
  let found: PoolMember[][] | null = null
  let best = Number.POSITIVE_INFINITY

  const fill = (at: number, cost: number): void => {
    const demand = demands[at]
    if (demand === undefined) {
      found = chosen.map((members) => [...members])
      best = wanted === 'any' ? -1 : cost
      return
    }
    // Who came here before with as little left the same for the rest: nothing better follows.
    const state = `${at} ${shared.map((one, place) => whatMatters(one, served[place] as number, ahead[at] as number)).join()}`
    const before = met.get(state)
    if (before !== undefined && before <= cost) return
    met.set(state, cost)
    choose(demand, at, 0, 0, cost)
  }

  const choose = ({ part, count, options }: Demand, at: number, from: number, taken: number, cost: number): void => {
    const missing = count - taken
    if (missing === 0) {
      fill(at + 1, cost)
      return
    }
    const within = Math.min(options.length, isRival(plan, part) ? together : count)
    for (let place = from; place <= within - missing; place++) {
      const bound = cost + missing * place + (missing * (missing - 1)) / 2 + (least[at + 1] as number)
      if (bound >= best) return
      const member = options[place] as PoolMember
      const entry = plan.shared.get(member.resource.id)
      const others = entry === undefined ? 0 : (served[entry.index] as number)
      if (entry !== undefined && !fitsBeside(plan, entry, others, part, start)) continue
      if (entry !== undefined) served[entry.index] = others | (1 << part.index)
      const members = chosen[at] as PoolMember[]
      members.push(member)
      choose({ part, count, options }, at, place + 1, taken + 1, cost + place)
      members.pop()
      if (entry !== undefined) served[entry.index] = others
    }
  }

  fill(0, 0)
  return found
}

const isRival = ({ rivals }: Plan, { index }: Part): boolean => (rivals & (1 << index)) !== 0

/** Whether a resource that is free for each part alone can serve this one too beside those that it serves. */
export function fitsBeside(plan: Plan, entry: SharedResource, serves: number, part: Part, start: number): boolean {
  if ((serves & (entry.excludes[part.index] ?? 0)) !== 0) return false
  const overlapping = serves & (entry.overlaps[part.index] ?? 0)
  return overlapping === 0 || fitTogether(plan, entry, overlapping | (1 << part.index), start)
}

/** Whether all that these parts would claim of a resource fits beside what is claimed of it; one of them overlaps each other. */
function fitTogether(
  { parts, ways }: Plan,
  { resource, members }: SharedResource,
  bits: number,
  start: number,
): boolean {
  const wanted = parts.flatMap(({ index, from, to, quantity }) => {
    const member = members[index]
    if (member === undefined || (bits & (1 << index)) === 0) return []
    return { from: start + from - member.before, to: start + to + member.after, quantity }
  })
  const first = Math.min(...wanted.map(({ from }) => from))
  const last = Math.max(...wanted.map(({ to }) => to))
  const standing = ways.loads(resource, first, last)
  const over = spansAbove(
    usageOf({
      from: [...Array.from(standing.from), ...wanted.map(({ from }) => from)],
      to: [...Array.from(standing.to), ...wanted.map(({ to }) => to)],
      quantity: [...Array.from(standing.quantity), ...wanted.map(({ quantity }) => quantity)],
    }),
    resource.capacity,
  )
  // All meet in the time of one part: what overflows beside them would overflow in them as well.
  return over.length === 0
}

/** Of what a resource serves, what makes a difference to the parts that are still to be filled. */
function whatMatters({ resource, excludes, overlaps }: SharedResource, serves: number, ahead: number): number {
  if (serves === 0) return 0
  let excluded = 0
  let overlapping = 0
  for (let index = 0; index < overlaps.length; index++) {
    if ((serves & (1 << index)) === 0) continue
    excluded |= excludes[index] ?? 0
    overlapping |= overlaps[index] ?? 0
  }
  if (resource.capacity === 1) return excluded & ahead
  return (overlapping & ahead) === 0 ? 0 : serves
}
