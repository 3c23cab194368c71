/** An open store: its pool, what is compiled for its tables, and its end. */
import { LockTimeout, StorageClosed, StorageFailed, type StoredTable } from '@calotype/core/storage'
import { isCalotypeError } from '@calotype/core/values'
import { type Builder, builderOf } from './builder.ts'
import { notedKind } from './codec.ts'
import { type PooledConnection, PoolExhausted, type SqlPool } from './connection.ts'
import type { Dialect, DialectWords, ErrorContext } from './dialect.ts'
import { sql } from 'kysely'
import { LogPlan, positionsTable } from './log-plan.ts'
import type { TableNote } from './notes.ts'
import type { Piece } from './syntax.ts'
import { TablePlan } from './table-plan.ts'

export interface StoreOptions {
  readonly dialect: Dialect
  readonly pool: SqlPool
  /** How messages call the store: `PostgreSQL (db.example.com/studio)`. */
  readonly name: string
  /** Where the tables lie, if statements are to name it. */
  readonly schema: string | undefined
  /** How long a transaction waits for a lock or a connection before `LockTimeout`. */
  readonly lockTimeoutMs: number
  readonly onStatement: ((sql: string) => void) | undefined
}

export class Store {
  readonly options: StoreOptions
  readonly dialect: Dialect
  readonly builder: Builder
  readonly name: string
  #plans = new WeakMap<StoredTable, TablePlan>()
  #logs = new WeakMap<StoredTable, LogPlan>()
  #noted: ReadonlyMap<string, TableNote> = new Map()
  #running = 0
  #idle: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(options: StoreOptions) {
    this.options = options
    this.dialect = options.dialect
    this.builder = builderOf(options.dialect.kysely, options.schema)
    this.name = options.name
  }

  /** What is compiled for a table. @throws StorageFailed where its decimals are stored with other digits than declared */
  plan(table: StoredTable): TablePlan {
    const found = this.#plans.get(table)
    if (found !== undefined) return found
    const made = new TablePlan(table, this.dialect, this.builder)
    const noted = this.#noted.get(table.name)?.columns ?? {}
    for (const { name, column } of made.columns) {
      const kind = noted[name]
      if (column.kind === 'decimal' && kind !== undefined && kind !== notedKind(column)) {
        const reason = `${table.name}.${name} is stored as ${kind} and declared as ${notedKind(column)}`
        throw StorageFailed.create({ store: this.name, reason })
      }
    }
    this.#plans.set(table, made)
    return made
  }

  /** What is compiled for following a log. */
  log(table: StoredTable): LogPlan {
    const found = this.#logs.get(table)
    if (found !== undefined) return found
    const refs = { log: this.tableRef(table.name), positions: this.tableRef(positionsTable) }
    const made = new LogPlan(this.plan(table), this.dialect, refs)
    this.#logs.set(table, made)
    return made
  }

  /** What the database noted of its tables. */
  remember(tables: ReadonlyMap<string, TableNote>): void {
    this.#noted = tables
    this.#plans = new WeakMap()
    this.#logs = new WeakMap()
  }

  /** Whatever was thrown, as an error of the port. */
  failed(error: unknown, context: Partial<Omit<ErrorContext, 'store'>> = {}): unknown {
    if (isCalotypeError(error)) return error
    return this.dialect.failed(error, {
      waitedMs: 0,
      connecting: false,
      committing: false,
      ...context,
      store: this.name,
    })
  }

  /** A connection of the pool, within the lock time-out. */
  async acquire(signal: AbortSignal | undefined): Promise<PooledConnection> {
    signal?.throwIfAborted()
    try {
      return await this.options.pool.acquire(this.options.lockTimeoutMs, signal)
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason
      if (!(error instanceof PoolExhausted)) throw this.failed(error, { connecting: true })
      const what = `Every connection of ${this.name}`
      throw LockTimeout.create({ what, waitedMs: this.options.lockTimeoutMs }, { cause: error })
    }
  }

  /** A connection beyond the pool. */
  async extra(): Promise<PooledConnection> {
    try {
      return await this.options.pool.extra()
    } catch (error) {
      throw this.failed(error, { connecting: true })
    }
  }

  get schema(): string | undefined {
    return this.options.schema
  }

  /** What statements about the schema are made with. */
  get words(): DialectWords {
    return {
      dialect: this.dialect,
      builder: this.builder,
      tableRef: (name) => this.tableRef(name),
      indexRef: (name) => this.tableRef(name),
    }
  }

  /** A table of the store as SQL names it. */
  tableRef(name: string): Piece {
    const { schema } = this.options
    return schema === undefined ? sql.id(name) : sql.id(schema, name)
  }

  /** Does `work` on the open store, which is not closed before it is done. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw StorageClosed.create({ store: this.name })
    this.#running++
    try {
      return await work()
    } finally {
      if (--this.#running === 0) this.#idle?.()
    }
  }

  get closed(): boolean {
    return this.#closing !== undefined
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
    await this.options.pool.end()
  }
}
