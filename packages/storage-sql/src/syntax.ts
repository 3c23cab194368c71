/** How a database words values and conditions: as much of a dialect as queries need. */
import type { Column } from '@calotype/core/storage'
import type { Expression } from 'kysely'
import type { Codec } from './codec.ts'

/** A piece of SQL. */
export type Piece = Expression<unknown>

export interface Syntax {
  /** The name of the adapter: `postgres`. */
  readonly name: string

  // Values
  codec(column: Column): Codec
  /** How many parameters a statement may have. */
  readonly mostParameters: number

  // Conditions
  /** The lower case of text, as `String.prototype.toLowerCase`. */
  folded(text: Piece): Piece
  /** Whether `part` stands somewhere in `text`, by code points. */
  contains(text: Piece, part: Piece): Piece
  /** A list as one value (`= any($1)`), or, undefined, as many. Answers the condition that `column` is in `list`. */
  readonly inList?: ((column: Piece, list: Piece) => Piece) | undefined
  /** Whether an index serves `(a, b) > (?, ?)`. */
  readonly comparesRows: boolean
  /** How an order says that null is lowest, where that is not the database's own way. */
  readonly nullOrder?: { readonly asc: string; readonly desc: string } | undefined
  /** Whether a limit stands in the text of a statement, where the database takes it as no parameter. */
  readonly limitInText: boolean
  /** The least and the greatest of truth values, where `min` and `max` do not take them. */
  readonly truthAsNumber?: ((column: Piece) => Piece) | undefined
}
