/** What is asked of the search: a service at a branch, with its pools, at each place where it could be. Pure. */
import { type ResourceBook, unknownTime } from '../resources/index.ts'
import { offsetsOf } from '../values/time-zone.ts'
import { levelOf } from './fits-requirement.ts'
import { longestWay, placeOf } from './places.ts'
import type { Pool, ResourcesKnown } from './pools.ts'
import { minutesTo, type PhaseEdge, type SearchRequirement, type SlotQuery } from './search/query.ts'
import type { SearchResource } from './search/resource.ts'
import { searchResource } from './search/resource.ts'
import type { ServiceDefinition } from './service-definition.ts'
import type { BookingsSettings } from './settings.ts'

const millisPerMinute = 60_000

export interface SlotsWanted {
  readonly book: ResourceBook
  readonly definition: ServiceDefinition
  readonly pools: readonly Pool[]
  readonly known: ResourcesKnown
  /** The branch, which is where it takes place unless a requirement says so. */
  readonly branch: string
  readonly timeZone: string
  /** Minutes in which starts may lie. */
  readonly window: { readonly from: number; readonly to: number }
  readonly travel: (from: string, to: string) => number
  /** Days on which the service has as many bookings as it takes: flat spans of minutes. */
  readonly fullDays: readonly number[]
  /** The times of a resource, as the search wants them. */
  timesOf(resourceId: string): SearchResource
}

/** How many minutes before the earliest start, and after the latest, anything can stand in the way. */
export function reachOf(
  { duration }: Pick<ServiceDefinition, 'duration'>,
  pools: readonly Pool[],
  settings: BookingsSettings,
): { readonly back: number; readonly ahead: number } {
  const way = longestWay(settings)
  let [back, ahead] = [0, duration]
  for (const { requirement, members } of pools) {
    let [prepare, clean] = [0, 0]
    for (const { prepareMinutes, cleanMinutes } of members) {
      prepare = Math.max(prepare, prepareMinutes)
      clean = Math.max(clean, cleanMinutes)
    }
    back = Math.max(back, requirement.before + prepare - minutesTo(edge(requirement.from), duration))
    ahead = Math.max(ahead, minutesTo(edge(requirement.to), duration) + requirement.after + clean)
  }
  return { back: back + way, ahead: ahead + way }
}

const edge = ({ anchor, minutes }: { readonly anchor: 'start' | 'end'; readonly minutes: number }): PhaseEdge => ({
  of: anchor,
  minutes,
})

/** The offsets of the zone in a window, in minutes; a zone whose offset is no whole number of minutes is taken to the full one. */
export function stretchesOf(timeZone: string, from: number, to: number) {
  return offsetsOf(timeZone)
    .between(from * millisPerMinute, to * millisPerMinute)
    .map((stretch) => ({
      from: Math.ceil(stretch.from / millisPerMinute),
      to: Math.ceil(stretch.to / millisPerMinute),
      offsetMinutes: Math.round(stretch.offset / millisPerMinute),
    }))
}

/** One query for each place where the service could be. */
export function slotQueries(wanted: SlotsWanted): readonly SlotQuery[] {
  const { book, definition, pools, known, branch, timeZone, window, travel } = wanted
  const codeOf = (id: string): string | undefined => known.find(id)?.code
  const placing = pools.find(({ requirement }) => requirement.isPlace)
  // Where nothing gives a place nothing is found, and it is told as in the branch.
  const isAnywhere = placing !== undefined && placing.members.length > 0
  const places = isAnywhere ? [...new Set(placing.members.map((member) => placeOf(member, codeOf)))].sort() : [branch]
  const stretches = stretchesOf(timeZone, window.from, window.to)
  const members = pools.flatMap((pool) => pool.members)
  const unknown = unknownTime(book, members, window.from, window.to)
  return places.map((place) => ({
    duration: definition.duration,
    window,
    grid: { step: definition.grid, anchor: 0 },
    stretches,
    place,
    travel,
    unknown,
    requirements: [
      ...pools.map((pool) => requirementOf(wanted, pool, pool === placing ? place : undefined, codeOf)),
      ...limitOf(wanted),
    ],
  }))
}

function requirementOf(
  { timesOf }: SlotsWanted,
  { requirement, members, wanted }: Pool,
  place: string | undefined,
  codeOf: (id: string) => string | undefined,
): SearchRequirement {
  const { name, count, quantity, from, to, before, after, skill, assign } = requirement
  const here = place === undefined ? members : members.filter((member) => placeOf(member, codeOf) === place)
  return {
    name,
    count,
    quantity,
    from: edge(from),
    to: edge(to),
    ranking: assign,
    pool: here.map((member) => ({
      resource: timesOf(member.id),
      before: before + member.prepareMinutes,
      after: after + member.cleanMinutes,
      favourite: wanted.has(member.id),
      skillLevel: skill === undefined ? 0 : levelOf(member, skill.name),
    })),
  }
}

/** The name under which a service itself is required, where it has limits. */
export const limitRequirement = 'bookings of the service'

/** A service that takes only so many bookings a day is closed on its full days. */
function limitOf({ definition, window, fullDays }: SlotsWanted): readonly SearchRequirement[] {
  if (fullDays.length === 0) return []
  const margin = definition.duration + 2880
  const [from, to] = [window.from - margin, window.to + margin]
  const open: number[] = []
  let at = from
  for (let cut = 0; cut < fullDays.length; cut += 2) {
    const [begins, ends] = [fullDays[cut] as number, fullDays[cut + 1] as number]
    if (begins > at) open.push(at, Math.min(begins, to))
    at = Math.max(at, ends)
    if (at >= to) break
  }
  if (at < to) open.push(at, to)
  const resource = searchResource({ id: limitRequirement, open, claims: [] })
  const whole = { from: edge({ anchor: 'start', minutes: 0 }), to: edge({ anchor: 'end', minutes: 0 }) }
  return [{ name: limitRequirement, count: 1, quantity: 1, ...whole, pool: [{ resource, before: 0, after: 0 }] }]
}
