/** An open database: its connections, what is compiled for its tables, and its end. */
import { StorageClosed, StorageFailed, type StoredTable, StorageUnavailable } from '@calotype/core/storage'
import { isCalotypeError } from '@calotype/core/values'
import { notedKind } from './codec.ts'
import { Connection } from './connection.ts'
import type { Driver } from './driver.ts'
import { isBusy, isReadOnly, storageError } from './driver-error.ts'
import { notesTable, readNotes, type TableNote } from './notes.ts'
import type { Settings } from './options.ts'
import { TablePlan } from './table-plan.ts'
import { Turns, Wait } from './waiting.ts'
import { Writer } from './writer.ts'

export class Store {
  readonly name: string
  readonly lockTimeoutMs: number
  readonly writer: Writer
  /** Connections for snapshots: the writer's where there is but one. */
  readonly readers: Turns<Connection>
  readonly #settings: Settings
  #plans = new WeakMap<StoredTable, TablePlan>()
  #noted: ReadonlyMap<string, TableNote> = new Map()
  #writing: Connection | undefined
  /** By the database object that a host joined with. */
  readonly #joined = new WeakMap<object, Connection>()
  #opening: Promise<void> | undefined
  #running = 0
  #idle: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor(settings: Settings) {
    this.#settings = settings
    this.name = settings.name
    this.lockTimeoutMs = settings.lockTimeoutMs
    const turns = new Turns<Connection>(1, () => this.#opened())
    this.writer = new Writer(turns, {
      name: settings.name,
      lockTimeoutMs: settings.lockTimeoutMs,
      together: settings.commitTogether,
      failed: (error) => this.failed(error),
    })
    this.readers = settings.shared ? turns : new Turns(settings.readers, () => this.#reader())
  }

  /** What is compiled for a table. @throws StorageFailed where its decimals are stored with other digits than declared */
  plan(table: StoredTable): TablePlan {
    const kept = this.#plans.get(table)
    if (kept !== undefined) return kept
    const made = new TablePlan(table)
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

  /** Whatever was thrown, as an error of the port. */
  failed(error: unknown, table?: StoredTable): unknown {
    return storageError(error, { store: this.name, file: this.#settings.file, table })
  }

  /** What a migration noted. */
  remember(tables: ReadonlyMap<string, TableNote>): void {
    this.#noted = tables
    this.#plans = new WeakMap()
  }

  /** Does `work` on the open store, which is not closed before it is done. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw StorageClosed.create({ store: this.name })
    this.#running++
    try {
      if (this.#writing === undefined) await this.#open()
      return await work()
    } finally {
      if (--this.#running === 0) this.#idle?.()
    }
  }

  /**
   * The connection of a host whose transaction is joined.
   * @throws StorageFailed for another copy of SQLite than the store's own: two in one process do not see each other's
   * locks, and can damage the file (https://www.sqlite.org/howtocorrupt.html#_multiple_copies_of_sqlite_linked_into_the_same_application)
   */
  joined(native: object, driver: Driver): Connection {
    if (this.#closing !== undefined) throw StorageClosed.create({ store: this.name })
    const own = this.#writing?.driver.library ?? driver.library
    if (own === driver.library) {
      const connection = this.#joined.get(native) ?? this.#wrap(driver)
      this.#joined.set(native, connection)
      return connection
    }
    const reason = `join() was given a connection of ${driver.library} by a store on ${own}: two copies of SQLite in one process do not see each other's locks; open the store with ${driver.library} too`
    throw StorageFailed.create({ store: this.name, reason })
  }

  #wrap(driver: Driver): Connection {
    return new Connection(driver, this.#settings.onStatement)
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
    const writing = this.#writing
    this.#writing = undefined
    if (writing === undefined || this.#settings.hosted) return
    if (!this.#settings.shared) for (const reader of this.readers.takeAllIdle()) reader.close()
    try {
      if (this.#settings.file !== undefined) writing.query('pragma wal_checkpoint(truncate)')
    } catch {
      // What is committed lies in the write-ahead log and is found there again.
    }
    writing.close()
  }

  #opened(): Connection {
    if (this.#writing === undefined) throw StorageClosed.create({ store: this.name })
    return this.#writing
  }

  #open(): Promise<void> {
    this.#opening ??= this.#openNow().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #openNow(): Promise<void> {
    const connection = this.#connect(false)
    try {
      const wait = new Wait({ what: this.name, limitMs: this.lockTimeoutMs, signal: undefined })
      for (let done = false; !done; ) {
        try {
          this.#prepare(connection)
          done = true
        } catch (error) {
          if (!isBusy(error)) throw error
          await wait.again(error)
        }
      }
    } catch (error) {
      if (!this.#settings.hosted) connection.close()
      throw this.failed(error)
    }
    this.#writing = connection
  }

  /** Nothing is written before the file has proved to be a database. */
  #prepare(connection: Connection): void {
    const { hosted, shared, synchronous } = this.#settings
    if (hosted) connection.hostBusyTimeout = Number(connection.query('pragma busy_timeout')[0]?.[0] ?? 0)
    else this.#configure(connection)
    const noted = connection.query(`select 1 from sqlite_schema where type = 'table' and name = '${notesTable}'`)
    if (!hosted && !shared) {
      writeAhead(connection)
      connection.exec(`pragma synchronous = ${synchronous}`)
    }
    this.remember(readNotes(connection, noted.length > 0).tables)
  }

  /** Not told to `onStatement`: it belongs to connecting. */
  #configure(connection: Connection): void {
    connection.driver.exec(
      'pragma busy_timeout = 0; pragma foreign_keys = off; pragma journal_size_limit = 67108864; pragma temp_store = memory; pragma secure_delete = on; ' +
        `pragma cache_size = -${this.#settings.cacheKib}; pragma wal_autocheckpoint = ${checkpointPages}`,
    )
  }

  #reader(): Connection {
    const connection = this.#connect(true)
    this.#configure(connection)
    return connection
  }

  #connect(readonly: boolean): Connection {
    try {
      return this.#wrap(this.#settings.connect(readonly))
    } catch (error) {
      const failure = this.failed(error)
      if (failure !== error || isCalotypeError(error)) throw isFailed(failure) ? this.#unavailable(error) : failure
      throw this.#unavailable(error)
    }
  }

  /** A driver that cannot open a file may say so without a code of SQLite. */
  #unavailable(error: unknown): Error {
    const reason = error instanceof Error ? error.message : String(error)
    return StorageUnavailable.create({ store: this.name, reason }, { cause: error })
  }
}

/**
 * Pages of log after which SQLite copies them into the database: 40 MB. Its own 1,000 would copy at almost every commit of
 * a bulk import; measured there, 10,000 takes a third off the time of the commits.
 */
const checkpointPages = 10_000

const isFailed = (error: unknown): boolean => StorageFailed.is(error)

/** A database that cannot be written stays in the mode it has, and can be read. */
function writeAhead(connection: Connection): void {
  const [[mode] = []] = connection.query('pragma journal_mode')
  if (mode === 'wal') return
  try {
    connection.query('pragma journal_mode = wal')
  } catch (error) {
    if (!isReadOnly(error)) throw error
  }
}
