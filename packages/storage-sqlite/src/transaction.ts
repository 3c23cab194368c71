/** The adapter's own transactions, and those of a host that it joins. */
import { randomBytes } from 'node:crypto'
import type { Connection } from './connection.ts'
import { Hold } from './hold.ts'
import { notesTable } from './notes.ts'
import { ended } from './reads.ts'
import type { Store } from './store.ts'
import {
  type Batch,
  type JoinedTx,
  StorageFailed,
  type StoredTable,
  type TransactionOptions,
} from '@calotype/core/storage'
import type { Member } from './writer.ts'
import { SqliteWrites } from './writes.ts'

/** Begun at its first statement, so that one that is refused before costs nothing. */
export class SqliteTransaction extends SqliteWrites implements Member {
  readonly #hold: Hold
  readonly #serializable: boolean
  #claimed = false
  #sealed = false
  #lost: unknown
  inSavepoint = false

  constructor(store: Store, { signal, isolation }: TransactionOptions) {
    super(store, signal)
    this.#serializable = isolation === 'serializable'
    this.#hold = new Hold(
      () => store.writer.begin(this),
      () => ended(store.name, 'transaction'),
    )
  }

  get bound(): boolean {
    return this.#claimed || this.#serializable
  }

  suspend(): void {
    this.#hold.letGo()
  }

  expel(error: unknown): void {
    this.#lost = error
    this.#hold.letGo()
  }

  protected connection(): Connection | Promise<Connection> {
    this.#mustTakeCalls()
    return this.#hold.connection()
  }

  protected claim(): void {
    this.#claimed = true
  }

  protected override failed(error: unknown, connection: Connection, table: StoredTable | undefined): unknown {
    const failure = super.failed(error, connection, table)
    // A full disk rolls back by itself; what follows must not be written alone.
    if (!connection.inTransaction) this.#lost = failure
    return failure
  }

  override async insertAtEnd(batches: readonly Batch[]): Promise<void> {
    this.#mustTakeCalls()
    if (this.inOwnSavepoint) throw this.#refused('insertAtEnd() was called inside a savepoint')
    try {
      const inserting = batches.some(({ rows }) => rows.length > 0) ? super.insertAtEnd(batches) : undefined
      this.#sealed = true
      await inserting
    } catch (error) {
      // What was sent before the failing rows must not be committed, even if the caller lets the error go.
      this.#lost ??= error
      throw error
    }
  }

  /** For what is not of the port, such as a migration. */
  exclusively<T>(work: (connection: Connection) => T): Promise<T> {
    return this.perform(undefined, (connection) => {
      this.claim()
      return work(connection)
    })
  }

  #mustTakeCalls(): void {
    if (this.#lost !== undefined) throw this.#lost
    if (this.#sealed) throw this.#refused('insertAtEnd() was the last call that this transaction takes')
  }

  #refused(reason: string): Error {
    return StorageFailed.create({ store: this.store.name, reason })
  }

  async commit(): Promise<void> {
    const held = await this.#hold.end()
    const { signal } = this.wait
    if (this.#lost === undefined && signal?.aborted !== true) return this.store.writer.commit(this, held)
    await this.store.writer.abandon(this, held, this.#lost)
    throw this.#lost ?? signal?.reason
  }

  async abandon(): Promise<void> {
    const held = await this.#hold.end()
    await this.store.writer.abandon(this, held, this.#lost)
  }
}

/** Works inside a transaction that the host opened, and ends with it. */
export class JoinedTransaction extends SqliteWrites implements JoinedTx {
  readonly hostConnection: object
  /** Never the name of a savepoint of the host's, or of another store's: each would undo or free the other. */
  protected override readonly savepointLead = `calotype_${randomBytes(6).toString('hex')}_`
  readonly #connection: Connection
  #claimed = false

  constructor(store: Store, connection: Connection, hostConnection: object) {
    super(store, undefined)
    this.#connection = connection
    this.hostConnection = hostConnection
  }

  protected connection(): Connection {
    if (this.#connection.inTransaction) return this.#connection
    throw ended(this.store.name, 'transaction')
  }

  protected claim(connection: Connection): void {
    if (this.#claimed) return
    // The host may have begun without the write lock: a write that meets no row takes it.
    connection.run(`delete from ${notesTable} where name = ''`)
    this.#claimed = true
  }
}
