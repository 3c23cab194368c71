/** Applies the steps of a migration. The caller holds the write lock and rolls back when a step throws. */
import {
  camelCase,
  type FoundSchema,
  type MigrationStep,
  StorageFailed,
  type StoredTable,
} from '@calotype/core/storage'
import { notedKind } from './codec.ts'
import type { Connection } from './connection.ts'
import * as ddl from './ddl.ts'
import { introspect } from './introspect.ts'
import { prepareNotes, type TableNote, writeNote, writeTableNote } from './notes.ts'
import { positionColumn, quoted } from './table-plan.ts'

export interface Migrated {
  readonly steps: readonly MigrationStep[]
  /** As it is noted after the steps. */
  readonly tables: ReadonlyMap<string, TableNote>
}

type TableStep = Exclude<MigrationStep, { kind: 'note' }>

/** `failed` makes the port's error of what a step threw. */
export function migrate(
  connection: Connection,
  decide: (found: FoundSchema) => readonly MigrationStep[],
  failed: (error: unknown, table: StoredTable | undefined) => unknown,
): Migrated {
  const { schema, notes } = introspect(connection)
  const steps = decide(schema)
  const tables = new Map(notes.tables)
  if (steps.length > 0) prepareNotes(connection)
  for (const step of steps) {
    try {
      apply(connection, step, tables)
    } catch (error) {
      throw failed(error, 'table' in step ? step.table : undefined)
    }
  }
  return { steps, tables }
}

function apply(connection: Connection, step: MigrationStep, notes: Map<string, TableNote>): void {
  if (step.kind === 'note') {
    writeNote(connection, step.name, step.value)
    return
  }
  const { table } = step
  const change = changed(connection, step, notes.get(table.name) ?? { columns: {}, tails: {} })
  if (change === undefined) return
  notes.set(table.name, change)
  writeTableNote(connection, table.name, change)
}

/** Answers what is to be noted of the table from now on. */
function changed(connection: Connection, step: TableStep, noted: TableNote): TableNote | undefined {
  const { table } = step
  switch (step.kind) {
    case 'create-table': {
      for (const statement of ddl.createTable(table)) connection.exec(statement)
      const columns = Object.entries(table.columns).map(([name, column]) => [name, notedKind(column)])
      const tails = table.indexes.map((index) => [index.name, ddl.tailOf(table, index, false).length])
      return { columns: Object.fromEntries(columns), tails: Object.fromEntries(tails) }
    }
    case 'add-column':
      addColumn(connection, table, step.column)
      return { ...noted, columns: { ...noted.columns, [step.column]: notedKind(ddl.columnOf(table, step.column)) } }
    case 'create-index': {
      const index = (step.unique ? table.uniques : table.indexes).find((one) => one.name === step.index)
      if (index === undefined) {
        throw StorageFailed.create({ store: 'sqlite', reason: `${table.name} declares no index "${step.index}"` })
      }
      connection.exec(ddl.createIndex(table, index, step.unique))
      return { ...noted, tails: { ...noted.tails, [index.name]: ddl.tailOf(table, index, step.unique).length } }
    }
    case 'drop-index':
      connection.exec(`drop index ${quoted(ddl.indexName(table, step.index))}`)
      return undefined
  }
}

function addColumn(connection: Connection, table: StoredTable, name: string): void {
  const column = ddl.columnOf(table, name)
  if (column.nullable || column.backfill !== undefined) {
    connection.exec(ddl.addColumn(table, name))
    return
  }
  const [[holdsRows] = []] = connection.query(`select exists(select 1 from ${quoted(table.name)})`)
  if (holdsRows !== 0) {
    const reason = `${table.name}.${name} is required and has no value for the rows that stand`
    throw StorageFailed.create({ store: 'sqlite', reason })
  }
  makeAnew(connection, table, name)
}

/** SQLite cannot add a required column without a default, not even to a table without rows: such a table is made anew. */
function makeAnew(connection: Connection, table: StoredTable, added: string): void {
  const stood = connection.query('select name, type, "notnull", dflt_value from pragma_table_xinfo(?)', table.name)
  const standing = new Set(stood.map(([name]) => camelCase(String(name))))
  const columns = Object.keys(table.columns).filter((name) => name === added || standing.has(name))
  // Columns that nobody declares any more are kept as they are.
  const kept = stood
    .filter(([name]) => !(camelCase(String(name)) in table.columns) && !(table.log && name === positionColumn))
    .map(([name, type, required, standard]) => {
      const rule = `${required === 1 ? ' not null' : ''}${standard === null ? '' : ` default ${String(standard)}`}`
      return `${quoted(String(name))} ${String(type)}${rule}`
    })
  const around = connection.query(
    `select sql from sqlite_schema where tbl_name = ? and type in ('index', 'trigger') and sql is not null`,
    table.name,
  )
  connection.exec(`drop table ${quoted(table.name)}`)
  connection.exec(ddl.createTableOf(table, columns, kept))
  for (const [sql] of around) connection.exec(String(sql))
}
