/** Why a time is a slot or is none: of every requirement, and of every resource that could serve it. */
import { type Demand, fillDemands } from './fill-demands.ts'
import { isOnGrid } from './grid.ts'
import { type Part, type Plan, planSearch } from './plan.ts'
import { type PoolMember, requireKnown, type SlotQuery } from './query.ts'
import { freeInOrder, isWithin } from './slot-at.ts'
import { standingInTheWay, type WhyNotFree } from './standing.ts'

export interface MemberExplanation {
  readonly resource: string
  /** Nothing keeps it from serving the requirement. */
  readonly free: boolean
  readonly reasons: readonly WhyNotFree[]
}

export interface RequirementExplanation {
  readonly name: string
  /** How many members it takes. */
  readonly count: number
  /** How many are free; where those would do, but not beside the requirements before it, as many as these leave. */
  readonly free: number
  readonly enough: boolean
  readonly members: readonly MemberExplanation[]
}

export interface SlotExplanation {
  readonly start: number
  /** Whether the time is a slot. */
  readonly free: boolean
  /** What speaks against the start itself, whoever is free. */
  readonly reasons: readonly ('offGrid' | 'outsideWindow')[]
  readonly requirements: readonly RequirementExplanation[]
}

/**
 * Requirements are filled in their order. One that is short by itself is left out for those after it; one for which enough
 * are free, but not beside those before it, is short as well, and its members who serve them are needed elsewhere.
 */
export function explain(query: SlotQuery, start: number): SlotExplanation {
  requireKnown(query, start)
  const plan = planSearch(query)
  const reasons = [
    ...(isOnGrid(query.grid, query.stretches, start) ? [] : (['offGrid'] as const)),
    ...(isWithin(query, start) ? [] : (['outsideWindow'] as const)),
  ]
  const filled: Demand[] = []
  const requirements = plan.parts.map((part): RequirementExplanation => {
    const { name, count } = part
    const options = freeInOrder(plan, part, start)
    const demand = { part, count, options }
    if (options.length < count) return { name, count, free: options.length, enough: false, members: told() }
    if (fillDemands(plan, [...filled, demand], start, 'any') !== null) {
      filled.push(demand)
      return { name, count, free: options.length, enough: true, members: told() }
    }
    const { serves, spared } = sparedFor(plan, filled, demand, start)
    return { name, count, free: spared.length, enough: false, members: told(spared, serves) }

    function told(usable: readonly PoolMember[] = options, serving: ServedBy = new Map()): MemberExplanation[] {
      return part.pool.map((member) => {
        const resource = member.resource.id
        const standing = standingInTheWay(plan.ways, part, member, start)
        const elsewhere = standing.length > 0 || usable.includes(member) ? [] : [neededElsewhere(resource, serving)]
        const why = [...standing, ...elsewhere]
        return { resource, free: why.length === 0, reasons: why }
      })
    }
  })
  const free = reasons.length === 0 && requirements.every(({ enough }) => enough)
  return { start, free, reasons, requirements }
}

/** Which parts a resource serves. */
type ServedBy = ReadonlyMap<string, readonly Part[]>

const neededElsewhere = (resource: string, serving: ServedBy): WhyNotFree => ({
  kind: 'neededElsewhere',
  requirements: (serving.get(resource) ?? []).map(({ name }) => name),
})

/** The most members that a demand can have beside those that are filled before it, and whom those then take. */
function sparedFor(
  plan: Plan,
  before: readonly Demand[],
  demand: Demand,
  start: number,
): { readonly spared: readonly PoolMember[]; readonly serves: ServedBy } {
  for (let count = demand.count - 1; ; count--) {
    const found = fillDemands(plan, [...before, { ...demand, count }], start, 'best')
    if (found === null) continue
    const serves = new Map<string, Part[]>()
    for (const [at, { part }] of before.entries()) {
      const rivalsOf = (id: string) => plan.shared.get(id)?.overlaps[demand.part.index] ?? 0
      for (const { resource } of found[at] ?? []) {
        if ((rivalsOf(resource.id) & (1 << part.index)) === 0) continue
        serves.set(resource.id, [...(serves.get(resource.id) ?? []), part])
      }
    }
    return { spared: found.at(-1) ?? [], serves }
  }
}
