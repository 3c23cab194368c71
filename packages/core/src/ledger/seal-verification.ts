/** Walks the chain of a branch and names the first row that is not as it was sealed. A page at a time, in bounded memory. */
import type { Page, ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import { chainStart, nextLink } from './seal-encoding.ts'
import { type EntryFacts, readFacts } from './seal-facts.ts'
import { readSealHead } from './seal-head.ts'
import { ledgerSeals } from './seal-tables.ts'
import { ledgerEntries, ledgerLines, ledgerRefunds, ledgerReversals } from './tables.ts'

const pageSize = 500
/** Of what is not sealed, so many are named. */
const mostNamed = 100

export const sealFaults = [
  /** The chain leaves a place out, or the places are not in order. */
  'sealMissing',
  'entryMissing',
  /** A field of the entry, its lines or what it consumed is not as it was sealed; or the seal is not. */
  'entryChanged',
  /** The chain ends before or after what is recorded as its end: its end was cut off, or put on. */
  'endChanged',
  /** The chain does not run through the head that was kept outside of the store. */
  'headUnmet',
  /** A line, refund or reversal belongs to no entry, or to another one. */
  'rowStray',
] as const

export interface SealFault {
  readonly fault: (typeof sealFaults)[number]
  /** The place in the chain; null for what stands outside of it. */
  readonly sequence: number | null
  readonly entryId: string | null
}

export interface Chain {
  readonly store: ScopedReads
  readonly tenant: string
  readonly branch: string
}

export interface Walk {
  /** Entries whose seal holds. */
  readonly verified: number
  readonly fault: SealFault | null
}

/** Follows the chain from its beginning to its end, through the `expected` heads that were printed. */
export async function walkChain(
  { store, tenant, branch }: Chain,
  expected?: { readonly sequence: number; readonly hash: string },
): Promise<Walk> {
  let hash = chainStart(tenant, branch)
  let verified = 0
  let met = expected === undefined || (expected.sequence === 0 && expected.hash === hash)
  for (;;) {
    const seals = await store.find(ledgerSeals, {
      where: { branch, sequence: { gt: verified } },
      orderBy: ['sequence'],
      limit: pageSize,
    })
    const ids = seals.map((seal) => seal.entryId)
    const facts = seals.length === 0 ? new Map<string, EntryFacts>() : await readFacts(store, ids)
    for (const { sequence, entryId, hash: sealed } of seals) {
      const at = { sequence, entryId }
      if (sequence !== verified + 1) return { verified, fault: { fault: 'sealMissing', ...at, sequence: verified + 1 } }
      const found = facts.get(entryId)
      if (found === undefined) return { verified, fault: { fault: 'entryMissing', ...at } }
      if (nextLink(hash, sequence, found.encoded) !== sealed)
        return { verified, fault: { fault: 'entryChanged', ...at } }
      hash = sealed
      verified = sequence
      if (sequence !== expected?.sequence) continue
      if (sealed !== expected.hash) return { verified, fault: { fault: 'headUnmet', ...at } }
      met = true
    }
    if (seals.length < pageSize) break
  }
  const head = await readSealHead({ store, tenant }, branch)
  const outside = { sequence: verified, entryId: null }
  if (head.sequence !== verified || head.hash !== hash) return { verified, fault: { fault: 'endChanged', ...outside } }
  return { verified, fault: met ? null : { fault: 'headUnmet', ...outside } }
}

export interface Unsealed {
  readonly count: number
  /** The first of them. */
  readonly entryIds: readonly string[]
}

/** Entries of the branch without a seal: the youngest, which wait for theirs; or some that never passed the ledger. */
export async function findUnsealed({ store, branch }: Chain): Promise<Unsealed> {
  const entryIds: string[] = []
  let count = 0
  let cursor: string | undefined
  for (;;) {
    const page = await store.page(ledgerEntries, { where: { branch }, orderBy: ['id'], limit: pageSize, cursor })
    const ids = page.items.map((entry) => entry.id)
    const seals = await store.find(ledgerSeals, { where: { entryId: { in: ids } }, limit: 'all' })
    const sealed = new Set(seals.map((seal) => seal.entryId))
    for (const id of ids) {
      if (sealed.has(id)) continue
      count++
      if (entryIds.length < mostNamed) entryIds.push(id)
    }
    if (page.next === null) return { count, entryIds }
    cursor = page.next
  }
}

/** A line of the branch, a refund or a reversal without its entry. The latter two are of all branches, so only who sees all looks. */
export async function findStray({ store, branch }: Chain): Promise<SealFault | null> {
  let cursor: string | undefined
  do {
    const page: Page<RowOf<typeof ledgerLines>> = await store.page(ledgerLines, {
      where: { branch },
      orderBy: ['entryId', 'line'],
      limit: pageSize,
      cursor,
    })
    const stray = await withoutEntry(
      store,
      page.items.map((line) => line.entryId),
    )
    if (stray !== undefined) return { fault: 'rowStray', sequence: null, entryId: stray }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  if (store.scope.branches !== 'all') return null
  do {
    const page: Page<RowOf<typeof ledgerRefunds>> = await store.page(ledgerRefunds, {
      orderBy: ['refundEntryId', 'line'],
      limit: pageSize,
      cursor,
    })
    const stray = await withoutEntry(
      store,
      page.items.map((refund) => refund.refundEntryId),
    )
    if (stray !== undefined) return { fault: 'rowStray', sequence: null, entryId: stray }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
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
    const stray = page.items.find(({ entryId, reversalId }) => corrected.get(reversalId) !== entryId)
    if (stray !== undefined) return { fault: 'rowStray', sequence: null, entryId: stray.reversalId }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return null
}

async function withoutEntry(store: ScopedReads, entryIds: readonly string[]): Promise<string | undefined> {
  const known = await correctedBy(store, entryIds)
  return entryIds.find((id) => !known.has(id))
}

/** Which entry each of those that exist corrects. */
async function correctedBy(store: ScopedReads, ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const where = { id: { in: [...new Set(ids)] } }
  const found = await store.find(ledgerEntries, { where, limit: 'all' })
  return new Map(found.map((entry) => [entry.id, entry.correctsId]))
}
