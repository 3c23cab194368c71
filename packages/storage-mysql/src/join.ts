/** Joining a transaction that the host opened on its own connection. */
import { type JoinedTx, StorageFailed } from '@calotype/core/storage'
import {
  type Answer,
  JoinedSession,
  JoinedTransaction,
  once,
  type SqlConnection,
  type SqlValue,
  type Statement,
  type Store,
} from '@calotype/storage-sql'
import type { Connection } from 'mysql2'
import { MysqlConnection } from './connection.ts'
import { connectionOf, isSeveral } from './native.ts'
import type { MysqlPool } from './pool.ts'
import { askHabits, firstHabits, habitsOf, unfitness } from './set-up.ts'

export function join(store: Store, pool: MysqlPool, given: unknown): JoinedTx {
  const native = connectionOf(given)
  if (native === undefined) {
    throw refused(store, 'join() takes the connection of mysql2 on which a transaction is open')
  }
  const connection = new HostConnection(store, native, pool)
  return new JoinedTransaction(new JoinedSession(store, connection, () => true), native)
}

/** Its answer says whether a transaction is open. */
const askNothing = once('do 0')

/** Before its first statement it is asked whether a transaction is open, and how it takes statements. */
class HostConnection implements SqlConnection {
  readonly pipelines = true
  readonly #store: Store
  readonly #native: Connection
  readonly #connection: MysqlConnection
  #ready: Promise<void> | undefined

  constructor(store: Store, native: Connection, pool: MysqlPool) {
    this.#store = store
    this.#native = native
    const habits = { ...firstHabits, several: isSeveral(native) }
    this.#connection = new MysqlConnection(native, habits, true, (thread) => pool.kill(thread))
  }

  async query(statement: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    this.#ready ??= this.#prepare()
    await this.#ready
    const answer = await this.#connection.query(statement, parameters)
    if (this.#connection.committedByItself === true) {
      throw refused(this.#store, "the host's transaction was over, and the statement was carried out by itself")
    }
    return answer
  }

  cancel(): Promise<void> {
    return this.#connection.cancel()
  }

  async #prepare(): Promise<void> {
    await this.#connection.query(askNothing, [])
    if (this.#connection.committedByItself === true) {
      throw refused(this.#store, 'join() found no open transaction on the connection')
    }
    const asked = await this.#connection.query(askHabits, [])
    const unfit = unfitness(asked)
    if (unfit !== undefined) throw refused(this.#store, unfit)
    this.#connection.learn(habitsOf(asked, isSeveral(this.#native)))
  }
}

function refused(store: Store, reason: string): Error {
  return StorageFailed.create({ store: store.name, reason })
}
