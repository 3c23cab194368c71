/** A connection with its prepared statements. */
import type { Driver, SqlValue } from './driver.ts'

/** A statement as compiled for a shape of query. */
export interface Sql {
  readonly text: string
  /** Whether its answer holds whole numbers that a JavaScript number could round. */
  readonly bigints: boolean
}

/** The name under which `String.prototype.toLowerCase` is registered. */
export const foldFunction = 'calotype_fold'

/** Statements kept prepared; past half of it the least recently used ones make room. */
const keptStatements = 512

export class Connection {
  readonly driver: Driver
  /** What a host set on a connection that it handed in. */
  hostBusyTimeout = 0
  /** How many statements were sent, to tell who idles. */
  sent = 0
  readonly #onStatement: ((sql: string) => void) | undefined
  readonly #kept = new Map<string, ReturnType<Driver['prepare']>>()

  constructor(driver: Driver, onStatement?: (sql: string) => void) {
    this.driver = driver
    this.#onStatement = onStatement
    driver.defineFunction(foldFunction, (text) => (typeof text === 'string' ? text.toLowerCase() : text))
  }

  get inTransaction(): boolean {
    return this.driver.inTransaction()
  }

  all(sql: Sql, parameters: readonly SqlValue[]): SqlValue[][] {
    this.#tell(sql.text)
    return this.#prepared(sql.text, sql.bigints).all(parameters)
  }

  /** Answers how many rows were changed. */
  run(text: string, parameters: readonly SqlValue[] = []): number {
    this.#tell(text)
    return this.#prepared(text, false).run(parameters)
  }

  /** The same on a connection whose host set a busy time-out, which would block the event loop. */
  runWithoutWaiting(text: string): void {
    if (this.hostBusyTimeout > 0) this.driver.exec('pragma busy_timeout = 0')
    try {
      this.run(text)
    } finally {
      if (this.hostBusyTimeout > 0) this.driver.exec(`pragma busy_timeout = ${this.hostBusyTimeout}`)
    }
  }

  /** Row by row. The statement is nobody else's, so that the same query can run meanwhile. */
  iterate(sql: Sql, parameters: readonly SqlValue[]): IterableIterator<SqlValue[]> {
    this.#tell(sql.text)
    return this.driver.prepare(sql.text, sql.bigints).iterate(parameters)
  }

  /** For statements that run once, such as DDL. */
  exec(text: string): void {
    this.#tell(text)
    this.driver.exec(text)
  }

  /** For pragmas and the catalogue. */
  query(text: string, ...parameters: SqlValue[]): SqlValue[][] {
    this.#tell(text)
    return this.driver.prepare(text, false).all(parameters)
  }

  rollback(): void {
    // Some errors (a full disk) have rolled back already.
    if (this.inTransaction) this.run('rollback')
  }

  close(): void {
    this.#kept.clear()
    this.driver.close()
  }

  #tell(text: string): void {
    this.sent++
    this.#onStatement?.(text)
  }

  #prepared(text: string, bigints: boolean): ReturnType<Driver['prepare']> {
    const kept = this.#kept.get(text)
    if (kept !== undefined) {
      if (this.#kept.size > keptStatements / 2) {
        this.#kept.delete(text)
        this.#kept.set(text, kept)
      }
      return kept
    }
    const made = this.driver.prepare(text, bigints)
    if (this.#kept.size >= keptStatements) {
      const [oldest] = this.#kept.keys()
      if (oldest !== undefined) this.#kept.delete(oldest)
    }
    this.#kept.set(text, made)
    return made
  }
}
