/** What is compiled once for a table. */
import { hash } from 'node:crypto'
import { type Column, type Row, StorageFailed, type StoredTable, snakeCase, type Value } from '@calotype/core/storage'
import { sql } from 'kysely'
import type { Builder } from './builder.ts'
import type { Codec } from './codec.ts'
import type { Statement, Stored } from './connection.ts'
import type { Piece, Syntax } from './syntax.ts'

/** The hidden columns of a log. No declared column can have these names. */
export const enteredColumn = '_entered'
export const positionColumn = 'position'

export interface ColumnPlan {
  /** As rows name it. */
  readonly name: string
  /** As SQL names it. */
  readonly sqlName: string
  readonly ref: Piece
  readonly column: Column
  readonly codec: Codec
  readonly isText: boolean
}

/** Shapes kept for one table. Whoever goes past it builds queries of ever new shapes; then all are made anew. */
const keptShapes = 1000
/** A statement is worth keeping prepared once it has been used so often. */
const worthKeeping = 3

class Shape implements Statement {
  readonly text: string
  name: string | undefined
  #uses = 0

  constructor(text: string) {
    this.text = text
  }

  used(): this {
    if (this.#uses < worthKeeping && ++this.#uses === worthKeeping) this.name = statementName(this.text)
    return this
  }
}

/** A name that belongs to a text alone, whoever prepares it. */
const statementName = (text: string): string => `calotype_${hash('sha1', text, 'base64url')}`

/** A statement that is always worth keeping. */
export const kept = (text: string): Statement => ({ text, name: statementName(text) })
/** A statement that is not worth keeping, or cannot be prepared. */
export const once = (text: string): Statement => ({ text, name: undefined })

export class TablePlan {
  readonly table: StoredTable
  readonly dialect: Syntax
  readonly builder: Builder
  readonly columns: readonly ColumnPlan[]
  readonly key: readonly ColumnPlan[]
  /** Tells this declaration of the table from others of the same name. */
  readonly identity: string
  readonly #byName: ReadonlyMap<string, ColumnPlan>
  readonly #shapes = new Map<string, Shape>()

  constructor(table: StoredTable, dialect: Syntax, builder: Builder) {
    this.table = table
    this.dialect = dialect
    this.builder = builder
    this.columns = Object.entries(table.columns).map(([name, column]) => {
      const sqlName = snakeCase(name)
      const isText = column.kind === 'id' || column.kind === 'text'
      return { name, sqlName, ref: sql.ref(sqlName), column, codec: dialect.codec(column), isText }
    })
    this.#byName = new Map(this.columns.map((column) => [column.name, column]))
    this.key = table.primaryKey.map((name) => this.column(name))
    this.identity = `${table.name}:${hash('sha1', this.columnNames.join(), 'base64url')}`
  }

  column(name: string): ColumnPlan {
    const found = this.#byName.get(name)
    if (found !== undefined) return found
    throw refused(this.dialect, `${this.table.name} has no column "${name}"`)
  }

  get columnNames(): string[] {
    return this.columns.map(({ sqlName }) => sqlName)
  }

  /** The columns of a unique constraint, or of the key. */
  constraint(name: string): readonly ColumnPlan[] {
    if (name === 'primary') return this.key
    const unique = this.table.uniques.find((one) => one.name === name)
    if (unique !== undefined) return unique.columns.map((column) => this.column(column))
    throw refused(this.dialect, `${this.table.name} has no unique constraint "${name}"`)
  }

  /** A column of numbers, which can be added to. */
  amount(name: string): ColumnPlan {
    const found = this.column(name)
    const { kind } = found.column
    if (kind === 'int' || kind === 'money' || kind === 'decimal') return found
    throw refused(this.dialect, `${name} is of kind ${kind} and cannot be added to`)
  }

  /** The statement of a shape, compiled when it is first asked for. */
  shape(key: string, compile: () => string): Statement {
    const found = this.#shapes.get(key)
    if (found !== undefined) return found.used()
    if (this.#shapes.size >= keptShapes) this.#shapes.clear()
    const made = new Shape(compile())
    this.#shapes.set(key, made)
    return made.used()
  }

  /** A stored row, whose values stand in the order of the columns, as the port has it. */
  row(stored: readonly Stored[], columns: readonly ColumnPlan[] = this.columns): Row {
    const row: Record<string, Value> = {}
    for (let at = 0; at < columns.length; at++) {
      const { name, codec } = columns[at] as ColumnPlan
      const value = stored[at]
      row[name] = value === null || value === undefined ? null : codec.decode(value)
    }
    return row
  }

  rows(stored: readonly (readonly Stored[])[], columns: readonly ColumnPlan[] = this.columns): Row[] {
    return stored.map((one) => this.row(one, columns))
  }
}

/** What an adapter says to a query that no store could answer. */
export function refused(dialect: Pick<Syntax, 'name'>, reason: string): Error {
  return StorageFailed.create({ store: dialect.name, reason })
}
