/** The end of the hash chain of a branch, as the day close prints it. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { chainStart } from './seal-encoding.ts'
import { ledgerSealHeads } from './seal-tables.ts'

export interface ChainEnd {
  readonly branch: string
  /** How many links it has: entries and facts. */
  readonly sequence: number
  /** SHA-256 in hexadecimal. */
  readonly hash: string
}

/** For rooms above. A branch without sealed entries answers where its chain begins. One statement. */
export async function readSealHead(
  { store, tenant }: { readonly store: ScopedReads; readonly tenant: string },
  branch: string,
): Promise<ChainEnd> {
  const head = await store.get(ledgerSealHeads, branch)
  return { branch, sequence: head?.sequence ?? 0, hash: head?.hash ?? chainStart(tenant, branch) }
}
