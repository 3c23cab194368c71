/** What stands outside of the chain: what is not sealed, and rows that belong to no entry. In bounded memory. */
import type { Page, ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import { withoutSeal } from './seal-entries.ts'
import { entryFact } from './seal-facts.ts'
import type { SealFault } from './seal-faults.ts'
import { ledgerSeals } from './seal-tables.ts'
import type { Chain } from './seal-walk.ts'
import { factKey } from './fact-key.ts'
import type { SealedFact } from './sealed-fact.ts'
import { ledgerEntries, ledgerLines, ledgerRefunds, ledgerReversals } from './tables.ts'

const pageSize = 500
/** Of what is not sealed, so many are named. */
const mostNamed = 100

export interface Unsealed {
  /** Entries and facts. */
  readonly count: number
  /** The first of the entries, the youngest first. */
  readonly entryIds: readonly string[]
  /** The first of the facts. */
  readonly facts: readonly { readonly table: string; readonly key: string }[]
  /** How many lines the entries among them have. */
  readonly lines: number
}

/**
 * Entries and facts of the branch without a seal: the youngest, which wait for theirs; or some that never passed the ledger.
 * `all` says that every link was found right, so that counting tells how many there are to be found.
 */
export async function findUnsealed(chain: Chain, all: boolean): Promise<Unsealed> {
  const { store, branch } = chain
  const sealed = await sealedCounts(chain)
  let left = all
    ? (await countIn(store, ledgerEntries, { branch })) - (sealed.get(entryFact) ?? 0)
    : Number.POSITIVE_INFINITY
  const entryIds: string[] = []
  let entries = 0
  let lines = 0
  let cursor: string | undefined
  while (left > 0) {
    const page = await store.page(ledgerEntries, { where: { branch }, orderBy: ['-id'], limit: pageSize, cursor })
    const refs = page.items.map(({ id }) => ({ fact: entryFact, key: id }))
    const fresh = (await withoutSeal(chain, refs, chain.facts)).map(({ key }) => key)
    if (fresh.length > 0) lines += await countIn(store, ledgerLines, { branch, entryId: { in: fresh } })
    entries += fresh.length
    entryIds.push(...fresh.slice(0, mostNamed - entryIds.length))
    left -= fresh.length
    if (page.next === null) break
    cursor = page.next
  }
  let count = entries
  const facts: { table: string; key: string }[] = []
  for (const fact of chain.facts) {
    const counted = all && fact.branch !== null
    const found = await unsealedOf(chain, fact, counted ? (sealed.get(fact.table.name) ?? 0) : undefined)
    count += found.length
    for (const key of found.slice(0, mostNamed - facts.length)) facts.push({ table: fact.table.name, key })
  }
  return { count, entryIds, facts, lines }
}

/** The keys of the rows of a fact without a seal; `sealed` is how many have one, where every link was found right. */
export async function unsealedOf(chain: Chain, fact: SealedFact, sealed?: number): Promise<readonly string[]> {
  const { store, branch } = chain
  // What is the whole studio's may be sealed in a branch that only some see.
  if (fact.branch === null && store.scope.branches !== 'all') return []
  const where = fact.branch === null ? {} : { [fact.branch]: branch }
  let left = sealed === undefined ? Number.POSITIVE_INFINITY : (await countIn(store, fact.table, where)) - sealed
  const found: string[] = []
  let cursor: string | undefined
  while (left > 0) {
    const page = await store.page(fact.table, { where, limit: pageSize, cursor })
    const refs = page.items.map((row) => ({ fact: fact.table.name, key: factKey(fact, row) }))
    const fresh = await withoutSeal(chain, refs, chain.facts)
    found.push(...fresh.map(({ key }) => key))
    left -= fresh.length
    if (page.next === null) break
    cursor = page.next
  }
  return found
}

async function sealedCounts({ store, branch }: Chain): Promise<ReadonlyMap<string, number>> {
  const counts = await store.aggregate(ledgerSeals, {
    where: { branch },
    groupBy: ['fact'],
    measures: { links: { of: 'count' } },
    limit: 'all',
  })
  return new Map(counts.map(({ fact, links }) => [fact, links]))
}

async function countIn(store: ScopedReads, table: SealedFact['table'], where: object): Promise<number> {
  const [row] = await store.aggregate(table, { where, measures: { rows: { of: 'count' } }, limit: 1 })
  return row?.rows ?? 0
}

/**
 * A line of the branch, a refund or a reversal without its entry. The latter two are of all branches, so only who sees all
 * looks. Lines are looked through only where there are not as many as the links and what is not sealed have.
 */
export async function findStray(chain: Chain, unsealed: Unsealed): Promise<SealFault | null> {
  const { store, branch } = chain
  const [sealed] = await store.aggregate(ledgerSeals, {
    where: { branch },
    measures: { lines: { of: 'sum', column: 'lines' } },
    limit: 1,
  })
  if ((await countIn(store, ledgerLines, { branch })) !== Number(sealed?.lines ?? 0) + unsealed.lines) {
    const fault = await strayLine(chain)
    if (fault !== null) return fault
  }
  return store.scope.branches === 'all' ? ((await strayRefund(store)) ?? (await strayReversal(store))) : null
}

const stray = (table: string, entryId: string, record: string): SealFault => ({
  fault: 'rowStray',
  sequence: null,
  entryId,
  table,
  record,
})

async function strayLine({ store, branch }: Chain): Promise<SealFault | null> {
  let cursor: string | undefined
  do {
    const page: Page<RowOf<typeof ledgerLines>> = await store.page(ledgerLines, {
      where: { branch },
      orderBy: ['entryId', 'line'],
      limit: pageSize,
      cursor,
    })
    const known = await correctedBy(
      store,
      page.items.map((line) => line.entryId),
    )
    const found = page.items.find((line) => !known.has(line.entryId))
    if (found !== undefined) return stray(ledgerLines.name, found.entryId, `${found.entryId} ${found.line}`)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return null
}

async function strayRefund(store: ScopedReads): Promise<SealFault | null> {
  let cursor: string | undefined
  do {
    const page: Page<RowOf<typeof ledgerRefunds>> = await store.page(ledgerRefunds, {
      orderBy: ['refundEntryId', 'line'],
      limit: pageSize,
      cursor,
    })
    const known = await correctedBy(
      store,
      page.items.map((refund) => refund.refundEntryId),
    )
    const found = page.items.find((refund) => !known.has(refund.refundEntryId))
    if (found !== undefined) {
      return stray(ledgerRefunds.name, found.refundEntryId, `${found.refundEntryId} ${found.line}`)
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return null
}

async function strayReversal(store: ScopedReads): Promise<SealFault | null> {
  let cursor: string | undefined
  do {
    const page: Page<RowOf<typeof ledgerReversals>> = await store.page(ledgerReversals, {
      orderBy: ['entryId'],
      limit: pageSize,
      cursor,
    })
    const corrected = await correctedBy(
      store,
      page.items.map((reversal) => reversal.reversalId),
    )
    const found = page.items.find(({ entryId, reversalId }) => corrected.get(reversalId) !== entryId)
    if (found !== undefined) return stray(ledgerReversals.name, found.reversalId, found.entryId)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return null
}

/** Which entry each of those that exist corrects. */
async function correctedBy(store: ScopedReads, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const where = { id: { in: [...new Set(ids)] } }
  const found = await store.find(ledgerEntries, { where, limit: 'all' })
  return new Map(found.map((entry) => [entry.id, entry.correctsId]))
}
