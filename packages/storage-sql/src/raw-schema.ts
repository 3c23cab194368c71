/** The catalogue of a database, as a dialect reads it. */

/** Names as SQL spells them; columns in their order. */
export interface RawSchema {
  readonly tables: readonly RawTable[]
  /** Rows of the table of notes; undefined where there is none. */
  readonly notes: readonly (readonly [name: string, value: string])[] | undefined
}

export interface RawTable {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly nullable: boolean; readonly hasDefault: boolean }[]
  readonly primaryKey: readonly string[]
  readonly indexes: readonly { readonly name: string; readonly unique: boolean; readonly columns: readonly string[] }[]
  readonly empty: boolean
}
