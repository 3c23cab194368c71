/** Updating, deleting and locking rows: each row's newest committed state is held against the condition once it is locked. */
import type { Value } from '../column.ts'
import { AppendOnly, LockTimeout } from '../errors.ts'
import type { Find, LockWait, Row, Where } from '../port.ts'
import type { StoredTable } from '../table.ts'
import { added } from './amounts.ts'
import { noConflict, place } from './insert.ts'
import { type Lockable, tryTake } from './locks.ts'
import { firstRows, rowOrder } from './ordering.ts'
import { type Query, query } from './query.ts'
import type { RowChain } from './row-chain.ts'
import type { Steps } from './statement-queue.ts'
import { kept } from './stored-column.ts'
import type { TableData } from './table-data.ts'
import { rowName, type Transaction } from './transaction.ts'

export function* update(tx: Transaction, table: StoredTable, where: Where, set: Row, add: Row = {}): Steps<number> {
  const asked = asking(tx, table, where)
  const { data } = asked
  const values: Record<string, Value> = {}
  for (const [name, value] of Object.entries(set)) {
    values[name] = kept(`${table.name}.${name}`, data.columnOf(name), value)
  }
  const changed = (row: Row): Row => {
    const next: Record<string, Value> = { ...row, ...values }
    for (const [name, more] of Object.entries(add)) next[name] = added(data.columnOf(name), next[name] ?? null, more)
    return Object.freeze(next)
  }
  let count = 0
  for (const [chain, row] of seen(tx, asked)) {
    const current = yield* locked(tx, asked, chain, row)
    if (current === undefined) continue
    yield* replace(tx, data, chain, changed(current))
    count++
  }
  return count
}

/** Deletes; answers how many. */
export function* remove(tx: Transaction, table: StoredTable, where: Where): Steps<number> {
  const asked = asking(tx, table, where)
  let count = 0
  for (const [chain, row] of seen(tx, asked)) {
    const current = yield* locked(tx, asked, chain, row)
    if (current === undefined) continue
    tx.write(asked.data, chain, null)
    count++
  }
  return count
}

export function* findForUpdate(tx: Transaction, table: StoredTable, find: Find, wait: LockWait): Steps<Row[]> {
  const data = tx.database.table(table.name)
  const asked = query(data, find)
  tx.reads?.note(asked)
  const chains = new Map(seen(tx, asked).map(([chain, row]) => [row, chain]))
  const order = find.orderBy.length === 0 ? undefined : rowOrder(data.columnOf, find.orderBy)
  const found: Row[] = []
  // The limit counts rows that were locked, so that `skip-locked` goes on to the next ones.
  for (const row of firstRows([...chains.keys()], order, 'all')) {
    const chain = chains.get(row)
    if (found.length === find.limit) break
    if (chain === undefined || !(yield* take(tx, chain, wait, () => rowName(data, row)))) continue
    const current = tx.newest(data, chain)
    if (current !== undefined && (current === row || asked.matches(current))) found.push(data.shown(table, current))
  }
  return found
}

export function* lockKeys(tx: Transaction, keys: readonly string[], wait: LockWait): Steps<readonly string[]> {
  const taken: string[] = []
  for (const key of keys) {
    if (yield* take(tx, tx.database.keyLock(key), wait, () => `Key "${key}"`)) taken.push(key)
  }
  return taken
}

function asking(tx: Transaction, table: StoredTable, where: Where): Query {
  if (table.appendOnly) throw AppendOnly.create({ table: table.name })
  const asked = query(tx.database.table(table.name), { where })
  tx.reads?.note(asked)
  return asked
}

/** The rows that match as the statement begins. */
function seen(tx: Transaction, asked: Query): [RowChain, Row][] {
  const found: [RowChain, Row][] = []
  for (const chain of asked.candidates()) {
    const row = tx.see(chain)
    if (row !== undefined && asked.matches(row)) found.push([chain, row])
  }
  return found
}

/** Locks a row; answers its newest state, or undefined if that no longer matches. */
function* locked(tx: Transaction, asked: Query, chain: RowChain, row: Row): Steps<Row | undefined> {
  yield* take(tx, chain, 'wait', () => rowName(asked.data, row))
  const current = tx.newest(asked.data, chain)
  return current !== undefined && (current === row || asked.matches(current)) ? current : undefined
}

function* take(tx: Transaction, lock: Lockable, wait: LockWait, what: () => string): Steps<boolean> {
  if (tryTake(tx, lock)) return true
  if (wait === 'skip-locked') return false
  if (wait === 'nowait') throw LockTimeout.create({ what: what(), waitedMs: 0 })
  yield tx.waitFor(lock, true, what)
  return true
}

function* replace(tx: Transaction, data: TableData, chain: RowChain, next: Row): Steps<void> {
  if (data.keyOf(next) === chain.key) {
    yield* noConflict(tx, data, next, undefined, chain)
    tx.write(data, chain, next)
  } else {
    tx.write(data, chain, null)
    yield* place(tx, data, next, undefined)
  }
}
