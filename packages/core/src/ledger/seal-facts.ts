/** All rows that make an entry or a fact of its own, as reports read them, and as the chain takes them. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { PostedEntry, PostedLine } from './post-entry.ts'
import { digestOf, rowEncoder } from './seal-encoding.ts'
import { factKey, valuesOfKey } from './fact-key.ts'
import type { SealedFact } from './sealed-fact.ts'
import { ledgerEntries, ledgerLines, ledgerRefunds, ledgerReversals } from './tables.ts'

/** The kind of link that an entry makes. */
export const entryFact: string = ledgerEntries.name

/** What a link seals. */
export interface SealRef {
  /** `ledger_entries`, or the table of a fact. */
  readonly fact: string
  readonly key: string
}

export interface SealedRow {
  readonly table: string
  /** What names the row: its key, its parts with a blank between. */
  readonly record: string
  /** SHA-256. */
  readonly digest: string
}

/** The rows of a link. */
export interface Sealable {
  readonly branch: string
  /** The entry, where it is one. */
  readonly entry: PostedEntry | null
  readonly lines: readonly PostedLine[]
  /** In the order in which the chain takes them. */
  readonly rows: readonly SealedRow[]
}

/** One text for a link's reference. */
export const refText = ({ fact, key }: SealRef): string => `${fact} ${key}`

const encodeEntry = rowEncoder(ledgerEntries)
const encodeLine = rowEncoder(ledgerLines)
const encodeRefund = rowEncoder(ledgerRefunds)
const encodeReversal = rowEncoder(ledgerReversals)

/** What is to be sealed, or was, by `refText`; of that which exists. Three statements for entries, a fourth where one corrects another, and one for each kind of fact. */
export async function readSealables(
  {
    store,
    branch,
    facts,
  }: { readonly store: ScopedReads; readonly branch: string; readonly facts: readonly SealedFact[] },
  refs: readonly SealRef[],
): Promise<ReadonlyMap<string, Sealable>> {
  const keys = grouped(refs, (ref) => ref.fact)
  const found = new Map<string, Sealable>()
  const entryIds = (keys.get(entryFact) ?? []).map((ref) => ref.key)
  if (entryIds.length > 0) await readEntries(store, entryIds, found)
  for (const fact of facts) {
    const own = keys.get(fact.table.name)
    if (own === undefined) continue
    const rows = await readFacts({ store, branch }, fact, own)
    for (const row of rows) {
      const key = factKey(fact, row)
      const sealed = { table: fact.table.name, record: key, digest: digestOf(fact.encode(row)) }
      found.set(refText({ fact: fact.table.name, key }), { branch, entry: null, lines: [], rows: [sealed] })
    }
  }
  return found
}

/** In one statement: of a key with several parts it reads whatever has one of each, and the keys tell those that are meant. */
async function readFacts(
  { store, branch }: { readonly store: ScopedReads; readonly branch: string },
  fact: SealedFact,
  refs: readonly SealRef[],
): Promise<readonly object[]> {
  const named = refs.map(({ key }) => valuesOfKey(fact, key)).filter((values) => values !== undefined)
  if (named.length === 0) return []
  const where: Record<string, string | { readonly in: readonly (string | number)[] }> =
    fact.branch === null ? {} : { [fact.branch]: branch }
  for (const name of fact.by) where[name] = { in: [...new Set(named.flatMap((values) => values[name] ?? []))] }
  const rows = await store.find(fact.table, { where, limit: 'all' })
  const wanted = new Set(refs.map(({ key }) => key))
  return rows.filter((row) => wanted.has(factKey(fact, row)))
}

async function readEntries(store: ScopedReads, ids: readonly string[], found: Map<string, Sealable>): Promise<void> {
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
  for (const entry of entries) {
    const own = linesOf.get(entry.id) ?? []
    const rows = [
      sealedRow('ledger_entries', entry.id, encodeEntry(entry)),
      ...own.map((row) => sealedRow('ledger_lines', `${row.entryId} ${row.line}`, encodeLine(row))),
      ...(refundsOf.get(entry.id) ?? []).map((row) =>
        sealedRow('ledger_refunds', `${row.refundEntryId} ${row.line}`, encodeRefund(row)),
      ),
      ...(reversalsOf.get(entry.id) ?? []).map((row) =>
        sealedRow('ledger_reversals', row.entryId, encodeReversal(row)),
      ),
    ]
    found.set(refText({ fact: entryFact, key: entry.id }), { branch: entry.branch, entry, lines: own, rows })
  }
}

const sealedRow = (table: string, record: string, encoded: string): SealedRow => ({
  table,
  record,
  digest: digestOf(encoded),
})

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

const digitsOfARow = 8
const mostRows = 500

/** The beginnings of the digests, as a link keeps them. */
export const rowDigits = ({ rows }: Sealable): string =>
  rows
    .slice(0, mostRows)
    .map(({ digest }) => digest.slice(0, digitsOfARow))
    .join('')

/** The first row that is not as these digits say; undefined where a row is missing at the end, or none of those with digits was changed. */
export function firstChanged({ rows }: Sealable, digits: string): SealedRow | undefined {
  return rows
    .slice(0, mostRows)
    .find(
      ({ digest }, at) => digest.slice(0, digitsOfARow) !== digits.slice(at * digitsOfARow, (at + 1) * digitsOfARow),
    )
}
