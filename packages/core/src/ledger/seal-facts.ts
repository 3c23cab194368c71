/** All rows that make an entry, as reports read them: its head, its lines, and what it consumed. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { PostedEntry, PostedLine } from './post-entry.ts'
import { encodedRow } from './seal-encoding.ts'
import { ledgerEntries, ledgerLines, ledgerRefunds, ledgerReversals } from './tables.ts'

export interface EntryFacts {
  readonly entry: PostedEntry
  readonly lines: readonly PostedLine[]
  /** The rows as the chain takes them. */
  readonly encoded: readonly string[]
}

/** The facts of entries, by id; of those that exist. Three statements, four where an entry corrects another. */
export async function readFacts(store: ScopedReads, ids: readonly string[]): Promise<ReadonlyMap<string, EntryFacts>> {
  const entries = await store.find(ledgerEntries, { where: { id: { in: ids } }, limit: 'all' })
  const lines = await store.find(ledgerLines, {
    where: { entryId: { in: ids } },
    orderBy: ['entryId', 'line'],
    limit: 'all',
  })
  const refunds = await store.find(ledgerRefunds, {
    where: { refundEntryId: { in: ids } },
    orderBy: ['refundEntryId', 'line'],
    limit: 'all',
  })
  const corrected = entries.flatMap(({ correctsId }) => (correctsId === null ? [] : [correctsId]))
  const reversals =
    corrected.length === 0
      ? []
      : await store.find(ledgerReversals, { where: { entryId: { in: corrected } }, orderBy: ['entryId'], limit: 'all' })
  const linesOf = grouped(lines, (line) => line.entryId)
  const refundsOf = grouped(refunds, (refund) => refund.refundEntryId)
  const reversalsOf = grouped(reversals, (reversal) => reversal.reversalId)
  return new Map(
    entries.map((entry) => {
      const own = linesOf.get(entry.id) ?? []
      const encoded = [
        encodedRow(ledgerEntries, entry),
        ...own.map((row) => encodedRow(ledgerLines, row)),
        ...(refundsOf.get(entry.id) ?? []).map((row) => encodedRow(ledgerRefunds, row)),
        ...(reversalsOf.get(entry.id) ?? []).map((row) => encodedRow(ledgerReversals, row)),
      ]
      return [entry.id, { entry, lines: own, encoded }]
    }),
  )
}

function grouped<R>(rows: readonly R[], keyOf: (row: R) => string): ReadonlyMap<string, readonly R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
