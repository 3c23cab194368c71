/** Merges one after the other: which came last, and which of the earlier ones could be undone before the next. */
import type { CommandContext } from '../engine/context.ts'
import type { Json } from '../values/json.ts'
import type { PlacedReference } from './customer-references.ts'
import { differentTraces, type Traces, tracesOf } from './move-references.ts'
import { allIdsOf } from './read-customers.ts'
import { listOf } from './search-terms.ts'
import { type CustomerRow, customersMerges, type MergeRow } from './tables.ts'

/**
 * The last standing merge into a customer who stands. A merge adds its ids at the end of the survivor's, so that their order tells
 * it, whatever the clocks of processes say. Expects the customer to be locked. One statement, none where nobody was merged.
 */
export async function lastMergeInto(
  { store }: CommandContext,
  { id: survivorId, mergedIds }: Pick<CustomerRow, 'id' | 'mergedIds'>,
): Promise<MergeRow | undefined> {
  const ids = listOf(mergedIds)
  if (ids.length === 0) return undefined
  const where = { survivorId, undoneAt: null, mergedId: { in: ids } }
  const merges = await store.find(customersMerges, { where, limit: 'all' })
  return merges.reduce<MergeRow | undefined>(
    (last, merge) => (last === undefined || ids.indexOf(merge.mergedId) > ids.indexOf(last.mergedId) ? merge : last),
    undefined,
  )
}

/** The last merges into these customers, of those since which nothing has happened. Two statements and one a table for each of them. */
export async function undisturbedMerges(
  context: CommandContext,
  references: readonly PlacedReference[],
  people: readonly CustomerRow[],
): Promise<readonly string[]> {
  const undisturbed: string[] = []
  for (const person of people) {
    const last = await lastMergeInto(context, person)
    if (last === undefined) continue
    const traces = await tracesOf(context, references, allIdsOf(person))
    if (differentTraces(last.traces as unknown as Traces, traces).length === 0) undisturbed.push(last.id)
  }
  return undisturbed
}

/**
 * After a merge was undone: those that were undisturbed before it are so again, although rows went there and back. One statement a
 * table for each of them.
 */
export async function settleEarlier(
  context: CommandContext,
  references: readonly PlacedReference[],
  undone: MergeRow,
  people: readonly CustomerRow[],
): Promise<void> {
  const undisturbed = listOf(undone.undisturbed)
  if (undisturbed.length === 0) return
  const where = { id: { in: undisturbed }, undoneAt: null }
  const merges = await context.store.findForUpdate(customersMerges, { where, orderBy: ['id'], limit: 'all' })
  for (const merge of merges) {
    const person = people.find(({ id }) => id === merge.survivorId)
    if (person === undefined) continue
    const traces = (await tracesOf(context, references, allIdsOf(person))) as unknown as Json
    await context.store.update(customersMerges, merge, { traces })
  }
}
