/** Why a service cannot begin at a time: by every requirement, and every resource that would do. */
import type { Taken } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { type ResourceBook, resourcesTimeOff } from '../resources/index.ts'
import type { ExplainedRequirement, ExplainedResource } from './explained.ts'
import { type BookingLimits, type FullPeriod, fullPeriodsAt } from './full-days.ts'
import { outsidePool } from './outside-pool.ts'
import type { Pool, ResourcesKnown } from './pools.ts'
import { localDays } from './search-times.ts'
import { explain, type SlotExplanation } from './search/explain.ts'
import type { SlotQuery } from './search/query.ts'
import { limitRequirement } from './slot-query.ts'
import { tellWhy, type WhyKnown, whyNot } from './tell-why.ts'

/** The time around a start, as it was searched. */
export interface StartKnown {
  /** One for each place where it could be. */
  readonly queries: readonly SlotQuery[]
  readonly book: ResourceBook
  readonly known: ResourcesKnown
  readonly pools: readonly Pool[]
  readonly branch: string
  readonly timeZone: string
  /** How often the service is booked, and how often it may be. */
  readonly ofService: readonly Taken[]
  readonly limits: BookingLimits
  /** What claims a resource, by the name of its claims, in the whole weeks of the booking. */
  takenOf(claimName: string): readonly Taken[]
}

export interface StartExplained {
  /** Full days and weeks of the service: then nothing new begins, whoever is free. */
  readonly full: readonly FullPeriod[]
  /** As at the place that comes nearest; of the requirement that gives the place, all places. */
  readonly requirements: readonly ExplainedRequirement[]
}

/**
 * Statements: one, for kinds of time off, where somebody is away then and whoever asks may see why; else none.
 *
 * @throws HOLIDAYS_UNKNOWN
 */
export async function explainStart(
  context: QueryContext | CommandContext,
  known: StartKnown,
  start: number,
): Promise<StartExplained> {
  const told = known.queries.map((query) => explain(query, start))
  const timeOff = await readTimeOffKinds(context, known, told)
  return startExplained(known, told, (reference) => timeOff.get(reference))
}

/** Pure: the same told from what the search says of each place. */
function startExplained(
  known: StartKnown,
  told: readonly SlotExplanation[],
  timeOffOf: (reference: string) => string | undefined,
): StartExplained {
  const nearest = told.toSorted((one, other) => shortIn(one).length - shortIn(other).length)[0]
  if (nearest === undefined) throw new Error('a search has one place at least')
  const why: WhyKnown = { ...known, timeOffOf }
  const { limits, ofService, timeZone } = known
  const [from, to] = [nearest.start, nearest.start + (known.queries[0]?.duration ?? 0)]
  return {
    full: fullPeriodsAt(ofService, limits, localDays(timeZone), { from, to }),
    requirements: known.pools.map((pool, at) => {
      const { name, isPlace } = pool.requirement
      const { count, enough } = requirementIn(nearest, name, at)
      const members = isPlace
        ? told.flatMap((one) => membersIn(one, at, why, one === nearest))
        : membersIn(nearest, at, why, true)
      const all = [...members.sort(byPool(pool)), ...outsideOf(known, pool)]
      return { name, needed: count, free: all.filter(({ free }) => free).length, enough, members: all }
    }),
  }

  function membersIn(one: SlotExplanation, at: number, why: WhyKnown, isHere: boolean): ExplainedResource[] {
    const name = known.pools[at]?.requirement.name ?? ''
    const others = isHere ? [] : shortIn(one).filter((short) => short !== name)
    return requirementIn(one, name, at).members.map(({ resource: id, reasons: all }) => {
      const resource = known.known.byId(id)
      const reasons = all.flatMap((reason) => tellWhy(reason, resource, why))
      if (reasons.length === 0 && others.length > 0) {
        const names = others.join(', ')
        reasons.push(whyNot('shortWithIt', `would do, but then there is no ${names}`, { because: names }))
      }
      return { code: resource.code, inPool: true, free: reasons.length === 0, reasons }
    })
  }
}

/** The requirements that are short, without the limit of the service. */
const shortIn = ({ requirements }: SlotExplanation): readonly string[] =>
  requirements.filter(({ name, enough }) => !enough && name !== limitRequirement).map(({ name }) => name)

/** The search is asked about the pools in their order: two of them may be of one requirement. */
function requirementIn({ requirements }: SlotExplanation, name: string, at: number) {
  const found = requirements[at]
  if (found?.name !== name) throw new Error(`the search does not know the requirement "${name}"`)
  return found
}

/** In the order of the pool, wherever they are. */
function byPool({ members }: Pool): (one: ExplainedResource, other: ExplainedResource) => number {
  const place = new Map(members.map(({ code }, at) => [code, at]))
  return (one, other) => (place.get(one.code) ?? 0) - (place.get(other.code) ?? 0)
}

const outsideOf = ({ known, branch }: StartKnown, pool: Pool): ExplainedResource[] =>
  outsidePool(known, branch, pool).map(({ resource, reasons }) => ({
    ...{ code: resource.code, inPool: false, free: false },
    reasons: [...reasons],
  }))

/** The kinds of the time off that stands in the way, by reference, as far as whoever asks may see them. */
async function readTimeOffKinds(
  context: QueryContext | CommandContext,
  { known }: StartKnown,
  told: readonly SlotExplanation[],
): Promise<ReadonlyMap<string, string>> {
  const references = new Set<string>()
  for (const { requirements } of told) {
    for (const { members } of requirements) {
      for (const { resource: id, reasons } of members) {
        const away = reasons.flatMap((why) => (why.kind === 'taken' || why.kind === 'capacity' ? why.claims : []))
        const ofTimeOff = away.filter(({ kind }) => kind === 'timeOff')
        if (ofTimeOff.length === 0) continue
        const { personId, branch } = known.byId(id)
        if (personId !== context.actor && !context.may('resources.timeOffOfOthers', branch)) continue
        for (const { reference } of ofTimeOff) references.add(reference)
      }
    }
  }
  if (references.size === 0) return new Map()
  const rows = await context.store.find(resourcesTimeOff, { where: { id: { in: [...references] } }, limit: 'all' })
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}
