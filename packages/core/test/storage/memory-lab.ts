/** What the tests of the in-memory store share: a small table, and transactions that stay open until told to end. */
import {
  type Column,
  id,
  int,
  type MemoryOptions,
  memory,
  type Row,
  type StorageAdapter,
  type StoredTable,
  type TransactionOptions,
  type Tx,
  text,
  type Value,
  type Where,
} from '../../src/storage/index.ts'

/** Rolls of paper: `number` is unique, `shelf` is indexed. */
export const rolls: StoredTable = {
  name: 'rolls',
  columns: { id: id(), number: nullableText(), shelf: text(), length: int() },
  primaryKey: ['id'],
  uniques: [{ name: 'number', columns: ['number'] }],
  indexes: [{ name: 'byShelf', columns: ['shelf', 'length'] }],
  appendOnly: false,
  log: false,
}

function nullableText(): Column {
  return { ...text(), nullable: true }
}

export function roll(key: string, change: Row = {}): Row {
  return { id: key, number: null, shelf: 'left', length: 10, ...change }
}

export const eq = (column: string, value: Value): Where => ({ kind: 'compare', column, is: 'eq', value })
export const atLeast = (column: string, value: Value): Where => ({ kind: 'compare', column, is: 'gte', value })
export const all: Where = { kind: 'and', all: [] }
export const byId = { orderBy: [{ column: 'id', direction: 'asc' }], limit: 'all' } as const

/** A store with the rolls in it. */
export async function storeWith(rows: readonly Row[], options: MemoryOptions = {}): Promise<StorageAdapter> {
  const store = memory(options)
  await store.migrate(({ tables }) => (tables.length > 0 ? [] : [{ kind: 'create-table', table: rolls }]))
  await store.transaction((tx) => tx.insert(rolls, rows))
  return store
}

export const standing = (store: StorageAdapter): Promise<Row[]> => store.snapshot((reads) => reads.find(rolls, byId))

export interface Open {
  readonly tx: Tx
  commit(): Promise<void>
  rollBack(): Promise<void>
}

/** Begins a transaction that ends when it is told to. */
export function begin(store: StorageAdapter, options?: TransactionOptions): Promise<Open> {
  return new Promise((resolve, reject) => {
    const stop = new Error('rolled back by the test')
    const over = store.transaction(
      (tx) =>
        new Promise<void>((end, fail) => {
          const rollBack = async (): Promise<void> => {
            fail(stop)
            const error: unknown = await over.catch((thrown: unknown) => thrown)
            if (error !== stop) throw error
          }
          const commit = (): Promise<void> => {
            end()
            return over
          }
          resolve({ tx, commit, rollBack })
        }),
      options,
    )
    over.catch(reject)
  })
}

/** Lets everything run that can run. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whether a promise is still open when everything that can run has run. */
export async function waits(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  const settle = (): void => {
    settled = true
  }
  promise.then(settle, settle)
  await quiet()
  return !settled
}

/** What a promise rejects with. */
export function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`it was carried out and answered ${String(value)}`)
    },
    (error: unknown) => error,
  )
}
