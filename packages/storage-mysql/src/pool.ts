/** The connections of a store: a pool of its own, or one that the host handed in. */
import { StorageUnavailable } from '@calotype/core/storage'
import { type PooledConnection, PoolExhausted, type SqlPool, type Statement } from '@calotype/storage-sql'
import type { Connection, Pool, PoolConnection } from 'mysql2'
import { MysqlConnection } from './connection.ts'
import { isSeveral } from './native.ts'
import { askHabits, firstHabits, habitsOf, unfitness } from './set-up.ts'

export interface MysqlPoolOptions {
  /** How messages call the store. */
  readonly name: string
  readonly pool: Pool
  /** Whether the pool is closed with the store. */
  readonly own: boolean
  /** A new connection beside the pool; undefined: what is needed beside it comes from the pool too. */
  readonly connect: (() => Promise<Connection>) | undefined
  /** What a connection is told when it is first used. */
  readonly settings: readonly Statement[]
  /** How long a connection beside the pool may be waited for, where it comes from the pool. */
  readonly waitMs: number
}

export class MysqlPool implements SqlPool {
  readonly #options: MysqlPoolOptions
  readonly #known = new WeakMap<Connection, Promise<MysqlConnection>>()

  constructor(options: MysqlPoolOptions) {
    this.#options = options
  }

  async acquire(waitMs: number, signal: AbortSignal | undefined): Promise<PooledConnection> {
    const native = await patiently(this.#options.pool, waitMs, signal)
    return this.#pooled(native, () => native.release())
  }

  async extra(): Promise<PooledConnection> {
    const { connect, waitMs } = this.#options
    if (connect === undefined) return this.acquire(waitMs, undefined)
    const native = await connect()
    return this.#pooled(native, () => native.destroy())
  }

  /** Ends the statement that a connection of this server is at. */
  async kill(thread: number): Promise<void> {
    const connection = await this.extra()
    try {
      await connection.query({ text: `kill query ${thread}`, name: undefined }, [])
    } finally {
      connection.release(false)
    }
  }

  async end(): Promise<void> {
    const { pool, own } = this.#options
    if (own) await new Promise<void>((resolve) => pool.end(() => resolve()))
  }

  async #pooled(native: Connection, giveBack: () => void): Promise<PooledConnection> {
    let ready = this.#known.get(native)
    if (ready === undefined) {
      // What breaks while nobody waits for an answer is told by the next statement.
      native.on('error', () => undefined)
      ready = this.#setUp(native)
      this.#known.set(native, ready)
    }
    let connection: MysqlConnection
    try {
      connection = await ready
    } catch (error) {
      native.destroy()
      throw error
    }
    return {
      pipelines: connection.pipelines,
      query: (statement, parameters) => connection.query(statement, parameters),
      cancel: () => connection.cancel(),
      release: (broken) => {
        if (broken) native.destroy()
        else if (this.#options.own) giveBack()
        // A host could send something of its own before what still waits.
        else void connection.idle().then(giveBack)
      },
    }
  }

  async #setUp(native: Connection): Promise<MysqlConnection> {
    const several = isSeveral(native)
    const connection = new MysqlConnection(native, { ...firstHabits, several }, !this.#options.own, (thread) =>
      this.kill(thread),
    )
    const told = this.#options.settings.map((statement) => connection.query(statement, []))
    const [asked] = await Promise.all([connection.query(askHabits, []), ...told])
    const unfit = unfitness(asked)
    if (unfit !== undefined) throw StorageUnavailable.create({ store: this.#options.name, reason: unfit })
    connection.learn(habitsOf(asked, several))
    return connection
  }
}

/** What comes too late goes straight back. */
function patiently(pool: Pool, waitMs: number, signal: AbortSignal | undefined): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    let over = false
    const end = (): boolean => {
      if (over) return false
      over = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      return true
    }
    const aborted = (): void => {
      if (end()) reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      if (end()) reject(new PoolExhausted(`no connection was free within ${waitMs} ms`))
    }, waitMs)
    signal?.addEventListener('abort', aborted, { once: true })
    pool.getConnection((error, connection) => {
      if (error) {
        if (end()) reject(error)
      } else if (end()) {
        resolve(connection)
      } else {
        connection.release()
      }
    })
  })
}
