/**
 * A connection of mysql2 as the shared SQL uses it. Statements that are given together travel together, as one text: the
 * server carries them out until one fails. Whatever was given before a failure was known is not carried out after it, so
 * that a commit never follows an insert that failed; only a rollback is.
 */
import { StorageFailed } from '@calotype/core/storage'
import type { Answer, SqlConnection, SqlValue, Statement, Stored } from '@calotype/storage-sql'
import type { Connection, QueryError, QueryOptions } from 'mysql2'
import { NotCarriedOut, numberOf, undoesAll } from './driver-error.ts'
import { filled } from './literal.ts'

/** What a connection is like, as far as statements have to know. */
export interface Habits {
  /** Whether one text may hold several statements. */
  readonly several: boolean
  /** The longest text that the server takes, in bytes. */
  readonly longestText: number
}

interface Waiting {
  readonly text: string
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** Several statements are sent as one text up to here, in characters. */
const sentTogether = 262_144

/** Rows may follow; whatever came behind it in one text could not be told from it when it fails. */
const answersRows = /^\s*(select|with|show|explain|values|table|\()/i
const rollsBack = /^rollback\b/

/** Everything as the text that the server sent, where a host's settings could have made something else of it. */
const asText: QueryOptions['typeCast'] = (field) => field.string('utf8')

export class MysqlConnection implements SqlConnection {
  readonly pipelines = true
  readonly #native: Connection
  readonly #hosted: boolean
  readonly #kill: (thread: number) => Promise<void>
  #habits: Habits
  #waiting: Waiting[] = []
  #atWork: readonly Waiting[] | undefined
  #scheduled = false
  #killing: Promise<void> | undefined
  #status: number | undefined
  #whenIdle: (() => void) | undefined
  /** The failure that rolled the transaction back on the server. */
  #lost: { readonly error: unknown } | undefined

  /** `hosted`: opened with settings that are not ours. */
  constructor(native: Connection, habits: Habits, hosted: boolean, kill: (thread: number) => Promise<void>) {
    this.#native = native
    this.#habits = habits
    this.#hosted = hosted
    this.#kill = kill
  }

  /** Whether the server said with its last answer without rows that no transaction is open; undefined before the first. */
  get committedByItself(): boolean | undefined {
    return this.#status === undefined ? undefined : isOutsideTransaction(this.#status)
  }

  /** When everything that was given has been answered. */
  async idle(): Promise<void> {
    while (this.#atWork !== undefined || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve
      })
    }
  }

  /** What was found out about it since. */
  learn(habits: Habits): void {
    this.#habits = habits
  }

  query(statement: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const text = filled(statement, parameters)
      if (text.length * 3 > this.#habits.longestText && Buffer.byteLength(text) >= this.#habits.longestText) {
        throw tooLong(Buffer.byteLength(text), this.#habits.longestText)
      }
      this.#waiting.push({ text, resolve, reject })
      this.#schedule()
    })
  }

  async cancel(): Promise<void> {
    // What came before a rollback is another's, and what was not sent yet need not be.
    const own = this.#waiting.findLastIndex(({ text }) => rollsBack.test(text)) + 1
    for (const one of this.#waiting.splice(own)) one.reject(new NotCarriedOut(new Error('it was called off')))
    const { threadId } = this.#native
    if (this.#atWork === undefined || typeof threadId !== 'number') return
    // Until it is done nothing else is sent, which it could hit instead.
    this.#killing ??= this.#kill(threadId)
      .catch(() => undefined)
      .finally(() => {
        this.#killing = undefined
        this.#schedule()
      })
    await this.#killing
  }

  /** After everything that the same turn of the event loop still gives. */
  #schedule(): void {
    if (this.#scheduled || this.#atWork !== undefined || this.#killing !== undefined || this.#waiting.length === 0)
      return
    this.#scheduled = true
    queueMicrotask(() => process.nextTick(() => this.#send()))
  }

  #send(): void {
    this.#scheduled = false
    if (this.#atWork !== undefined || this.#killing !== undefined) return
    const batch = this.#next()
    if (batch.length === 0) {
      this.#whenIdle?.()
      return
    }
    this.#atWork = batch
    const done: unknown[] = []
    const options: QueryOptions = { sql: batch.map(({ text }) => text).join('; '), rowsAsArray: true }
    if (this.#hosted) Object.assign(options, { typeCast: asText, nestTables: false, namedPlaceholders: false })
    const query = this.#native.query(options, (error: QueryError | null, answers: unknown) => {
      this.#atWork = undefined
      this.#answered(batch, done, error, answers)
      if (this.#waiting.length === 0) this.#whenIdle?.()
      this.#schedule()
    })
    // Told of every answer without rows, also of those before a failure.
    query.on('result', (answer: unknown) => {
      done.push(answer)
      const { serverStatus } = answer as { readonly serverStatus?: unknown }
      if (typeof serverStatus === 'number') this.#status = serverStatus
    })
  }

  /** The statements that can travel as one text. */
  #next(): readonly Waiting[] {
    if (this.#lost !== undefined) {
      const until = this.#waiting.findIndex(({ text }) => text === 'rollback')
      const { error } = this.#lost
      for (const one of this.#waiting.splice(0, until < 0 ? this.#waiting.length : until)) one.reject(error)
      if (until >= 0) this.#lost = undefined
    }
    const most = this.#habits.several ? this.#waiting.length : Math.min(1, this.#waiting.length)
    let length = 0
    let count = 0
    while (count < most) {
      const { text } = this.#waiting[count] as Waiting
      length += text.length
      if (count > 0 && (length > sentTogether || rollsBack.test(text))) break
      count++
      if (answersRows.test(text)) break
    }
    return this.#waiting.splice(0, count)
  }

  #answered(batch: readonly Waiting[], done: readonly unknown[], error: QueryError | null, answers: unknown): void {
    if (error === null) {
      const list = batch.length === 1 ? [answers] : (answers as readonly unknown[])
      for (const [at, one] of batch.entries()) one.resolve(answerOf(list[at]))
      return
    }
    if (undoesAll(numberOf(error))) this.#lost = { error }
    const until = this.#waiting.findIndex(({ text }) => rollsBack.test(text))
    const skipped = this.#waiting.splice(0, until < 0 ? this.#waiting.length : until)
    batch.forEach((one, at) => {
      if (at < done.length) one.resolve(answerOf(done[at]))
      else if (at === done.length) one.reject(error)
      else one.reject(new NotCarriedOut(error))
    })
    for (const one of skipped) one.reject(new NotCarriedOut(error))
  }
}

function answerOf(answer: unknown): Answer {
  if (Array.isArray(answer)) return { rows: answer as readonly (readonly Stored[])[], changed: answer.length }
  const { affectedRows } = answer as { affectedRows?: number }
  return { rows: [], changed: affectedRows ?? 0 }
}

/** SERVER_STATUS_IN_TRANS and SERVER_STATUS_AUTOCOMMIT of the protocol. */
const inTransaction = 1
const committingByItself = 2

export const isOutsideTransaction = (status: number): boolean =>
  (status & inTransaction) === 0 && (status & committingByItself) !== 0

function tooLong(bytes: number, most: number): Error {
  const reason = `the statement has ${bytes} bytes, and the server takes ${most} (max_allowed_packet)`
  return StorageFailed.create({ store: 'mysql', reason })
}
