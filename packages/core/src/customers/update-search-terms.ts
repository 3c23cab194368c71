/** Keeps the terms of a customer equal to what its row says. */
import type { CommandContext } from '../engine/context.ts'
import { type Searchable, searchTermsOf } from './search-terms.ts'
import { type CustomerRow, customersSearchTerms } from './tables.ts'

/** Writes only what changed: at most two statements, and none where nothing did. */
export async function updateSearchTerms(
  context: CommandContext,
  before: Searchable,
  after: CustomerRow,
): Promise<void> {
  const had = new Map(searchTermsOf(before).map((one) => [one.term, one]))
  const added = searchTermsOf(after).filter((one) => {
    const standing = had.get(one.term)
    const same = standing?.kind === one.kind && standing.texts === one.texts
    if (same) had.delete(one.term)
    return !same
  })
  if (had.size > 0) {
    await context.store.deleteWhere(customersSearchTerms, { customerId: after.id, term: { in: [...had.keys()] } })
  }
  for (const one of added) context.store.insert(customersSearchTerms, { ...one, customerId: after.id })
}
