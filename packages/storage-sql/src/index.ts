/** What an adapter on a SQL database is made of. For authors of such adapters; a host needs none of it. */
export { sqlAdapter, type SqlAdapterParts } from './adapter.ts'
export { type Builder, type KyselyParts, place, textOf } from './builder.ts'
export { canonicalDecimal, type Codec, instantOfSql, notedKind, wholeNumber } from './codec.ts'
export {
  type Answer,
  type DecimalNumber,
  type PooledConnection,
  PoolExhausted,
  type SqlConnection,
  type SqlPool,
  type SqlValue,
  type Statement,
  type Stored,
} from './connection.ts'
export type { DdlDialect } from './ddl-dialect.ts'
export type { Dialect, DialectWords, ErrorContext, LogTables, SchemaPlace, StreamStatements } from './dialect.ts'
export type { Query } from './find-query.ts'
export { indexName } from './ddl.ts'
export { introspected } from './introspect.ts'
export { type KeyLocks, nameHeld } from './key-locks.ts'
export { positionsTable } from './log-plan.ts'
export { applySteps, type SchemaChange, type TableStep } from './migrate.ts'
export { migrateInTransaction, type MigrationStatements, readSchema } from './migrate-in-transaction.ts'
export { notesTable } from './notes.ts'
export type { RawSchema, RawTable } from './raw-schema.ts'
export type { Runner } from './runner.ts'
export type { SchemaWords } from './schema-words.ts'
export { JoinedSession, PooledSession } from './session.ts'
export { brokenSocketCodes, unreachableCodes } from './socket-codes.ts'
export { Store, type StoreOptions } from './store.ts'
export type { Piece, Syntax } from './syntax.ts'
export { enteredColumn, kept, once, positionColumn, TablePlan } from './table-plan.ts'
export {
  type Chunk,
  chunksOf,
  inChunks,
  inKeyOrder,
  inOrderOf,
  type PlannedBatch,
  insertInto,
  insertStatement,
  onConflictWriter,
  rowParameters,
  type TableWriter,
} from './table-writer.ts'
export { JoinedTransaction } from './transaction.ts'
