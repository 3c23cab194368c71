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
 * Those of the wanted tills that have an open shift or belong to another branch, in the order of their codes, locked until the
 * command ends: a shift is neither closed nor handed over meanwhile. One statement for what the command does not hold yet,
 * none for what it does. Tills are asked for by their codes, or by their cashier, never by both at once: a store that locks
 * what it passes by would hold the tills of others.
 */
export async function holdTills(context: CommandContext, { codes, own }: WantedTills): Promise<readonly TillRow[]> {
  const { store, branch, actor } = context
  const held = heldOf(context)
  const missing = codes.filter((code) => !held.asked.has(code))
  if (missing.length > 0) await hold({ code: { in: missing } })
  for (const code of missing) held.asked.add(code)
  const isOwn = (till: TillRow): boolean => till.cashier === actor && till.branch === branch
  if (own && !held.own && ![...held.rows.values()].some(isOwn)) await hold({ branch, cashier: actor })
  if (own) held.own = true
  const found = [...held.rows.values()].filter((till) => codes.includes(till.code) || (own && isOwn(till)))
  return found.sort((a, b) => (a.code < b.code ? -1 : 1))

  async function hold(where: Filter<TillRow>): Promise<void> {
    for (const till of await store.findForUpdate(tills, { where, orderBy: ['code'], limit: 'all' })) {
      held.asked.add(till.code)
      if (till.shiftId !== null || till.branch !== branch) held.rows.set(till.code, till)
    }
  }
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
