/** What the adapter asks of a driver. Two exist: `node-sqlite.ts` and `better-sqlite3.ts`. */

/** What SQLite stores for us; booleans, decimals and JSON are encoded before they come here. */
export type SqlValue = null | number | bigint | string

/** A prepared statement. Rows are arrays, in the order of the columns. */
export interface DriverStatement {
  all(parameters: readonly SqlValue[]): SqlValue[][]
  /** Answers how many rows were changed. */
  run(parameters: readonly SqlValue[]): number
  iterate(parameters: readonly SqlValue[]): IterableIterator<SqlValue[]>
}

export interface Driver {
  /** Whose copy of SQLite it is. */
  readonly library: 'node:sqlite' | 'better-sqlite3'
  /** With `bigints`, whole numbers are read as bigints, so that none is rounded. */
  prepare(sql: string, bigints: boolean): DriverStatement
  exec(sql: string): void
  inTransaction(): boolean
  defineFunction(name: string, compute: (text: SqlValue) => SqlValue): void
  close(): void
}
