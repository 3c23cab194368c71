/** Which rows a session may see of tables that belong to no branch alone. */
import type { QueryContext } from '../engine/context.ts'

/** The branch of the session, and those in which a role gives `inventory.allBranches`; undefined where that is every branch. */
export function branchesInReach(
  context: Pick<QueryContext, 'branch' | 'branchesWith'>,
): { readonly in: readonly string[] } | undefined {
  const given = context.branchesWith('inventory.allBranches')
  return given === 'all' ? undefined : { in: [...new Set([context.branch, ...given])] }
}
