/** A connection as a transaction or a snapshot holds it: from its first statement to its end. */
import { StorageFailed, type StoredTable } from '@calotype/core/storage'
import type { Answer, PooledConnection, SqlConnection, SqlValue, Statement } from './connection.ts'
import type { Store } from './store.ts'

export type Kind = 'transaction' | 'snapshot'

export abstract class Session {
  readonly store: Store
  readonly kind: Kind
  readonly signal: AbortSignal | undefined
  #over = false
  #complete = false
  #numbers = 0
  #calls = 0
  #cancelling: Promise<void> | undefined

  constructor(store: Store, kind: Kind, signal: AbortSignal | undefined) {
    this.store = store
    this.kind = kind
    this.signal = signal
  }

  /** The connection; at the first call it is taken, and what begins the transaction is sent. */
  protected abstract connection(): SqlConnection | Promise<SqlConnection>

  /** Called when a statement failed. */
  protected abstract met(failure: unknown, error: unknown): void

  get over(): boolean {
    return this.#over
  }

  /** How many statements were asked for. */
  get calls(): number {
    return this.#calls
  }

  /** For the names of what lives in the session: cursors, savepoints. */
  nextNumber(): number {
    return ++this.#numbers
  }

  /** The last writes were given: nothing may follow but the end. */
  complete(): void {
    this.#complete = true
  }

  /** From here on every call is refused. */
  end(): void {
    this.#over = true
  }

  /** What a call after the end gets. */
  ended(): Error {
    const reason = `the ${this.kind} has ended, and this call came after it`
    return StorageFailed.create({ store: this.store.name, reason })
  }

  /**
   * Sends a statement, at once where the connection is held already, so that calls which are not awaited keep their order.
   * @throws errors of the port
   */
  async run(table: StoredTable | undefined, statement: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    if (this.#over) throw this.ended()
    if (this.#complete) throw StorageFailed.create({ store: this.store.name, reason: 'a call came after insertAtEnd' })
    this.signal?.throwIfAborted()
    this.#calls++
    const opened = this.connection()
    const connection = opened instanceof Promise ? await opened : opened
    return this.send(connection, table, statement, parameters)
  }

  /** Sends a statement on the connection held. */
  async send(
    connection: SqlConnection,
    table: StoredTable | undefined,
    statement: Statement,
    parameters: readonly SqlValue[],
    committing = false,
  ): Promise<Answer> {
    const sent = performance.now()
    this.store.options.onStatement?.(statement.text)
    // A commit is never called off: a server that waits for its standby would then answer that it stands.
    const stop = committing ? undefined : this.#watch(connection)
    try {
      return await connection.query(statement, parameters)
    } catch (error) {
      const waitedMs = Math.round(performance.now() - sent)
      // Whoever left while a commit was on its way still has to know that its outcome is unknown.
      const left = this.signal?.aborted === true && !(committing && this.store.dialect.breaks(error))
      const failure = left ? this.signal?.reason : this.store.failed(error, { table, waitedMs, committing })
      this.met(failure, error)
      throw failure
    } finally {
      stop?.()
    }
  }

  abstract get pipelines(): boolean

  /** A statement that waits for a lock stops waiting when the signal is aborted. */
  #watch(connection: SqlConnection): (() => void) | undefined {
    const { signal } = this
    if (signal === undefined) return undefined
    const aborted = (): void => {
      this.#cancelling ??= connection.cancel()
    }
    signal.addEventListener('abort', aborted, { once: true })
    return () => signal.removeEventListener('abort', aborted)
  }

  /** Waits until a cancelling under way has reached the server: it must not meet whoever holds the connection next. */
  async cancelled(): Promise<void> {
    await this.#cancelling
  }
}

/** A session on a connection of the pool, taken at its first statement. */
export class PooledSession extends Session {
  readonly #begin: readonly Statement[]
  readonly #extra: boolean
  #held: PooledConnection | undefined
  #taking: Promise<PooledConnection> | undefined
  #broken = false
  /** The first failure, unless a savepoint has undone it. */
  failure: unknown
  failed = false

  /** `extra`: on a connection beyond the pool, for one who holds a connection already. */
  constructor(store: Store, kind: Kind, begin: readonly Statement[], signal: AbortSignal | undefined, extra = false) {
    super(store, kind, signal)
    this.#begin = begin
    this.#extra = extra
  }

  /** Whether anything was sent. */
  get begun(): boolean {
    return this.#held !== undefined || this.#taking !== undefined
  }

  get broken(): boolean {
    return this.#broken
  }

  /** The connection is not to be used again. */
  break(): void {
    this.#broken = true
  }

  get pipelines(): boolean {
    return this.#held?.pipelines ?? false
  }

  connection(): PooledConnection | Promise<PooledConnection> {
    if (this.#held !== undefined) return this.#held
    this.#taking ??= this.#take()
    return this.#taking
  }

  async #take(): Promise<PooledConnection> {
    const connection = await (this.#extra ? this.store.extra() : this.store.acquire(this.signal))
    this.#held = connection
    this.begin(connection)
    return connection
  }

  /** Sends what begins it; a failure is told by the statement that follows. */
  begin(connection: PooledConnection): void {
    for (const statement of this.#begin) this.send(connection, undefined, statement, []).catch(() => undefined)
  }

  protected met(failure: unknown, error: unknown): void {
    if (this.store.dialect.breaks(error)) this.#broken = true
    if (this.failed) return
    this.failed = true
    this.failure = failure
  }

  /** Waits until a beginning that is under way has ended, one way or the other. */
  async settled(): Promise<PooledConnection | undefined> {
    if (this.#held === undefined) await this.#taking?.catch(() => undefined)
    return this.#held
  }

  /** Before anything but a look was taken: gives the connection back, and begins anew with the next statement. */
  letGo(): void {
    const held = this.#held
    if (held !== undefined) this.send(held, undefined, this.store.dialect.rollback, []).catch(() => undefined)
    this.release()
  }

  /** Gives the connection back. */
  release(): void {
    const held = this.#held
    this.#held = undefined
    this.#taking = undefined
    held?.release(this.#broken)
  }
}

/** A session on a host's own connection, inside the transaction that the host opened. */
export class JoinedSession extends Session {
  readonly #connection: SqlConnection
  readonly #open: () => boolean

  constructor(store: Store, connection: SqlConnection, open: () => boolean) {
    super(store, 'transaction', undefined)
    this.#connection = connection
    this.#open = open
  }

  get pipelines(): boolean {
    return this.#connection.pipelines
  }

  protected connection(): SqlConnection {
    if (!this.#open() || this.store.closed) throw this.ended()
    return this.#connection
  }

  protected met(): void {}
}
