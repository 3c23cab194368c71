/** Whether whom somebody asks for can serve, before a time is taken. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { resourceBook } from '../resources/index.ts'
import { WantedRefused } from './errors.ts'
import { readKnown } from './known-of-stock.ts'
import { poolsOf, type Wanted } from './pools.ts'
import type { Service } from './services.ts'

/** Who is asked for, and who is preferred: ids, however they were named. */
export interface KnownWanted {
  readonly wanted: Wanted
  readonly preferred: readonly string[]
}

/**
 * That those who are asked for do for their requirements, and those who are preferred do for one of them, in the branch of the session. Statements: the version of the resources, and as readKnown.
 *
 * @throws WANTED_REFUSED
 */
export async function requireWanted(
  context: QueryContext | CommandContext,
  { definition }: Service,
  { wanted, preferred }: { readonly wanted: Wanted; readonly preferred: readonly string[] },
): Promise<KnownWanted> {
  const { known } = await readKnown(context, await resourceBook(context), context.branch, definition.requirements)
  const asked = poolsOf(known, context.branch, definition.requirements, { wanted, strict: true })
  const pools = poolsOf(known, context.branch, definition.requirements, { wanted: {}, strict: false })
  const members = new Set(pools.flatMap((pool) => pool.members))
  const liked = preferred.map((one) => {
    const resource = known.find(one)
    if (resource !== undefined && members.has(resource)) return resource.id
    throw WantedRefused.create({
      requirement: 'preferred',
      resource: one,
      rule: 'be a resource that does for the service',
    })
  })
  const own = asked.filter((pool) => pool.wanted.size > 0)
  return {
    wanted: Object.fromEntries(own.map((pool) => [pool.requirement.name, [...pool.wanted]])),
    preferred: [...new Set(liked)],
  }
}
