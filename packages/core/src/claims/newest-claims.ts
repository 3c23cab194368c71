/** Reads claims as they were committed last. */
import type { FindOptions } from '../storage/scoped-reads.ts'
import type { ScopedStore } from '../storage/scoped-store.ts'
import { findClaims, type ResourceMark } from './find-claims.ts'
import type { Window } from './peak-overlap.ts'
import { heldResources } from './raise-versions.ts'
import { type ClaimRow, claims } from './tables.ts'

/**
 * Claims of resources whose versions this command holds, as they were committed last. In a host's own transaction they are locked for that, since a plain read
 * may answer of the moment at which it began; that keeps nobody waiting, for nobody else changes them. Else they are read plainly: MariaDB locks what it
 * passes by as well, and so the claims of others.
 */
export const heldClaims = (store: ScopedStore, options: FindOptions<typeof claims>): Promise<ClaimRow[]> =>
  store.readsNewest ? store.find(claims, options) : store.findForUpdate(claims, options)

/**
 * What is claimed of resources, in their order. Of those whose versions this command holds it must be the newest; of the others a plain read is
 * as old as the versions that were read.
 */
export async function claimsOf(
  store: ScopedStore,
  names: readonly string[],
  { window, marks }: { readonly window: Window; readonly marks: ReadonlyMap<string, ResourceMark> },
): Promise<readonly ClaimRow[]> {
  const inOrder = { orderBy: ['resource', 'startsAt', 'reference', 'id'], limit: 'all' } as const
  const held = heldResources(store)
  const toFind = (of: readonly string[]) => ({ names: of, marks, window })
  const own = store.readsNewest ? [] : names.filter((name) => held.has(name))
  const others = own.length === 0 ? names : names.filter((name) => !held.has(name))
  const rows = [
    ...(await findClaims((where) => heldClaims(store, { where, ...inOrder }), toFind(own))),
    ...(await findClaims((where) => store.find(claims, { where, ...inOrder }), toFind(others))),
  ]
  return own.length === 0 || others.length === 0 ? rows : rows.sort(byResource)
}

const byResource = (one: ClaimRow, other: ClaimRow): number =>
  one.resource === other.resource ? 0 : one.resource < other.resource ? -1 : 1
