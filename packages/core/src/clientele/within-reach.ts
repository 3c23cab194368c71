/** Summaries as the actor may see them: of all branches, or of those within reach. */
import type { QueryContext } from '../engine/context.ts'
import { combineSummaries, type ReachedSummary } from './combine.ts'
import { clienteleBranches, clienteleCustomers } from './tables.ts'

/** By customer; who bought nothing within reach has none. One statement. */
export async function summariesWithinReach(
  { store }: Pick<QueryContext, 'store'>,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, ReachedSummary>> {
  const of = { where: { customerId: { in: customerIds } }, limit: 'all' } as const
  if (store.scope.branches !== 'all') return combineSummaries(await store.find(clienteleBranches, of))
  return new Map((await store.find(clienteleCustomers, of)).map((row) => [row.customerId, row]))
}
