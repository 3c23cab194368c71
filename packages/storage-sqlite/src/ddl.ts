/** Tables, indexes and triggers as SQLite has them. */
import type { Column, Index, StoredTable } from '@calotype/core/storage'
import { StorageFailed, snakeCase } from '@calotype/core/storage'
import { codecOf } from './codec.ts'
import { appendOnlyMessage } from './driver-error.ts'
import { positionColumn, quoted } from './table-plan.ts'

/** A declared text longer than this, or a JSON document, may make a row wide. */
const narrowText = 500

/**
 * Whether the rows lie in the tree of the primary key itself. Narrow rows are then written and found faster (measured: 5
 * to 20 %); rows of 1,500 bytes would be written at 60 % of the rate and take twice the room. A log lies in the order of
 * its positions.
 */
export function liesInKey(table: StoredTable): boolean {
  const mayBeWide = ({ kind, maxLength }: Column): boolean =>
    kind === 'json' || (kind === 'text' && (maxLength ?? narrowText + 1) > narrowText)
  return !table.log && !Object.values(table.columns).some(mayBeWide)
}

export const indexName = (table: StoredTable, name: string): string => `${table.name}__${name}`

/** The table, its unique constraints, its indexes, and the triggers that keep facts as they are. */
export function createTable(table: StoredTable): string[] {
  return [
    createTableOf(table, Object.keys(table.columns)),
    ...(table.log ? [createIndex(table, primaryIndex(table), true)] : []),
    ...table.uniques.map((unique) => createIndex(table, unique, true)),
    ...table.indexes.map((index) => createIndex(table, index, false)),
    ...(table.appendOnly ? triggers(table) : []),
  ]
}

/** The key of a log, whose rows do not lie in it. */
export const primaryIndex = (table: StoredTable): Index => ({ name: 'primary', columns: table.primaryKey })

/** The table with some of its columns only, and the definitions of others, without its indexes. */
export function createTableOf(table: StoredTable, columns: readonly string[], others: readonly string[] = []): string {
  const key = table.primaryKey.map((name) => quoted(snakeCase(name))).join(', ')
  const lines = [...columns.map((name) => columnDefinition(table, name)), ...others]
  if (table.log) {
    // Where rows may be deleted, a position must not be given a second time, or a follower would miss the row.
    const again = table.appendOnly ? '' : ' autoincrement'
    lines.unshift(`${quoted(positionColumn)} integer primary key${again}`)
  } else {
    lines.push(`primary key (${key})`)
  }
  return `create table ${quoted(table.name)} (\n  ${lines.join(',\n  ')}\n) strict${liesInKey(table) ? ', without rowid' : ''}`
}

/** The columns of an index that are not declared: those of the key, where rows do not lie in it, so that pages need no sort. */
export function tailOf(table: StoredTable, index: Index, unique: boolean): readonly string[] {
  if (unique || liesInKey(table)) return []
  return table.primaryKey.filter((name) => !index.columns.includes(name))
}

export function createIndex(table: StoredTable, index: Index, unique: boolean): string {
  const columns = [...index.columns, ...tailOf(table, index, unique)].map((name) => quoted(snakeCase(name)))
  const name = quoted(indexName(table, index.name))
  return `create ${unique ? 'unique ' : ''}index if not exists ${name} on ${quoted(table.name)} (${columns.join(', ')})`
}

export function triggers(table: StoredTable): string[] {
  return ['update', 'delete'].map(
    (change) => `create trigger ${quoted(indexName(table, `no_${change}`))} before ${change} on ${quoted(table.name)}
begin
  select raise(abort, '${appendOnlyMessage}');
end`,
  )
}

/** A column that is added to rows that stand. Its default stays, so that code that does not know it yet can insert. */
export function addColumn(table: StoredTable, name: string): string {
  return `alter table ${quoted(table.name)} add column ${columnDefinition(table, name)}${backfill(columnOf(table, name))}`
}

export function columnOf(table: StoredTable, name: string): Column {
  const column = table.columns[name]
  if (column !== undefined) return column
  throw StorageFailed.create({ store: 'sqlite', reason: `${table.name} has no column "${name}"` })
}

function columnDefinition(table: StoredTable, name: string): string {
  const column = columnOf(table, name)
  const sql = quoted(snakeCase(name))
  return `${sql} ${codecOf(column).type}${column.nullable ? '' : ' not null'}${range(sql, column)}`
}

/** Values come validated, but a counter could grow past what a row can hold, and could then not be read. */
function range(sql: string, column: Column): string {
  if (column.kind === 'int') return ` check (${sql} between -9007199254740991 and 9007199254740991)`
  return column.kind === 'decimal' ? ` check (${sql} between -999999999999999999 and 999999999999999999)` : ''
}

function backfill(column: Column): string {
  if (column.backfill === undefined) return ''
  const value = codecOf(column).encode(column.backfill)
  return ` default ${typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)}`
}
