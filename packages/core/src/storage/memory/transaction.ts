import type { Value } from '../column.ts'
import { Deadlock, SerializationFailure } from '../errors.ts'
import type { Row } from '../port.ts'
import type { Database, Losable } from './disk.ts'
import { refused } from './failure.ts'
import { giveUp, type Lockable, type LockHolder, release, type Waiter, waitFor } from './locks.ts'
import { ReadSet } from './read-set.ts'
import type { RowChain } from './row-chain.ts'
import { type StatementHost, StatementQueue } from './statement-queue.ts'
import type { TableData } from './table-data.ts'

export type Isolation = 'read-committed' | 'serializable' | 'snapshot'

export interface TransactionLimits {
  readonly lockTimeoutMs: number
  readonly maxRows: number
}

interface Write {
  readonly data: TableData
  readonly chain: RowChain
  /** What the transaction had written to the row before. */
  readonly before: Row | null | undefined
}

interface Savepoint {
  readonly writes: number
  readonly locks: number
}

interface Failure {
  readonly error: unknown
  /** Everything is rolled back already; otherwise a savepoint can still save the rest. */
  readonly fatal: boolean
}

/** One transaction (or snapshot): what it sees, has written, holds and waits for. */
export class Transaction implements LockHolder, StatementHost, Losable {
  readonly held: Lockable[] = []
  waiter: Waiter | undefined
  readonly database: Database
  readonly limits: TransactionLimits
  readonly statements: StatementQueue = new StatementQueue(this)
  /** Kept by serializable transactions only. */
  readonly reads: ReadSet | undefined
  readonly #isolation: Isolation
  #snapshot: number | undefined
  #writes: Write[] = []
  readonly #savepoints: Savepoint[] = []
  #failure: Failure | undefined
  #sealed = false
  #ended = false

  constructor(database: Database, isolation: Isolation, limits: TransactionLimits) {
    this.database = database
    this.limits = limits
    this.#isolation = isolation
    this.reads = isolation === 'serializable' ? new ReadSet() : undefined
    database.open.add(this)
  }

  /** The moment it sees: that of its first statement; undefined where each statement sees the newest. */
  get snapshot(): number | undefined {
    return this.#snapshot
  }

  /** The row as this transaction sees it. */
  see(chain: RowChain): Row | undefined {
    return chain.seenBy(this, this.#snapshot)
  }

  /** The newest state of a row whose lock it holds: its own write, or what was committed last. */
  newest(data: TableData, chain: RowChain): Row | undefined {
    if (this.#snapshot !== undefined && chain.newest !== undefined && chain.newest.seq > this.#snapshot) {
      throw SerializationFailure.create({ what: `A row of ${data.shape.name}` })
    }
    return chain.seenBy(this, undefined)
  }

  /** Writes a row whose lock it holds. Null deletes. */
  write(data: TableData, chain: RowChain, row: Row | null): void {
    this.#writes.push({ data, chain, before: chain.pending })
    data.setPending(chain, row)
  }

  waitFor(lock: Lockable, takes: boolean, what: () => string): Promise<void> {
    return waitFor(this, lock, takes, what, this.limits.lockTimeoutMs)
  }

  checkUsable(): void {
    if (this.#failure !== undefined) throw this.#failure.error
    if (this.#ended) throw refused('the transaction has ended; await every call before its function returns')
    if (this.#sealed) throw refused('insertAtEnd() was the last call that this transaction takes')
  }

  get inSavepoint(): boolean {
    return this.#savepoints.length > 0
  }

  /** Takes no further statement. */
  seal(): void {
    this.#sealed = true
  }

  began(): number {
    if (this.#isolation !== 'read-committed') this.#snapshot ??= this.database.history.open()
    return this.#writes.length
  }

  failed(error: unknown, began: number): void {
    if (this.#ended || this.#failure !== undefined) return
    const fatal = Deadlock.is(error) || SerializationFailure.is(error)
    this.#undoTo(fatal ? 0 : began)
    this.#failure = { error, fatal }
    if (fatal) this.#letGo()
  }

  /** Rolls everything back now; whatever it does next throws `error`. */
  lose(error: unknown): void {
    if (this.#ended || this.#failure?.fatal) return
    this.#failure = { error, fatal: true }
    this.#undoTo(0)
    if (this.waiter !== undefined) giveUp(this.waiter, error)
    this.#letGo()
  }

  setSavepoint(): Savepoint {
    const point = { writes: this.#writes.length, locks: this.held.length }
    this.#savepoints.push(point)
    return point
  }

  /** Ends a savepoint: undoes what came after it if that is asked or something in it failed, which it then throws. */
  endSavepoint(point: Savepoint, undo: boolean): void {
    if (this.#ended || this.#failure?.fatal) {
      if (!undo) this.checkUsable()
      return
    }
    if (this.#savepoints.at(-1) !== point) {
      this.lose(refused('savepoints overlap; await one before the next begins, or nest them'))
      this.checkUsable()
    }
    this.#savepoints.pop()
    const failure = this.#failure
    if (!undo && failure === undefined) return
    this.#undoTo(point.writes)
    for (const lock of this.held.splice(point.locks).reverse()) release(lock)
    this.#failure = undefined
    if (!undo && failure !== undefined) throw failure.error
  }

  /** Makes its writes stand, all at once; or throws, and none stands. */
  commit(): void {
    const failure = this.#failure
    const busy = this.statements.busy || this.#savepoints.length > 0
    const { history } = this.database
    try {
      // A failure that was caught is forgiven only where nothing is lost by it.
      if (failure !== undefined && (failure.fatal || this.#writes.length > 0)) throw failure.error
      if (busy) throw refused("a call was still running when the transaction's function returned; await every call")
      if (this.#writes.length === 0) return
      const missed = this.#snapshot === undefined ? undefined : this.reads?.missed(history.since(this.#snapshot))
      if (missed !== undefined) throw SerializationFailure.create({ what: `A row of ${missed.data.shape.name}` })
      const seq = history.next()
      for (const { data, chain } of this.#writes) history.commit(data, chain, seq)
      this.#writes = []
    } finally {
      this.rollback()
    }
  }

  /** Ends it without what is not committed. */
  rollback(): void {
    if (this.#ended) return
    this.#undoTo(0)
    this.#ended = true
    this.statements.abandon()
    if (this.waiter !== undefined) giveUp(this.waiter, refused('the transaction ended while this statement waited'))
    this.#letGo()
  }

  #undoTo(count: number): void {
    for (let write = this.#writes.length > count ? this.#writes.pop() : undefined; write !== undefined; ) {
      write.data.setPending(write.chain, write.before)
      write = this.#writes.length > count ? this.#writes.pop() : undefined
    }
  }

  #letGo(): void {
    for (const lock of this.held.splice(0)) release(lock)
    if (this.#snapshot !== undefined) this.database.history.close(this.#snapshot)
    this.#snapshot = undefined
    this.database.open.delete(this)
  }
}

/** A key for a message. */
export function rowName(data: TableData, row: Readonly<Record<string, Value>>): string {
  const key = data.shape.primaryKey.map((name) => String(row[name])).join(', ')
  return `Row (${key}) of ${data.shape.name}`
}
