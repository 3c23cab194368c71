/** What is compiled once for a table. */
import { type Column, type Row, StorageFailed, type StoredTable, snakeCase, type Value } from '@calotype/core/storage'
import { type Codec, codecOf } from './codec.ts'
import type { Sql } from './connection.ts'
import type { SqlValue } from './driver.ts'

/** The hidden column of a log: the order in which rows were committed. No declared column may have this name. */
export const positionColumn = 'position'

export interface ColumnPlan {
  /** As rows name it. */
  readonly name: string
  /** As SQL names it, quoted. */
  readonly sql: string
  readonly column: Column
  readonly codec: Codec
}

/** Statements kept for one table. Whoever goes past it builds queries of ever new shapes; then all are made anew. */
const keptShapes = 1000

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export class TablePlan {
  readonly table: StoredTable
  readonly sql: string
  readonly columns: readonly ColumnPlan[]
  readonly key: readonly ColumnPlan[]
  /** All columns, as a statement lists them. */
  readonly columnList: string
  readonly bigints: boolean
  readonly #byName: ReadonlyMap<string, ColumnPlan>
  readonly #shapes = new Map<string, Sql>()

  constructor(table: StoredTable) {
    this.table = table
    this.sql = quoted(table.name)
    this.columns = Object.entries(table.columns).map(([name, column]) => ({
      name,
      sql: quoted(snakeCase(name)),
      column,
      codec: codecOf(column),
    }))
    this.#byName = new Map(this.columns.map((column) => [column.name, column]))
    this.key = table.primaryKey.map((name) => this.column(name))
    this.columnList = this.columns.map((column) => column.sql).join(', ')
    this.bigints = this.columns.some((column) => column.codec.wide)
  }

  column(name: string): ColumnPlan {
    const found = this.#byName.get(name)
    if (found !== undefined) return found
    throw StorageFailed.create({ store: 'sqlite', reason: `${this.table.name} has no column "${name}"` })
  }

  /** The statement of a shape, made when it is first asked for. */
  shape(key: string, make: () => Sql): Sql {
    const kept = this.#shapes.get(key)
    if (kept !== undefined) return kept
    if (this.#shapes.size >= keptShapes) this.#shapes.clear()
    const made = make()
    this.#shapes.set(key, made)
    return made
  }

  /** A stored row, whose values stand in the order of the columns, as the port has it. */
  row(stored: readonly SqlValue[], columns: readonly ColumnPlan[] = this.columns): Row {
    const row: Record<string, Value> = {}
    for (let at = 0; at < columns.length; at++) {
      const { name, codec } = columns[at] as ColumnPlan
      const value = stored[at] ?? null
      row[name] = codec.decode === undefined || value === null ? value : codec.decode(value)
    }
    return row
  }

  rows(stored: readonly SqlValue[][], columns: readonly ColumnPlan[] = this.columns): Row[] {
    return stored.map((one) => this.row(one, columns))
  }
}
