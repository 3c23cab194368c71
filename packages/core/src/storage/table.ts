/** Tables as rooms and plugins declare them, and as adapters see them. */
import type { Column, Columns, ValueOf } from './column.ts'

/** An index or a unique constraint over columns. */
export interface Index {
  /** Names the constraint in errors; unique within the table. */
  readonly name: string
  readonly columns: readonly string[]
}

export interface TableOptions<C extends Columns, Facts extends boolean> {
  /** snake_case, beginning with the plugin's name. */
  readonly name: string
  readonly columns: C
  /** The columns that tell one row from another; `['id']` unless told. The tenant leads it by itself. */
  readonly key?: readonly (keyof C & string)[]
  readonly uniques?: readonly { readonly name: string; readonly columns: readonly (keyof C & string)[] }[]
  readonly indexes?: readonly { readonly name: string; readonly columns: readonly (keyof C & string)[] }[]
  /** Facts: storage refuses to change or delete a row, and rows carry no version. */
  readonly appendOnly?: Facts
  /** Derived from other rows and rebuilt from them: its changes are not audited. */
  readonly derived?: boolean
  /** Whether a host or plugin may add custom fields to it. */
  readonly customFields?: boolean
  /** The column that holds the branch: an actor whose roles are limited to branches sees and writes only rows of those. */
  readonly branch?: keyof C & string
  /** Which person a row speaks of: the kind of person, and the column that holds the person's id. A list where it speaks of several. */
  readonly subject?: SubjectOf<keyof C & string> | readonly SubjectOf<keyof C & string>[]
}

interface SubjectOf<Column extends string> {
  readonly kind: string
  readonly column: Column
}

/** A kind of person that the rows of a table speak of, and the column that holds the person's id. */
export interface Subject extends SubjectOf<string> {}

/** A declared table. Make one with {@link defineTable}. */
export interface Table<C extends Columns = Columns, Facts extends boolean = boolean> {
  readonly name: string
  readonly columns: C
  readonly key: readonly string[]
  readonly uniques: readonly Index[]
  readonly indexes: readonly Index[]
  readonly appendOnly: Facts
  readonly derived: boolean
  readonly customFields: boolean
  readonly branch: string | undefined
  readonly subjects: readonly Subject[]
}

type Cells<C extends Columns> = { readonly [K in keyof C]: ValueOf<C[K]> }

/** A row of a table as it is read. `version` rises with every change; facts have none. */
export type RowOf<T extends Table> = Cells<T['columns']> &
  (T['appendOnly'] extends true ? unknown : { readonly version: number })

type OptionalColumns<C extends Columns> = {
  [K in keyof C]: null extends ValueOf<C[K]> ? K : never
}[keyof C]

/** A row to insert: columns that may be null may be left out. */
export type NewRowOf<T extends Table> = {
  readonly [K in Exclude<keyof T['columns'], OptionalColumns<T['columns']>>]: ValueOf<T['columns'][K]>
} & { readonly [K in OptionalColumns<T['columns']>]?: ValueOf<T['columns'][K]> | undefined }

/** What an update sets. */
export type ChangeOf<T extends Table> = { readonly [K in keyof T['columns']]?: ValueOf<T['columns'][K]> | undefined }

/** Declares a table. Names are checked when the engine starts, together with every other plugin's. */
export function defineTable<const C extends Columns, const Facts extends boolean = false>(
  options: TableOptions<C, Facts>,
): Table<C, Facts> {
  return {
    name: options.name,
    columns: options.columns,
    key: options.key ?? ['id'],
    uniques: options.uniques ?? [],
    indexes: options.indexes ?? [],
    appendOnly: (options.appendOnly ?? false) as Facts,
    derived: options.derived ?? false,
    customFields: options.customFields ?? false,
    branch: options.branch,
    subjects: options.subject === undefined ? [] : [options.subject].flat(),
  }
}

/**
 * A table as an adapter sees it: the core has added the tenant to every key, unique constraint and index, the version to
 * tables that change, and the custom fields. The same object is passed every time, so an adapter may keep what it
 * compiled for it in a WeakMap.
 */
export interface StoredTable {
  /** snake_case. */
  readonly name: string
  /** By the name that rows use (camelCase); see `snakeCase` for the name in SQL. */
  readonly columns: Readonly<Record<string, Column>>
  readonly primaryKey: readonly string[]
  readonly uniques: readonly Index[]
  readonly indexes: readonly Index[]
  readonly appendOnly: boolean
  /** A log: the adapter keeps the order of commits, and answers `follow` for it. */
  readonly log: boolean
}

/** A name of a row (`customerId`) as SQL spells it (`customer_id`). */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** A name of SQL (`customer_id`) as rows spell it (`customerId`). */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
