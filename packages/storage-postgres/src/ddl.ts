/** Types, indexes and triggers as PostgreSQL has them. */
import type { Column, StoredTable } from '@calotype/core/storage'
import { snakeCase } from '@calotype/core/storage'
import {
  type DdlDialect,
  enteredColumn,
  indexName,
  positionColumn,
  type SchemaWords,
  textOf,
} from '@calotype/storage-sql'
import { sql } from 'kysely'
import { codecOf } from './codec.ts'
import { appendOnlyState } from './driver-error.ts'

const refuseFunction = 'calotype_refuse_change'

/** The function that the triggers of all append-only tables call. */
export const refuseChange = (words: SchemaWords): string =>
  textOf(
    words.builder,
    sql`create or replace function ${words.tableRef(refuseFunction)}() returns trigger language plpgsql as $calotype$
begin
  raise exception 'rows of % are facts: they cannot be changed or deleted', tg_table_name using errcode = '${sql.raw(appendOnlyState)}';
end $calotype$`,
  )

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const postgresDdl = (triggers: boolean): DdlDialect => ({
  enteredType: 'bigint generated always as identity',
  enteredIsUnique: false,
  positionType: 'bigint null',
  tableEnd: '',
  partialIndexes: true,
  indexesBelongToTables: false,
  /** The key, so that a page in the order of the index needs no sort. */
  tailOf: (table, index, unique) => (unique ? [] : table.primaryKey.filter((name) => !index.columns.includes(name))),
  columnType: (_table, _name, column) => codecOf(column).type,
  constraint: range,
  literal: (_column, value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)),
  appendOnly: (table, words, columns) => (triggers ? appendOnlyTriggers(table, words, columns) : []),
  appendOnlyDropped: (table, words) =>
    triggers
      ? triggerNames(table).map((name) =>
          textOf(words.builder, sql`drop trigger if exists ${sql.id(name)} on ${words.tableRef(table.name)}`),
        )
      : [],
})

/** Values come validated, but a counter could grow past what a row can hold, and could then not be read. */
function range(sqlName: string, column: Column): string {
  return column.kind === 'int' ? ` check (${quoted(sqlName)} between -9007199254740991 and 9007199254740991)` : ''
}

const triggerNames = (table: StoredTable): readonly string[] => [
  indexName(table, 'no_change'),
  indexName(table, 'no_move'),
  indexName(table, 'no_truncate'),
]

/** A log's rows are given their place once; everything else about them stays. */
function appendOnlyTriggers(table: StoredTable, words: SchemaWords, columns: readonly string[]): readonly string[] {
  const [change, move, truncate] = triggerNames(table).map((name) => sql.id(name))
  const on = words.tableRef(table.name)
  const refuse = sql`execute function ${words.tableRef(refuseFunction)}()`
  const fixed = sql.join([...columns.map((name) => sql.ref(snakeCase(name))), sql.ref(enteredColumn)])
  const position = sql.ref(positionColumn)
  const triggers = [
    table.log
      ? sql`create trigger ${change} before delete or update of ${fixed} on ${on} for each row ${refuse}`
      : sql`create trigger ${change} before delete or update on ${on} for each row ${refuse}`,
    ...(table.log
      ? [
          sql`create trigger ${move} before update of ${position} on ${on} for each row when (old.${position} is not null or new.${position} is null) ${refuse}`,
        ]
      : []),
    sql`create trigger ${truncate} before truncate on ${on} for each statement ${refuse}`,
  ]
  return triggers.map((trigger) => textOf(words.builder, trigger))
}
