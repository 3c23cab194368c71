/** What statements about a schema are made with. */
import type { Builder } from './builder.ts'
import type { Piece } from './syntax.ts'

export interface SchemaWords {
  readonly builder: Builder
  tableRef(name: string): Piece
  /** An index where it is named with its schema. */
  indexRef(name: string): Piece
}
