/** Whose agenda is wanted. */
import { z } from 'zod'
import type { QueryContext } from '../engine/context.ts'
import { dayGiven } from '../engine/given-times.ts'
import { BranchUnknown } from '../engine/studio.ts'
import { type BookResource, type ResourceBook, resourceKinds, ResourceUnknown } from '../resources/index.ts'

export const idText = z.string().min(1).max(64)
export const dateText = dayGiven

/** All that is told must hold. */
export const whoseMembers = {
  /** That of the session unless told. */
  branch: z.string().min(1).max(40).optional(),
  /** From any branch that the actor reaches. */
  resourceIds: z.array(idText).min(1).max(500).optional(),
  kind: z.enum(resourceKinds).optional(),
  /** Those that have it, at any level: a department. */
  skill: z.string().trim().min(1).max(60).optional(),
}

export interface Whose {
  readonly branch?: string | undefined
  readonly resourceIds?: readonly string[] | undefined
  readonly kind?: string | undefined
  readonly skill?: string | undefined
}

/** The branch that is asked about, and its time zone. @throws BRANCH_UNKNOWN, PERMISSION_MISSING */
export function branchAsked(
  context: QueryContext,
  permission: string,
  branch: string = context.branch,
): { readonly branch: string; readonly timeZone: string } {
  const { studio, tenant } = context
  if (!studio.hasBranch(branch)) throw BranchUnknown.create({ tenant, branch, known: studio.branches })
  context.demand(permission, branch)
  return { branch, timeZone: studio.branch(branch).timeZone ?? studio.timeZone }
}

/** In the order of their codes; those out of use included. @throws RESOURCE_UNKNOWN, also where the actor does not reach it */
export function resourcesAsked(
  context: QueryContext,
  permission: string,
  book: ResourceBook,
  branch: string,
  { resourceIds, kind, skill }: Whose,
): readonly BookResource[] {
  const reached = context.branchesWith(permission)
  const wanted = resourceIds === undefined ? undefined : new Set(resourceIds)
  for (const resourceId of wanted ?? []) {
    const known = book.byId.get(resourceId)
    if (known === undefined || (reached !== 'all' && !reached.includes(known.branch))) {
      throw ResourceUnknown.create({ resourceId })
    }
  }
  return book.resources.filter(
    (one) =>
      (wanted === undefined ? one.branch === branch : wanted.has(one.id)) &&
      (kind === undefined || one.kind === kind) &&
      (skill === undefined || one.skills.some((has) => has.skill === skill)),
  )
}
