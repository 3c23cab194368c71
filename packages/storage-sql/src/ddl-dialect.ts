/** How a database words its schema. */
import type { Column, Index, StoredTable } from '@calotype/core/storage'
import type { SqlValue } from './connection.ts'
import type { SchemaWords } from './schema-words.ts'

export interface DdlDialect {
  /** The type of the column that numbers the rows of a log as they are inserted; it fills itself. */
  readonly enteredType: string
  /** Whether that type brings a unique index of its own. */
  readonly enteredIsUnique: boolean
  /** The type of the column that holds the place of a row in the order of commits; null until it has one. */
  readonly positionType: string
  /** Behind the columns of a table: ` engine=InnoDB …`. */
  readonly tableEnd: string
  readonly partialIndexes: boolean
  /** Whether an index is dropped from its table, rather than by its own name alone. */
  readonly indexesBelongToTables: boolean
  /** Columns that an index gets beside its own, so that pages need no sort. */
  tailOf(table: StoredTable, index: Index, unique: boolean): readonly string[]
  /** The type of a column, which in a key or an index may have to be shorter than elsewhere. */
  columnType(table: StoredTable, name: string, column: Column): string
  /** What else stands behind a column, such as a check of its range. `sqlName` needs to be quoted. */
  constraint(sqlName: string, column: Column): string
  /** A value as the text of a default. */
  literal(column: Column, value: SqlValue): string
  /** Statements that make a table refuse changes; for a log, all but the placing of a row. `columns` are those declared. */
  appendOnly(table: StoredTable, words: SchemaWords, columns: readonly string[]): readonly string[]
  /** Statements that take away what `appendOnly` made, before it is made anew for more columns. */
  appendOnlyDropped(table: StoredTable, words: SchemaWords): readonly string[]
}
