/** A database as hand-written code works at it: the side that every bench compares Calotype with. One file a driver. */
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface HandWritten {
  /** The name of the driver's package. */
  readonly library: string
  /** Name and version of the server. */
  version(): Promise<string>
  /** What keeps this server from being durable at every commit; undefined where nothing does. */
  undurable(): Promise<string | undefined>
  /** Whole numbers as bigints, everything that is not one as the text that the server takes back. For small databases. */
  dump(): Promise<Dump>
  /** Rows of each table. */
  countRows(): Promise<ReadonlyMap<string, number>>
  /**
   * A transaction of these statements, with `?` for their values: prepared once, one after the other, each awaited, then a
   * commit, on a connection of the pool. What is called takes the values of each.
   */
  together(statements: readonly string[]): (values: readonly (readonly Cell[])[]) => Promise<void>
  /** Inserts one row. */
  insertSql(table: string, columns: readonly string[]): string
  /** Counts a sequence up and answers its value: tenant, sequence and scope are its values. */
  readonly countSql: string
  /** What a select ends in whose row is to be locked. */
  readonly forUpdate: string
  /** One prepared statement with `?` for its values. */
  read(sql: string, values: readonly Cell[]): Promise<readonly StoredRow[]>
  /** All rows in one transaction, by statements of many rows, as large as this driver likes them. */
  insertMany(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void>
  /** What the server's own upkeep does sooner or later: statistics for its planner, or a checkpoint. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** `a, b, c` for as many as there are. */
export const repeated = (part: (at: number) => string, times: number): string =>
  Array.from({ length: times }, (_, at) => part(at)).join(', ')
