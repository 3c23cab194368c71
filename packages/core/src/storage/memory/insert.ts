/** Inserting, as PostgreSQL does: who meets an uncommitted row with the same values waits for what becomes of it. */
import type { Value } from '../column.ts'
import { AppendOnly, UniqueViolation } from '../errors.ts'
import type { Batch, Row } from '../port.ts'
import type { StoredTable } from '../table.ts'
import { added } from './amounts.ts'
import { conflictOf, primary } from './conflicts.ts'
import { refused } from './failure.ts'
import { tryTake } from './locks.ts'
import { RowChain } from './row-chain.ts'
import type { Steps } from './statement-queue.ts'
import type { TableData } from './table-data.ts'
import { rowName, type Transaction } from './transaction.ts'

export function* insert(
  tx: Transaction,
  table: StoredTable,
  rows: readonly Row[],
  skip: string | undefined,
): Steps<number> {
  const data = tx.database.table(table.name)
  let inserted = 0
  for (const row of rows) if (yield* place(tx, data, row, skip)) inserted++
  return inserted
}

/** The transaction's last statement. */
export function* insertAtEnd(tx: Transaction, batches: readonly Batch[]): Steps<void> {
  if (tx.inSavepoint) throw refused('insertAtEnd() was called inside a savepoint')
  for (const { table, rows } of batches) yield* insert(tx, table, rows, undefined)
  tx.seal()
}

/** Inserts a stored row; false where it met one that stands and whose constraint may be passed over. */
export function* place(tx: Transaction, data: TableData, row: Row, skip: string | undefined): Steps<boolean> {
  if (!(yield* noConflict(tx, data, row, skip, undefined))) return false
  tx.write(data, ownChain(tx, data, row), row)
  return true
}

/** Waits until it is certain whether `row` can be written; false where it cannot and `skip` allows that. */
export function* noConflict(
  tx: Transaction,
  data: TableData,
  row: Row,
  skip: string | undefined,
  self: RowChain | undefined,
): Steps<boolean> {
  for (;;) {
    const conflict = conflictOf(tx, data, row, skip, self)
    if (conflict === undefined) return true
    const { chain, constraint, holds } = conflict
    if (conflict.undecided) {
      yield tx.waitFor(chain, false, () => rowName(data, row))
      continue
    }
    // A row that was committed after the snapshot makes the transaction start again rather than fail for good.
    tx.newest(data, chain)
    tx.reads?.noteTest(data, holds)
    if (constraint === skip) return false
    throw UniqueViolation.create({ table: data.shape.name, constraint })
  }
}

/** The chain of a row that does not stand, locked. */
function ownChain(tx: Transaction, data: TableData, row: Row): RowChain {
  const key = data.keyOf(row)
  let chain = data.rows.get(key)
  if (chain === undefined) {
    if (tx.limits.maxRows !== Number.POSITIVE_INFINITY) tx.database.checkRoom(tx.limits.maxRows)
    chain = new RowChain(data.rows, key)
    data.rows.set(key, chain)
  }
  if (!tryTake(tx, chain)) throw refused(`${rowName(data, row)} is locked`)
  return chain
}

/**
 * Adds to counters or inserts them. The rows are locked in the order of their keys, so that two statements over the same
 * counters never deadlock.
 */
export function* accumulate(
  tx: Transaction,
  table: StoredTable,
  rows: readonly Row[],
  columns: readonly string[],
): Steps<Row[]> {
  if (table.appendOnly) throw AppendOnly.create({ table: table.name })
  const data = tx.database.table(table.name)
  const keyed = rows.map((row, at) => ({ row, at, key: data.keyOf(row) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const answers: Row[] = []
  for (const { row, at, key } of keyed) {
    tx.reads?.noteKey(data, key)
    answers[at] = data.shown(table, yield* accumulateOne(tx, data, row, columns))
  }
  return answers
}

function* accumulateOne(tx: Transaction, data: TableData, row: Row, columns: readonly string[]): Steps<Row> {
  for (;;) {
    const chain = data.rows.get(data.keyOf(row))
    if (chain === undefined) {
      if (yield* place(tx, data, row, primary)) return row
      continue
    }
    if (!tryTake(tx, chain)) {
      yield tx.waitFor(chain, true, () => rowName(data, row))
      if (data.rows.get(chain.key) !== chain) continue
    }
    const current = tx.newest(data, chain)
    if (current === undefined) {
      if (yield* place(tx, data, row, primary)) return row
      continue
    }
    const sums: Record<string, Value> = {}
    for (const name of columns) sums[name] = added(data.columnOf(name), current[name] ?? null, row[name] ?? null)
    const next = Object.freeze({ ...current, ...sums })
    yield* noConflict(tx, data, next, undefined, chain)
    tx.write(data, chain, next)
    return next
  }
}
