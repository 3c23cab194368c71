/** The tills that a command holds: locked once, before its other locks, and remembered until it ends. */
import type { CommandContext } from '../engine/context.ts'
import type { Filter } from '../storage/filter.ts'
import type { ScopedStore } from '../storage/scoped-store.ts'
import { type TillRow, tills } from './tables.ts'

/** What a command has asked for, and the tills with an open shift that it found. An undone savepoint may let locks go. */
interface Held {
  readonly undone: number
  readonly branch: string
  readonly asked: Set<string>
  own: boolean
  readonly rows: Map<string, TillRow>
}

const heldBy = new WeakMap<ScopedStore, Held>()

export interface WantedTills {
  readonly codes: readonly string[]
  /** Whether the till where the actor has a shift is asked for too. */
  readonly own: boolean
}

/**
 * Those of the wanted tills that have an open shift, in the order of their codes, locked until the command ends: a shift is
 * neither closed nor handed over meanwhile. One statement for what the command does not hold yet, none for what it does.
 */
export async function holdTills(context: CommandContext, { codes, own }: WantedTills): Promise<readonly TillRow[]> {
  const { store, branch, actor } = context
  const held = heldOf(context)
  const missing = codes.filter((code) => !held.asked.has(code))
  const wanted: Filter<TillRow>[] = []
  if (missing.length > 0) wanted.push({ code: { in: missing } })
  if (own && !held.own) wanted.push({ cashier: actor })
  const [only] = wanted
  if (only !== undefined) {
    const whose = wanted.length === 1 ? only : { anyOf: wanted }
    const where = { branch, shiftId: { ne: null }, ...whose }
    for (const till of await store.findForUpdate(tills, { where, orderBy: ['code'], limit: 'all' })) {
      held.rows.set(till.code, till)
      held.asked.add(till.code)
    }
    for (const code of missing) held.asked.add(code)
    if (own) held.own = true
  }
  const found = [...held.rows.values()].filter((till) => codes.includes(till.code) || (own && till.cashier === actor))
  return found.sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** After a till was changed by the command itself, what it held is asked for again. */
export function forgetTills({ store }: CommandContext): void {
  heldBy.delete(store)
}

function heldOf({ store, branch }: CommandContext): Held {
  const held = heldBy.get(store)
  if (held?.branch === branch && held.undone === store.undone) return held
  const fresh: Held = { undone: store.undone, branch, asked: new Set(), own: false, rows: new Map() }
  heldBy.set(store, fresh)
  return fresh
}
