/**
 * The one writer. Transactions take turns on its connection; while others wait, several of them are carried out inside
 * one transaction of SQLite, each behind a savepoint, and committed together: one sync to disk instead of many, and a
 * page that all of them change is written once. Nobody hears of a commit before it is on disk.
 */
import { LockTimeout, StorageFailed } from '@calotype/core/storage'
import { begin } from './begin.ts'
import { Connection } from './connection.ts'
import { isBusy } from './driver-error.ts'
import { type Turns, Wait } from './waiting.ts'

/** A transaction, as the writer sees it. */
export interface Member {
  readonly wait: Wait
  /** Whether it has locked or written anything, or wants to see one state throughout. */
  readonly bound: boolean
  inSavepoint: boolean
  /** Its connection is between transactions of SQLite: it begins anew with its next statement, still in its turn. */
  suspend(): void
  /** It was rolled back from outside. */
  expel(error: unknown): void
}

interface Settled {
  resolve(): void
  reject(error: unknown): void
}

/** An open transaction of SQLite. */
interface Group {
  readonly begun: number
  /** Members that are done and wait for the commit. */
  readonly finished: Settled[]
  timer?: NodeJS.Timeout
  /** What the connection had sent when it was last seen to send something, and when that was. */
  sent: number
  idleSince: number
}

export interface WriterOptions {
  readonly name: string
  readonly lockTimeoutMs: number
  /** How many transactions are committed together at most; 1: each by itself. */
  readonly together: number
  failed(error: unknown): unknown
}

const savepoint = 'calotype_member'
/** No transaction joins a group that has been open for so long. */
const growsForMs = 8
/** After so long, those who are done do not wait for one who idles and has not written: it may wait for one of them. */
const patienceMs = 10

export class Writer {
  readonly turns: Turns<Connection>
  readonly #options: WriterOptions
  #group: Group | undefined
  #current: { readonly member: Member; readonly connection: Connection } | undefined

  constructor(turns: Turns<Connection>, options: WriterOptions) {
    this.turns = turns
    this.#options = options
  }

  /** Answers the connection once it is the member's turn and its transaction is open. */
  begin(member: Member): Connection | Promise<Connection> {
    if (this.#current?.member === member) return this.#start(member, this.#current.connection)
    const taken = this.turns.take(member.wait)
    return taken instanceof Connection
      ? this.#start(member, taken)
      : taken.then((connection) => this.#start(member, connection))
  }

  /** `held` is undefined where the member never began, or was suspended since. */
  async commit(member: Member, held: Connection | undefined): Promise<void> {
    if (held === undefined || this.#group === undefined) return this.#leave(member)
    try {
      if (member.inSavepoint) held.run(`release ${savepoint}`)
    } catch (error) {
      await this.abandon(member, held, error)
      throw this.#options.failed(error)
    }
    this.#current = undefined
    const group = this.#group
    if (!this.#grows(group)) return this.#settle(held)
    await new Promise<void>((resolve, reject) => {
      group.finished.push({ resolve, reject })
      group.timer ??= this.#watch(group)
      this.turns.give(held)
    })
  }

  /** Rolls back what the member wrote. `lost` says why the whole group is gone, if it is. */
  async abandon(member: Member, held: Connection | undefined, lost: unknown): Promise<void> {
    const group = this.#group
    if (held === undefined || group === undefined) return this.#leave(member)
    this.#current = undefined
    if (member.inSavepoint && held.inTransaction && tryUndo(held)) {
      if (this.#grows(group)) {
        // What it was refused over may be the work of those who are done, which nobody may hear of before it is on disk.
        const settled = group.finished.length === 0 ? undefined : this.#whenSettled(group)
        this.turns.give(held)
        return settled
      }
      // Its failure is told to those who are done; this member has a reason of its own.
      return this.#settle(held).catch(() => undefined)
    }
    this.#close(group)
    try {
      held.rollback()
    } finally {
      const failure =
        lost ?? StorageFailed.create({ store: this.#options.name, reason: 'it could not be rolled back alone' })
      for (const done of group.finished) done.reject(failure)
      this.turns.give(held)
    }
  }

  /** Whether or not it could be committed. */
  #whenSettled(group: Group): Promise<void> {
    return new Promise((resolve) => group.finished.push({ resolve, reject: () => resolve() }))
  }

  #start(member: Member, connection: Connection): Connection | Promise<Connection> {
    this.#current = { member, connection }
    const refuse = (error: unknown): never => {
      this.#leave(member).catch(() => undefined)
      throw error
    }
    try {
      member.inSavepoint = this.#group !== undefined
      if (member.inSavepoint) {
        connection.run(`savepoint ${savepoint}`)
        return connection
      }
      const waiting = begin(connection, 'begin immediate', member.wait)
      return waiting === undefined ? this.#open(connection) : waiting.then(() => this.#open(connection), refuse)
    } catch (error) {
      return refuse(error)
    }
  }

  #open(connection: Connection): Connection {
    const begun = performance.now()
    this.#group = { begun, finished: [], sent: connection.sent, idleSince: begun }
    return connection
  }

  /** Ends a turn in which nothing is open for the member. */
  async #leave(member: Member): Promise<void> {
    if (this.#current?.member !== member) return
    const { connection } = this.#current
    this.#current = undefined
    if (this.#group === undefined || this.#grows(this.#group)) this.turns.give(connection)
    else await this.#settle(connection)
  }

  #grows(group: Group): boolean {
    return (
      this.turns.waiting > 0 &&
      group.finished.length + 1 < this.#options.together &&
      performance.now() - group.begun < growsForMs
    )
  }

  /** Commits the group, tells those who are done, and passes the turn on. */
  async #settle(connection: Connection): Promise<void> {
    try {
      await this.#commitGroup(connection)
    } finally {
      this.turns.give(connection)
    }
  }

  async #commitGroup(connection: Connection): Promise<void> {
    const group = this.#group
    if (group === undefined) return
    this.#close(group)
    try {
      let wait: Wait | undefined
      while (!tryCommit(connection)) {
        // Only where the host's database keeps no write-ahead log do readers hinder a commit.
        wait ??= new Wait({ what: this.#options.name, limitMs: this.#options.lockTimeoutMs, signal: undefined })
        await wait.again(undefined)
      }
      for (const done of group.finished) done.resolve()
    } catch (error) {
      const failure = this.#options.failed(error)
      for (const done of group.finished) done.reject(failure)
      connection.rollback()
      throw failure
    }
  }

  #close(group: Group): void {
    clearTimeout(group.timer)
    this.#group = undefined
  }

  #watch(group: Group): NodeJS.Timeout {
    return setTimeout(() => this.#hurry(group), patienceMs)
  }

  /** Keeps those who are done from waiting for a member that waits for one of them, or for ever. */
  #hurry(group: Group): void {
    const current = this.#current
    if (this.#group !== group || current === undefined) return
    const { member, connection } = current
    if (!member.bound) {
      connection.run(`release ${savepoint}`)
      member.suspend()
      this.#commitGroup(connection).catch(() => undefined)
      return
    }
    if (connection.sent !== group.sent) {
      group.sent = connection.sent
      group.idleSince = performance.now()
    }
    const idleMs = performance.now() - group.idleSince
    if (idleMs <= this.#options.lockTimeoutMs) {
      group.timer = this.#watch(group)
      return
    }
    member.expel(LockTimeout.create({ what: this.#options.name, waitedMs: Math.round(idleMs) }))
    this.abandon(member, connection, undefined).catch(() => undefined)
  }
}

function tryCommit(connection: Connection): boolean {
  try {
    connection.run('commit')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}

/** Whether it worked: if not, everything must be rolled back. */
function tryUndo(connection: Connection): boolean {
  try {
    connection.run(`rollback to ${savepoint}`)
    connection.run(`release ${savepoint}`)
    return true
  } catch {
    return false
  }
}
