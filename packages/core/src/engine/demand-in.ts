/** What reaches several branches is done by who may do it in each of them. */
import type { QueryContext } from './context.ts'

/** What stands for every branch there will be, where the settings of a studio list none. */
const anyBranch = '*'

/**
 * Refuses unless the actor has a permission in each of the branches; with `'all'` in every one of the studio, also in those that it will have
 * where its settings list none.
 *
 * @throws PERMISSION_MISSING
 */
export function demandIn(
  context: Pick<QueryContext, 'branchesWith' | 'demand' | 'studio'>,
  permission: string,
  branches: readonly string[] | 'all',
): void {
  if (branches !== 'all') for (const branch of branches) context.demand(permission, branch)
  else if (context.branchesWith(permission) !== 'all') {
    const listed = context.studio.branches
    for (const branch of listed.length > 0 ? listed : [anyBranch]) context.demand(permission, branch)
  }
}
