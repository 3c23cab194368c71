/** Which resources would do for what a service requires. Pure. */
import type { BookResource, ResourceBook } from '../resources/index.ts'
import { WantedRefused } from './errors.ts'
import type { Requirement } from './service-definition.ts'

/** The resources of a studio, as pools are made of them. */
export interface ResourcesKnown {
  /** In the order of their codes. */
  readonly resources: readonly BookResource[]
  /** By code or id. */
  find(codeOrId: string): BookResource | undefined
}

const knownBooks = new WeakMap<ResourceBook, ResourcesKnown>()

/** The resources of a book, which are found by code as well; made once for a book. */
export function knownOf(book: ResourceBook): ResourcesKnown {
  let known = knownBooks.get(book)
  if (known === undefined) {
    const byCode = new Map(book.resources.map((one) => [one.code, one]))
    known = { resources: book.resources, find: (codeOrId) => byCode.get(codeOrId) ?? book.byId.get(codeOrId) }
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
}

/** Who is asked for, for each requirement: codes or ids. */
export type Wanted = Readonly<Record<string, readonly string[]>>

/** The level at which a resource has a skill; 0 without it. */
export const levelOf = ({ skills }: BookResource, skill: string): number =>
  skills.find((one) => one.skill === skill)?.level ?? 0

function fits(resource: BookResource, { kind, skill, quantity }: Requirement): boolean {
  return (
    (kind === undefined || resource.kind === kind) &&
    (skill === undefined || levelOf(resource, skill.name) >= skill.level) &&
    resource.capacity >= quantity
  )
}

/** Those that are named may be anywhere; the others are of the branch. */
function membersOf(known: ResourcesKnown, branch: string, requirement: Requirement): readonly BookResource[] {
  const { resources } = requirement
  if (resources !== undefined) {
    const named = resources.map((one) => known.find(one)).filter((one) => one !== undefined)
    return [...new Set(named)].filter((one) => fits(one, requirement))
  }
  return known.resources.filter((one) => one.branch === branch && fits(one, requirement))
}

/**
 * The pools of a service in a branch. With `strict`, whoever was asked for is taken and nobody in his place; else he only comes first.
 *
 * @throws WANTED_REFUSED
 */
export function poolsOf(
  known: ResourcesKnown,
  branch: string,
  requirements: readonly Requirement[],
  { wanted, strict }: { readonly wanted: Wanted; readonly strict: boolean },
): readonly Pool[] {
  for (const [requirement, asked] of Object.entries(wanted)) {
    if (requirements.some(({ name }) => name === requirement)) continue
    const names = requirements.map(({ name }) => name).join(', ')
    throw WantedRefused.create({ requirement, resource: asked.join(', '), rule: `be of a requirement: ${names}` })
  }
  return requirements.map((requirement) => {
    const members = membersOf(known, branch, requirement)
    const asked = (wanted[requirement.name] ?? []).map((codeOrId) => {
      const resource = known.find(codeOrId)
      const member = members.find((one) => one === resource)
      if (member === undefined) {
        const rule = 'be a resource that does for it'
        throw WantedRefused.create({ requirement: requirement.name, resource: codeOrId, rule })
      }
      return member
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
    const enough = strict && asked.length === requirement.count
    return { requirement, members: enough ? members.filter(({ id }) => own.has(id)) : members, wanted: own }
  })
}
