/**
 * The storage port, contract 1: what an adapter implements. The core wraps every adapter (see `scoped-store.ts`), so an
 * adapter never sees a query without its tenant, a value that was not validated, or a page without a limit.
 *
 * Logic is two-valued everywhere: a comparison with null is false (only `eq null` and `ne null` speak of nulls), `ne`
 * and `not` are the exact complement. Null sorts lowest, false before true. Text compares by code point, never by a locale.
 */
import type { Value } from './column.ts'
import type { StoredTable } from './table.ts'

export type { Value } from './column.ts'

/** A row: column names as the table declares them. */
export type Row = Readonly<Record<string, Value>>

export type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' | 'startsWith' | 'contains'

export type Where =
  | { readonly kind: 'and'; readonly all: readonly Where[] }
  | { readonly kind: 'or'; readonly any: readonly Where[] }
  | { readonly kind: 'not'; readonly not: Where }
  | {
      readonly kind: 'compare'
      readonly column: string
      readonly is: Comparison
      readonly value: Value
      /** For text: compare both sides in lower case (`String.prototype.toLowerCase`). */
      readonly fold?: boolean
    }
  /** An empty list matches nothing, and a null in it fits nothing. */
  | { readonly kind: 'in'; readonly column: string; readonly values: readonly Value[] }

export interface OrderBy {
  readonly column: string
  readonly direction: 'asc' | 'desc'
}

export interface Find {
  readonly where?: Where | undefined
  /** May be empty only where `limit` is `'all'` or the key is fixed: the order of the answer is then the adapter's. */
  readonly orderBy: readonly OrderBy[]
  /** There is no default: a cut-off list is always somebody's decision. */
  readonly limit: number | 'all'
  /** Keyset page: only rows that come after these values in `orderBy`, one value for each of its columns. */
  readonly after?: readonly Value[] | undefined
  /** Only these columns are asked for: `find` may read no others, or answer all; whatever else takes a `Find` answers all. */
  readonly columns?: readonly string[] | undefined
}

export type Measure =
  | { readonly of: 'count' }
  | { readonly of: 'sum' | 'min' | 'max' | 'countDistinct'; readonly column: string }

export interface Aggregate {
  readonly where?: Where | undefined
  /** Empty: one row over everything, also when nothing matches. */
  readonly groupBy: readonly string[]
  /**
   * By the name in the answer. Counts are numbers; a sum has its column's kind, is exact, and is zero of that kind over
   * nothing (a group that matches nothing does not appear); min and max of nothing are null; nulls are passed over.
   */
  readonly measures: Readonly<Record<string, Measure>>
  /** By names in the answer. */
  readonly orderBy: readonly OrderBy[]
  readonly limit: number | 'all'
}

export interface Followed {
  readonly rows: readonly Row[]
  /** Where to go on; opaque, at most 64 characters. The one given, if nothing was found. */
  readonly cursor: string | null
}

/** Reading. Inside a transaction it sees the transaction's own writes; inside a snapshot, one moment of the store. */
export interface Reads {
  find(table: StoredTable, find: Find): Promise<Row[]>
  /** The same row by row, in bounded memory. Leaving the loop early frees what it holds. */
  stream(table: StoredTable, find: Find): AsyncIterable<Row>
  aggregate(table: StoredTable, aggregate: Aggregate): Promise<Row[]>
  /**
   * The rows of a log in the order in which their transactions committed (within one: as inserted), after `cursor`
   * (null: from the beginning). A row that commits later never appears before a row that was already answered.
   */
  follow(log: StoredTable, cursor: string | null, limit: number): Promise<Followed>
}

/** What to do about a lock that another transaction holds. */
export type LockWait =
  /** Wait, for as long as the adapter's lock time-out allows, then `LockTimeout`. */
  | 'wait'
  /** `LockTimeout` at once. */
  | 'nowait'
  /** Go on without what is locked. */
  | 'skip-locked'

/**
 * A transaction. It ends with the function that it was given to: committed when that returns, rolled back when it throws.
 * A call after its end is `StorageFailed`. After a statement has failed, only a savepoint that held it lets the transaction
 * go on; without one it must be left to roll back.
 */
export interface Tx extends Reads {
  /**
   * Locks names rather than rows until the transaction ends: a guard for what does not exist yet. The core passes them
   * sorted and without duplicates. Answers the names that were locked (with `wait` and `nowait`: all of them).
   */
  lockKeys(keys: readonly string[], wait: LockWait): Promise<readonly string[]>
  /** Finds rows and locks them until the transaction ends; sees the newest committed state of each. */
  findForUpdate(table: StoredTable, find: Find, wait: LockWait): Promise<Row[]>
  /**
   * Inserts all rows or none. Rows hold every column of the table. `skip` names the unique constraint (or `primary`)
   * whose conflicts are passed over in silence; every other conflict is a `UniqueViolation`. Answers how many rows were
   * inserted. Any number of rows may be given.
   */
  insert(table: StoredTable, rows: readonly Row[], skip?: string): Promise<number>
  /**
   * Counters: adds the values of `columns` to the row with the same primary key, or inserts the row where there is none.
   * Answers the rows as they then stand, in the order given. No two rows given have the same key.
   */
  accumulate(table: StoredTable, rows: readonly Row[], columns: readonly string[]): Promise<Row[]>
  /**
   * Sets and adds in one guarded statement; answers how many rows it changed. `add` takes int, money and decimal columns; a
   * null stays null.
   */
  update(table: StoredTable, where: Where, set: Row, add?: Row): Promise<number>
  delete(table: StoredTable, where: Where): Promise<number>
  /**
   * Runs `work`; if it throws, undoes its writes (locks may stay) and throws on, and the transaction can go on. Savepoints
   * nest; two are never begun side by side.
   */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /**
   * Inserts the rows of every batch, in the order given, as the transaction's last act: after it nothing may be called
   * (`StorageFailed`), and the function returns or throws. So an adapter may send them together with the commit; a conflict
   * then surfaces only as the rejection of `transaction()`, as the same `UniqueViolation`. Either way nothing of the
   * transaction stands. Refused inside a savepoint (`StorageFailed`). In a joined transaction the rows are sent at once,
   * also inside a savepoint, and further calls may follow.
   */
  insertAtEnd(batches: readonly Batch[]): Promise<void>
}

/** A transaction that the host opened, as the adapter joined it. */
export interface JoinedTx extends Tx {
  /**
   * The host's connection: the innermost object of the driver, the same for every wrapper of it that `join` takes. Calls on
   * one connection take turns, of which the core keeps note on this object, under a symbol.
   */
  readonly hostConnection: object
}

/** Rows for one table. */
export interface Batch {
  readonly table: StoredTable
  readonly rows: readonly Row[]
}

export interface TransactionOptions {
  /** `read-committed` unless told. Higher levels may end in a retryable `SerializationFailure`. */
  readonly isolation?: 'read-committed' | 'serializable' | undefined
  /** Stops waiting for locks or for a connection when aborted; the transaction is rolled back and rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** What an adapter can do beyond the mandatory; a plugin may require one by name. */
export interface Capabilities {
  /** What is committed survives the process, and with it the machine's power. */
  readonly durable: boolean
  /** Several processes may open the same store. */
  readonly manyProcesses: boolean
  /** Several transactions may hold writes at the same time. False: writers take turns, and locks are never contended. */
  readonly concurrentWriters: boolean
  /** `join` works inside a transaction that the host opened itself. */
  readonly join: boolean
  /** `wakeUps` carries notice of commits from one process to the others. */
  readonly wakeUps: boolean
}

/**
 * Notice between the processes on one store that there is something to do. Best effort: a notice may be lost, come late,
 * or stand for several, and it may reach the process that gave it. Readers that must not miss anything look now and then.
 */
export interface WakeUps {
  /** Called after a commit. Returns at once and never throws; the adapter may send one notice for many. */
  announce(): void
  /** Calls `wake` whenever some process has announced. Answers how to stop; closing the store stops it too. */
  listen(wake: () => void): Promise<() => Promise<void>>
}

export interface FoundColumn {
  readonly name: string
  /** As declared when the column was made; null where it was not made by Calotype. */
  readonly kind: string | null
  readonly nullable: boolean
  /** Whether the database itself fills the column when an insert leaves it out, as columns with a backfill do for older code. */
  readonly hasDefault: boolean
}

export interface FoundTable {
  readonly name: string
  readonly columns: readonly FoundColumn[]
  readonly primaryKey: readonly string[]
  readonly uniques: readonly { readonly name: string; readonly columns: readonly string[] }[]
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[] }[]
  /** Whether it holds any row. */
  readonly empty: boolean
}

/** What stands in the database, in the names of rows (camelCase); names of constraints as declared. */
export interface FoundSchema {
  readonly tables: readonly FoundTable[]
  /** Small facts that the core keeps beside the schema, such as the schema version of each plugin. */
  readonly notes: Readonly<Record<string, string>>
}

/** One additive step. There is no step that drops data. */
export type MigrationStep =
  /** With its key, unique constraints and indexes. */
  | { readonly kind: 'create-table'; readonly table: StoredTable }
  /** A column that may be null, or one with `backfill`, whose value the rows that stand already get. */
  | { readonly kind: 'add-column'; readonly table: StoredTable; readonly column: string }
  | { readonly kind: 'create-index'; readonly table: StoredTable; readonly index: string; readonly unique: boolean }
  /** An index that is declared anew under the same name with other columns. */
  | { readonly kind: 'drop-index'; readonly table: StoredTable; readonly index: string }
  | { readonly kind: 'note'; readonly name: string; readonly value: string }

/**
 * A store. It is handed to one engine, which closes it.
 *
 * Adapters throw only the errors of `storage/errors.ts`; a driver's own error is their `cause`.
 */
export interface StorageAdapter {
  /** For messages: `sqlite`, `postgres`. */
  readonly name: string
  readonly contract: 1
  readonly can: Capabilities
  /**
   * Rejects with what `work` threw, or with why it could not be committed. Where the connection breaks: `ConnectionLost`, of
   * `unknown` outcome only where the commit had been sent and its answer did not come.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Reads of one moment, without locks. Should cost nothing until the first read. A store with one connection may make it
   * wait for the transaction at work; the core never opens one inside a transaction.
   */
  snapshot<T>(work: (reads: Reads) => Promise<T>, options?: { readonly signal?: AbortSignal | undefined }): Promise<T>
  /**
   * Works inside a transaction that the host opened on its own connection: it neither commits nor rolls back. The names of
   * its savepoints must be nobody else's: the host may have savepoints of its own, and so may a second store that joined.
   */
  join?(native: unknown): JoinedTx
  /** There where `can.wakeUps` is true. */
  readonly wakeUps?: WakeUps | undefined
  introspect(): Promise<FoundSchema>
  /**
   * Under a lock that no second migration can hold: introspects, asks `decide` (which may throw to refuse) for the steps,
   * applies them all or none, and answers them.
   */
  migrate(decide: (found: FoundSchema) => readonly MigrationStep[]): Promise<readonly MigrationStep[]>
  /** Answers when the store can be read; throws otherwise. */
  check(): Promise<void>
  /** Waits for what is running, then frees everything. */
  close(): Promise<void>
}
