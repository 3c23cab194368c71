/** Who would nearly do for what a service requires, or was asked for and does not, and why. Pure. */
import type { BookResource } from '../resources/index.ts'
import type { WhyNot } from './explained.ts'
import { levelOf, whyUnfit } from './fits-requirement.ts'
import type { Pool, ResourcesKnown } from './pools.ts'
import type { Requirement } from './service-definition.ts'
import { whyNot } from './tell-why.ts'

export interface OutsidePool {
  readonly resource: BookResource
  readonly reasons: readonly WhyNot[]
}

/**
 * Those whose place others were asked for; those who were asked for, and those on the list of the service, who do not do; and without a list those of the branch who
 * have the skill and the kind, but not at the level, or not as much of it, as is needed. Who is of another kind, or has nothing of the skill, would only make the list long.
 */
export function outsidePool(known: ResourcesKnown, branch: string, pool: Pool): readonly OutsidePool[] {
  const { requirement, members, leftOut, unfit } = pool
  const told = new Set([...members, ...leftOut])
  const nearly = [...unfit, ...namedOrNear(known, branch, requirement)].filter((one) => !told.has(one))
  return [
    ...leftOut.map((resource) => ({ resource, reasons: [whyNot('notWanted', 'was not asked for')] })),
    ...[...new Set(nearly)]
      .map((resource) => ({ resource, reasons: whyUnfit(resource, branch, requirement) }))
      // Who does, and is in another pool of the same requirement, is told there.
      .filter(({ reasons }) => reasons.length > 0),
  ]
}

function namedOrNear(known: ResourcesKnown, branch: string, { resources, stock, kind, skill }: Requirement) {
  if (stock !== undefined) return []
  if (resources !== undefined) return resources.flatMap((one) => known.find(one) ?? [])
  return known.resources.filter(
    (one) =>
      one.branch === branch &&
      (kind === undefined || one.kind === kind) &&
      (skill === undefined || levelOf(one, skill.name) > 0),
  )
}
