/** What the shared SQL asks of a driver: connections, and where they come from. */

/** What a statement is given. A list is one value, where the dialect can compare with a list. */
export type SqlValue = null | string | number | bigint | boolean | DecimalNumber | readonly SqlValue[]

/** A decimal, for databases that would compare and add its text as a floating-point number. */
export interface DecimalNumber {
  readonly decimal: string
}

/** What a driver answers: text, or a number that is exact. Everything else is made of that by a codec. */
export type Stored = null | string | number | bigint

/** A statement as compiled for a shape of query. */
export interface Statement {
  readonly text: string
  /** For servers that keep prepared statements: a name that belongs to this text alone. Undefined: not worth keeping. */
  readonly name: string | undefined
}

export interface Answer {
  /** Rows as lists, in the order of the columns. */
  readonly rows: readonly (readonly Stored[])[]
  /** How many rows were inserted, changed or deleted. */
  readonly changed: number
}

/** A connection while somebody holds it. Statements are carried out in the order in which they were given. */
export interface SqlConnection {
  /** Whether statements travel without waiting for the answers to those before them. */
  readonly pipelines: boolean
  /** @throws the driver's own errors */
  query(statement: Statement, parameters: readonly SqlValue[]): Promise<Answer>
  /** Asks the server, by another connection, to give up the statement at work. Never throws. */
  cancel(): Promise<void>
}

export interface PooledConnection extends SqlConnection {
  /** Gives it back; `broken`, it is closed instead. */
  release(broken: boolean): void
}

export interface SqlPool {
  /** @throws the driver's own error, the signal's reason, or `PoolExhausted` where none was free within the time */
  acquire(waitMs: number, signal: AbortSignal | undefined): Promise<PooledConnection>
  /** A connection beyond the pool, for one who holds a connection already; closed when it is given back. */
  extra(): Promise<PooledConnection>
  /** Closes what is idle; nothing is held any more. */
  end(): Promise<void>
}

/** Every connection of the pool stayed in use. */
export class PoolExhausted extends Error {}
