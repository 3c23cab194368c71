/** Tables, indexes and what keeps facts as they are, as statements. */
import { type Column, type Index, StorageFailed, type StoredTable, snakeCase } from '@calotype/core/storage'
import { sql } from 'kysely'
import { textOf } from './builder.ts'
import type { Dialect, DialectWords } from './dialect.ts'
import { enteredColumn, positionColumn } from './table-plan.ts'

export const indexName = (table: StoredTable, name: string): string => `${table.name}__${name}`

const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(snakeCase(name))))

/** The table, its unique constraints, its indexes, and what keeps facts as they are. */
export function createTable(words: DialectWords, table: StoredTable): string[] {
  const { dialect, builder } = words
  const lines = [
    ...Object.keys(table.columns).map((name) => columnDefinition(words, table, name)),
    ...(table.log ? hidden(dialect).map((line) => sql.raw(line)) : []),
    sql`primary key (${list(table.primaryKey)})`,
  ]
  const create = sql`create table ${words.tableRef(table.name)} (${sql.join(lines)})${sql.raw(dialect.ddl.tableEnd)}`
  return [
    textOf(builder, create),
    ...(table.log ? logIndexes(words, table) : []),
    ...table.uniques.map((unique) => createIndex(words, table, unique, true)),
    ...table.indexes.map((index) => createIndex(words, table, index, false)),
    ...(table.appendOnly ? dialect.ddl.appendOnly(table, words, Object.keys(table.columns)) : []),
  ]
}

const hidden = ({ ddl }: Dialect): readonly string[] => [
  `${enteredColumn} ${ddl.enteredType}`,
  `${positionColumn} ${ddl.positionType}`,
]

/**
 * By place, for readers; by entry, for the few rows that have no place yet. In order, and said so: there are databases
 * that would take the first column of an index by its hash.
 */
function logIndexes({ builder, ...words }: DialectWords, table: StoredTable): string[] {
  const on = words.tableRef(table.name)
  const entered = sql.ref(enteredColumn)
  const position = sql.ref(positionColumn)
  const name = (of: string) => sql.id(indexName(table, of))
  const waiting = words.dialect.ddl.partialIndexes
    ? sql`create index ${name('_waiting')} on ${on} (${entered} asc) where ${position} is null`
    : sql`create index ${name('_waiting')} on ${on} (${position}, ${entered})`
  return [
    ...(words.dialect.ddl.enteredIsUnique
      ? []
      : [textOf(builder, sql`create unique index ${name('_entered')} on ${on} (${entered})`)]),
    textOf(builder, sql`create index ${name('_position')} on ${on} (${position} asc)`),
    textOf(builder, waiting),
  ]
}

export function createIndex(words: DialectWords, table: StoredTable, index: Index, unique: boolean): string {
  const { dialect, builder } = words
  const columns = [...index.columns, ...dialect.ddl.tailOf(table, index, unique)].map((name) => {
    const nulls = columnOf(dialect, table, name).nullable ? (dialect.nullOrder?.asc ?? '') : ''
    return sql`${sql.ref(snakeCase(name))}${sql.raw(nulls === '' ? '' : ` asc${nulls}`)}`
  })
  const name = sql.id(indexName(table, index.name))
  return textOf(
    builder,
    sql`create ${sql.raw(unique ? 'unique index' : 'index')} ${name} on ${words.tableRef(table.name)} (${sql.join(columns)})`,
  )
}

export function dropIndex(words: DialectWords, table: StoredTable, index: string): string {
  const { dialect, builder } = words
  const name = indexName(table, index)
  const on = dialect.ddl.indexesBelongToTables ? sql` on ${words.tableRef(table.name)}` : sql``
  const dropped = dialect.ddl.indexesBelongToTables ? sql.id(name) : words.indexRef(name)
  return textOf(builder, sql`drop index ${dropped}${on}`)
}

/** A column that is added. With a backfill its default stays, so that code that does not know it yet can insert. */
export function addColumn(words: DialectWords, table: StoredTable, name: string): string {
  const column = columnOf(words.dialect, table, name)
  const definition = columnDefinition(words, table, name, defaultOf(words.dialect, column))
  return textOf(words.builder, sql`alter table ${words.tableRef(table.name)} add column ${definition}`)
}

export function columnOf(dialect: Dialect, table: StoredTable, name: string): Column {
  const column = table.columns[name]
  if (column !== undefined) return column
  throw StorageFailed.create({ store: dialect.name, reason: `${table.name} has no column "${name}"` })
}

function columnDefinition(words: DialectWords, table: StoredTable, name: string, behind = '') {
  const { dialect } = words
  const column = columnOf(dialect, table, name)
  const type = dialect.ddl.columnType(table, name, column)
  const check = dialect.ddl.constraint(snakeCase(name), column)
  const required = column.nullable ? ' null' : ' not null'
  return sql`${sql.ref(snakeCase(name))} ${sql.raw(`${type}${required}${behind}${check}`)}`
}

function defaultOf(dialect: Dialect, column: Column): string {
  if (column.backfill === undefined) return ''
  return ` default ${dialect.ddl.literal(column, dialect.codec(column).encode(column.backfill))}`
}
