/** Raises the versions of resources, in one order for everybody, so that those who wait for each other never close a circle. */
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { ScopedStore } from '../storage/scoped-store.ts'
import { claimsVersions } from './tables.ts'

/** Whose versions a command raised: whoever else wants them waits until it ends. An undone savepoint may let them go. */
interface Held {
  readonly undone: number
  readonly names: Set<string>
  /** Whether something was claimed before: since then the command may hold what is none of the claims, such as a number or money. */
  readonly hasClaimed: boolean
}

interface RaiseBy {
  readonly step: number
  /** Those of which a claim becomes long. */
  readonly long?: readonly string[]
}

const heldBy = new WeakMap<ScopedStore, Held>()

/** Resources that nobody but this command changes until it ends. */
export function heldResources(store: ScopedStore): ReadonlySet<string> {
  return heldOf(store).names
}

/** From now on the command waits for no further resource: somebody who has it may wait for a number or money that this command holds. */
export function noteClaimed(store: ScopedStore): void {
  heldBy.set(store, { ...heldOf(store), hasClaimed: true })
}

/**
 * Raises versions by one step, in the order of their names; answers them as they then stand. Who holds some already, since he decides
 * again, waits only for names that come after those: for one that comes before them he might wait for somebody who waits for him. Who has claimed before in the same command
 * waits for none. What is not waited for is taken only where nobody has it, and where somebody has, the command begins anew. Statements: one; two where names are
 * not waited for, and three where some of these were never raised or are held by others.
 *
 * @throws STORAGE_VERSION_CONFLICT
 */
export async function raiseVersions(
  { store }: CommandContext,
  resources: readonly string[],
  { step, long = [] }: RaiseBy,
) {
  const { names: held, hasClaimed } = heldOf(store)
  const names = [...new Set(resources)].sort()
  const last = [...held].sort().at(-1) ?? ''
  await holdNow(
    store,
    names.filter((name) => (hasClaimed || name < last) && !held.has(name)),
  )
  const raised = await store.accumulate(
    claimsVersions,
    names.map((resource) => ({ resource, stamp: step, longs: long.includes(resource) ? 1 : 0 })),
    ['stamp', 'longs'],
  )
  for (const name of names) held.add(name)
  return raised
}

/** Takes hold of these versions without waiting for anybody. @throws STORAGE_VERSION_CONFLICT */
async function holdNow(store: ScopedStore, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const options = { where: { resource: { in: names } }, orderBy: ['resource'], limit: 'all' } as const
  const free = new Set(
    (await store.findForUpdate(claimsVersions, options, 'skip-locked')).map(({ resource }) => resource),
  )
  if (free.size === names.length) return
  const standing = await store.find(claimsVersions, options)
  const taken = standing.find(({ resource }) => !free.has(resource))
  if (taken === undefined) return
  throw VersionConflict.create({ table: claimsVersions.name, key: taken.resource, expected: taken.stamp })
}

function heldOf(store: ScopedStore): Held {
  const held = heldBy.get(store)
  if (held?.undone === store.undone) return held
  const fresh: Held = { undone: store.undone, names: new Set(), hasClaimed: held?.hasClaimed ?? false }
  heldBy.set(store, fresh)
  return fresh
}
