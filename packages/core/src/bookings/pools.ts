/** Which resources would do for what a service requires. Pure. */
import type { BookResource, ResourceBook } from '../resources/index.ts'
import { WantedRefused } from './errors.ts'
import { fits, whyUnfit } from './fits-requirement.ts'
import type { Requirement } from './service-definition.ts'

/** The resources of a studio, as pools are made of them. */
export interface ResourcesKnown {
  /** In the order of their codes. */
  readonly resources: readonly BookResource[]
  /** Whether any of them is a unit of the stock, or counted stock. */
  readonly hasStock: boolean
  /** By code or id. */
  find(codeOrId: string): BookResource | undefined
  /** By id; of those that were found. */
  byId(id: string): BookResource
  /** The units of an item in a branch. */
  unitsOf(itemId: string): readonly BookResource[]
}

const knownBooks = new WeakMap<ResourceBook, ResourcesKnown>()

/** The resources of a book, which are found by code as well; made once for a book. */
export function knownOf(book: ResourceBook): ResourcesKnown {
  let known = knownBooks.get(book)
  if (known === undefined) {
    const byCode = new Map(book.resources.map((one) => [one.code, one]))
    known = {
      resources: book.resources,
      hasStock: book.ofStock.size > 0,
      find: (codeOrId) => byCode.get(codeOrId) ?? book.byId.get(codeOrId),
      byId: (id) => book.byId.get(id) as BookResource,
      unitsOf: () => [],
    }
    knownBooks.set(book, known)
  }
  return known
}

export interface Pool {
  readonly requirement: Requirement
  /** All that would do, in the order of the list that was given, or by code. */
  readonly members: readonly BookResource[]
  /** Who was asked for: the ids. */
  readonly wanted: ReadonlySet<string>
  /** Who would do, but for whose place others were asked for. */
  readonly leftOut: readonly BookResource[]
  /** Who was asked for and does not do: nobody, unless such are let pass. */
  readonly unfit: readonly BookResource[]
}

/** Who is asked for, for each requirement: codes or ids. */
export type Wanted = Readonly<Record<string, readonly string[]>>

/** Those that are named may be anywhere; the others are of the branch. */
export function membersOf(known: ResourcesKnown, branch: string, requirement: Requirement): readonly BookResource[] {
  const { resources, stock } = requirement
  if (stock !== undefined) return known.unitsOf(stock.item)
  if (resources !== undefined) {
    const named = resources.map((one) => known.find(one)).filter((one) => one !== undefined)
    return [...new Set(named)].filter((one) => fits(one, requirement))
  }
  return known.resources.filter((one) => one.branch === branch && fits(one, requirement))
}

export interface PoolsWanted {
  readonly wanted: Wanted
  /** Whoever was asked for is taken and nobody in his place; else he only comes first. */
  readonly strict: boolean
  /** Whoever was asked for and does not do is told as such, and not refused. */
  readonly unfit?: 'refused' | 'told' | undefined
}

/**
 * The pools of a service in a branch, in the order of the requirements. Of a requirement for which only some are named, with `strict`, there are two: those who
 * were asked for, all of whom serve, and the others for the rest.
 *
 * @throws WANTED_REFUSED
 */
export function poolsOf(
  known: ResourcesKnown,
  branch: string,
  requirements: readonly Requirement[],
  { wanted, strict, unfit: letPass = 'refused' }: PoolsWanted = { wanted: {}, strict: false },
): readonly Pool[] {
  for (const [requirement, asked] of Object.entries(wanted)) {
    if (requirements.some(({ name }) => name === requirement)) continue
    const names = requirements.map(({ name }) => name).join(', ')
    throw WantedRefused.create({ requirement, resource: asked.join(', '), rule: `be of a requirement: ${names}` })
  }
  const pools = requirements.flatMap((requirement): Pool[] => {
    const members = membersOf(known, branch, requirement)
    const unfit: BookResource[] = []
    const asked = (wanted[requirement.name] ?? []).map((codeOrId) => {
      const resource = known.find(codeOrId)
      if (resource !== undefined && members.includes(resource)) return resource
      if (resource === undefined || letPass === 'refused') {
        const why = resource === undefined ? [] : whyUnfit(resource, branch, requirement)
        const rule = `be a resource that does for it${why.length === 0 ? '' : ` (this one ${why.map(({ text }) => text).join(', ')})`}`
        throw WantedRefused.create({ requirement: requirement.name, resource: codeOrId, rule })
      }
      unfit.push(resource)
      return resource
    })
    if (asked.length > requirement.count) {
      const rule = `name at most ${requirement.count}`
      throw WantedRefused.create({
        requirement: requirement.name,
        resource: asked.map(({ code }) => code).join(', '),
        rule,
      })
    }
    const own = new Set(asked.map(({ id }) => id))
    if (!strict || asked.length === 0) return [{ requirement, members, wanted: own, leftOut: [], unfit }]
    const [taken, others] = parted(members, own)
    const rest = requirement.count - own.size
    if (rest === 0) return [{ requirement, members: taken, wanted: own, leftOut: others, unfit }]
    return [
      { requirement: { ...requirement, count: own.size }, members: taken, wanted: own, leftOut: [], unfit },
      { requirement: { ...requirement, count: rest }, members: others, wanted: new Set(), leftOut: [], unfit: [] },
    ]
  })
  const [last] = pools.slice(mostPools)
  if (last === undefined) return pools
  const { name } = last.requirement
  const rule = `have all named or nobody: with those that are named in part there are ${pools.length} pools, and ${mostPools} at most`
  throw WantedRefused.create({ requirement: name, resource: (wanted[name] ?? []).join(', '), rule })
}

/** What a search takes, beside the limit of the service. */
const mostPools = 29

/** Those who were asked for, and the others. */
const parted = (members: readonly BookResource[], own: ReadonlySet<string>) =>
  [members.filter(({ id }) => own.has(id)), members.filter(({ id }) => !own.has(id))] as const
