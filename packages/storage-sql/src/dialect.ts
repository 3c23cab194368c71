/** What differs between databases. One object an adapter; everything else in this package is the same for all. */
import type { LockWait, StoredTable } from '@calotype/core/storage'
import type { RawBuilder } from 'kysely'
import type { KyselyParts } from './builder.ts'
import type { SqlConnection, Statement } from './connection.ts'
import type { DdlDialect } from './ddl-dialect.ts'
import type { Query } from './find-query.ts'
import type { KeyLocks } from './key-locks.ts'
import type { RawSchema } from './raw-schema.ts'
import type { SchemaWords } from './schema-words.ts'
import type { Piece, Syntax } from './syntax.ts'
import type { PlannedBatch, TableWriter } from './table-writer.ts'

/** Where tables lie. */
export interface SchemaPlace {
  readonly schema: string | undefined
  tableRef(name: string): Piece
}

/** A log and the table of positions, as SQL names them. */
export interface LogTables {
  readonly log: Piece
  readonly positions: Piece
}

/** Where a driver's error was met. */
export interface ErrorContext {
  /** How the store is called in messages. */
  readonly store: string
  readonly table?: StoredTable | undefined
  /** How long the statement took, for lock time-outs. */
  readonly waitedMs: number
  /** While a connection was opened: nothing was begun. */
  readonly connecting: boolean
  /** At the commit a lost connection leaves the outcome unknown. */
  readonly committing: boolean
}

export interface Dialect extends Syntax {
  /** Kysely's own parts for the database. */
  readonly kysely: KyselyParts

  // Locks and transactions
  readonly begin: Readonly<Record<'read-committed' | 'serializable' | 'snapshot', readonly Statement[]>>
  readonly commit: Statement
  readonly rollback: Statement
  readonly lockClause: Readonly<Record<LockWait, string>>
  readonly keyLocks: KeyLocks
  /** Whether a commit that travels with statements before it keeps nothing if one of them fails: then they may travel together. */
  readonly commitFailsAfterError: boolean
  readonly streams?: StreamStatements | undefined

  // Writing
  readonly writer: TableWriter
  /** The inserts of several tables as few statements, where the database takes more than one table at once. */
  readonly insertTogether?: ((batches: readonly PlannedBatch[]) => readonly Query[]) | undefined
  /**
   * The statement that gives at most `limit` committed rows of a log, which have none, their `position`: behind the `last`
   * of the log in the table of positions, in the order of `_entered`. Its one parameter is the name of the log. Undefined:
   * the rows are read first and then placed by their numbers, where one statement would wait for transactions still open.
   */
  readonly placing?: ((tables: LogTables, limit: number) => RawBuilder<unknown>) | undefined

  // Schema
  readonly ddl: DdlDialect
  introspect(connection: SqlConnection, place: SchemaPlace): Promise<RawSchema>

  // Errors
  /** Whatever the driver threw, as an error of the port; what is no error of the driver is answered as it is. */
  failed(error: unknown, context: ErrorContext): unknown
  /** Whether the connection can no longer be used after this error. */
  breaks(error: unknown): boolean
}

/** Streams by a cursor of the server. Without it a stream reads keyset pages. */
export interface StreamStatements {
  declare(name: string, query: string): string
  fetch(name: string, rows: number): string
  close(name: string): string
}

/** What statements about a schema are made with, and the dialect that words them. */
export interface DialectWords extends SchemaWords {
  readonly dialect: Dialect
}
