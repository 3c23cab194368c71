/** Types, defaults and triggers as MySQL has them. */
import { type Column, snakeCase, type StoredTable } from '@calotype/core/storage'
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
import { utf8 } from './collation.ts'
import { appendOnlyMessage } from './driver-error.ts'
import { expression, literal } from './literal.ts'

export const mysqlDdl = (triggers: boolean): DdlDialect => ({
  enteredType: 'bigint not null auto_increment unique',
  enteredIsUnique: true,
  positionType: 'bigint null',
  tableEnd: ` engine=InnoDB row_format=dynamic default ${utf8}`,
  partialIndexes: false,
  indexesBelongToTables: true,
  // The rows lie in the tree of the key, whose columns every other index has at its end by itself.
  tailOf: () => [],
  columnType: (_table, _name, column) => codecOf(column).type,
  constraint: range,
  // What may lie outside of its row takes a default only as an expression.
  literal: (column, value) => (/^(medium|long)?text/.test(codecOf(column).type) ? expression(value) : literal(value)),
  appendOnly: (table, words, columns) => (triggers ? appendOnlyTriggers(table, words, columns) : []),
  appendOnlyDropped: (table, words) =>
    triggers
      ? triggerNames(table).map((name) => textOf(words.builder, sql`drop trigger if exists ${sql.id(name)}`))
      : [],
})

/** Values come validated, but a counter could grow past what a row can hold, and could then not be read. */
function range(sqlName: string, column: Column): string {
  const name = `\`${sqlName.replaceAll('`', '``')}\``
  return column.kind === 'int' ? ` check (${name} between -9007199254740991 and 9007199254740991)` : ''
}

const triggerNames = (table: StoredTable): readonly string[] => [
  indexName(table, 'no_update'),
  indexName(table, 'no_delete'),
]

/** A log's rows are given their place once; everything else about them stays. */
export function appendOnlyTriggers(
  table: StoredTable,
  words: SchemaWords,
  columns: readonly string[],
): readonly string[] {
  const [update, remove] = triggerNames(table).map((name) => sql.id(name))
  const on = words.tableRef(table.name)
  const refuse = sql`signal sqlstate '45000' set message_text = ${sql.lit(appendOnlyMessage)}`
  const same = [...columns.map(snakeCase), enteredColumn].map(
    (name) => sql`old.${sql.ref(name)} <=> new.${sql.ref(name)}`,
  )
  const position = sql.ref(positionColumn)
  const placing = sql`old.${position} is null and new.${position} is not null and ${sql.join(same, sql` and `)}`
  const changed = table.log ? sql`begin if not (${placing}) then ${refuse}; end if; end` : refuse
  return [
    sql`create trigger ${update} before update on ${on} for each row ${changed}`,
    sql`create trigger ${remove} before delete on ${on} for each row ${refuse}`,
  ].map((trigger) => textOf(words.builder, trigger))
}
