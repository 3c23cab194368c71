/** Walks the chain of a branch and names the first row that is not as it was sealed. A page at a time, in bounded memory. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import { chainStart, nextLink } from './seal-encoding.ts'
import { entryFact, firstChanged, readSealables, refText, rowDigits, type Sealable } from './seal-facts.ts'
import type { SealFault } from './seal-faults.ts'
import { readSealHead } from './seal-head.ts'
import { ledgerSeals } from './seal-tables.ts'
import type { SealedFact } from './sealed-fact.ts'

const pageSize = 500

export interface Chain {
  readonly store: ScopedReads
  readonly tenant: string
  readonly branch: string
  /** What is sealed beside entries. */
  readonly facts: readonly SealedFact[]
}

/** A place in a chain. */
export interface ChainPlace {
  readonly sequence: number
  readonly hash: string
}

export interface Walk {
  /** Links up to the end of the walk whose seal holds, those before its beginning among them. */
  readonly verified: number
  readonly fault: SealFault | null
  /** Where to go on; null at the end of the chain. */
  readonly next: ChainPlace | null
}

export interface WalkOptions {
  /** A head that was printed: the chain must run through it. */
  readonly expected?: ChainPlace | undefined
  /** Where to begin: a place that is known to be right. */
  readonly from?: ChainPlace | undefined
  /** How many links to follow at most. */
  readonly limit?: number | undefined
}

type Seal = RowOf<typeof ledgerSeals>

/** Follows the chain from its beginning, or from a place that is known, to its end. */
export async function walkChain(chain: Chain, { expected, from, limit }: WalkOptions = {}): Promise<Walk> {
  const { store, tenant, branch } = chain
  let { sequence: verified, hash } = from ?? { sequence: 0, hash: chainStart(tenant, branch) }
  const last = limit === undefined ? Number.POSITIVE_INFINITY : verified + limit
  const met = (): SealFault | null =>
    verified === expected?.sequence && hash !== expected.hash ? { ...outside(verified), fault: 'headUnmet' } : null
  const ended = (fault: SealFault | null): Walk => ({ verified, fault, next: null })
  const unmet = met()
  if (unmet !== null) return ended(unmet)
  for (;;) {
    const limit = Math.min(pageSize, last - verified)
    const seals = await store.find(ledgerSeals, {
      where: { branch, sequence: { gt: verified } },
      orderBy: ['sequence'],
      limit,
    })
    const found = seals.length === 0 ? new Map<string, Sealable>() : await readSealables(chain, seals)
    for (const seal of seals) {
      const fault = linkFault(chain, { hash, sequence: verified }, seal, found.get(refText(seal)))
      if (fault !== null) return ended(fault)
      hash = seal.hash
      verified = seal.sequence
      const unmet = met()
      if (unmet !== null) return ended({ ...unmet, entryId: seal.fact === entryFact ? seal.key : null })
    }
    if (seals.length < limit) break
    if (verified === last) return { verified, fault: null, next: { sequence: verified, hash } }
  }
  const head = await readSealHead(chain, branch)
  if (head.sequence !== verified || head.hash !== hash) return ended({ ...outside(verified), fault: 'endChanged' })
  const beyond = expected !== undefined && expected.sequence > verified
  return ended(beyond ? { ...outside(verified), fault: 'headUnmet' } : null)
}

const outside = (sequence: number) => ({ sequence, entryId: null, table: null, record: null })

/** What is wrong with the link after a place that is right. */
function linkFault(chain: Chain, before: ChainPlace, seal: Seal, found: Sealable | undefined): SealFault | null {
  const { sequence, fact, key } = seal
  const isEntry = fact === entryFact
  const at = { sequence, entryId: isEntry ? key : null, table: fact, record: key }
  const next = before.sequence + 1
  if (sequence !== next) return { ...at, fault: 'sealMissing', sequence: next }
  if (!isEntry && !chain.facts.some(({ table }) => table.name === fact)) return { ...at, fault: 'factUnknown' }
  if (found === undefined) return { ...at, fault: isEntry ? 'entryMissing' : 'factMissing' }
  const digests = found.rows.map((row) => row.digest)
  const asRead = rowDigits(found) === seal.rows && found.lines.length === seal.lines
  if (nextLink(before.hash, sequence, digests) === seal.hash) {
    return asRead ? null : { ...at, fault: 'sealChanged', table: ledgerSeals.name, record: String(sequence) }
  }
  const changed = firstChanged(found, seal.rows)
  const row = asRead
    ? { table: ledgerSeals.name, record: String(sequence) }
    : { table: changed?.table ?? null, record: changed?.record ?? null }
  return { ...at, ...row, fault: isEntry ? 'entryChanged' : 'factChanged' }
}
