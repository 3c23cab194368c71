/**
 * Raises the versions of resources, in one order for everybody, so that those who wait for each other never close a circle, and so
 * that whoever wants several is not outrun for ever by those who want one.
 */
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

/** What a command wanted to raise, in all its tries. */
interface Wanted {
  readonly firstTry: ScopedStore
  readonly names: Set<string>
}

const wantedBy = new WeakMap<object, Wanted>()

/** Resources that nobody but this command changes until it ends. */
export function heldResources(store: ScopedStore): ReadonlySet<string> {
  return heldOf(store).names
}

/** From now on the command waits for no further resource: somebody who has it may wait for a number or money that this command holds. */
export function noteClaimed(store: ScopedStore): void {
  heldBy.set(store, { ...heldOf(store), hasClaimed: true })
}

/**
 * Where a command is tried again: takes hold of all that its earlier tries wanted, waiting for it in the order of names, before it holds anything else of
 * the claims. A try that claims several times may not wait for the later ones, and whoever wants one only is always faster; so what it lost to others in one try it
 * has from the beginning in the next. Statements: none in the first try, one in later ones.
 */
export async function holdWanted({ store, call }: CommandContext): Promise<void> {
  const wanted = wantedBy.get(call)
  if (wanted === undefined || wanted.firstTry === store) return
  const { names: held, hasClaimed } = heldOf(store)
  if (hasClaimed || held.size > 0) return
  const names = [...wanted.names].sort()
  const options = { where: { resource: { in: names } }, orderBy: ['resource'], limit: 'all' } as const
  for (const { resource } of await store.findForUpdate(claimsVersions, options)) held.add(resource)
}

function noteWanted({ store, call }: CommandContext, names: readonly string[]): void {
  const wanted = wantedBy.get(call) ?? { firstTry: store, names: new Set() }
  for (const name of names) wanted.names.add(name)
  wantedBy.set(call, wanted)
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
  context: CommandContext,
  resources: readonly string[],
  { step, long = [] }: RaiseBy,
) {
  const { store } = context
  await holdWanted(context)
  const { names: held, hasClaimed } = heldOf(store)
  const names = [...new Set(resources)].sort()
  noteWanted(context, names)
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
