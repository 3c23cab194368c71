/** Migrations and introspection: a change of schema is prepared aside and put in place as a whole. */
import { UniqueViolation } from '../errors.ts'
import type { FoundSchema, MigrationStep, Row } from '../port.ts'
import type { Index, StoredTable } from '../table.ts'
import type { Database } from './disk.ts'
import { refused } from './failure.ts'
import { storedColumn } from './stored-column.ts'
import { TableData } from './table-data.ts'

/** What stands in the database. */
export function foundSchema(database: Database): FoundSchema {
  const index = ({ name, columns }: Index): Index => ({ name, columns: [...columns] })
  return {
    tables: [...database.tables.values()].map(({ shape, rows }) => ({
      name: shape.name,
      columns: shape.columns.map(({ name, column, fallback }) => ({
        name,
        kind: column.kind,
        nullable: column.nullable,
        hasDefault: fallback !== undefined && fallback !== null,
      })),
      primaryKey: [...shape.primaryKey],
      uniques: shape.uniques.map(index),
      indexes: shape.indexes.map(index),
      empty: rows.size === 0,
    })),
    notes: Object.fromEntries(database.notes),
  }
}

/** Applies all the steps, or throws and changes nothing. No transaction is open meanwhile. */
export function applySteps(database: Database, steps: readonly MigrationStep[]): void {
  const tables = new Map(database.tables)
  const notes = new Map(database.notes)
  for (const step of steps) {
    if (step.kind === 'note') notes.set(step.name, step.value)
    else if (step.kind === 'create-table') tables.set(step.table.name, created(tables, step.table))
    else tables.set(step.table.name, changed(existing(tables, step.table.name), step))
  }
  database.tables = tables
  database.notes = notes
}

function existing(tables: ReadonlyMap<string, TableData>, name: string): TableData {
  const data = tables.get(name)
  if (data === undefined) throw refused(`table "${name}" does not exist`)
  return data
}

function created(tables: ReadonlyMap<string, TableData>, table: StoredTable): TableData {
  if (tables.has(table.name)) throw refused(`table "${table.name}" exists already`)
  const columns = Object.entries(table.columns).map(([name, column]) => storedColumn(name, column))
  const { name, primaryKey, uniques, indexes } = table
  return new TableData({ name, columns, primaryKey, uniques, indexes }, table.log)
}

function changed(data: TableData, step: Exclude<MigrationStep, { kind: 'note' | 'create-table' }>): TableData {
  const { shape } = data
  if (step.kind === 'add-column') return withColumn(data, step.table, step.column)
  const uniques = shape.uniques.filter((one) => one.name !== step.index)
  const indexes = shape.indexes.filter((one) => one.name !== step.index)
  if (step.kind === 'drop-index') return new TableData({ ...shape, uniques, indexes }, false, data)
  const declared = (step.unique ? step.table.uniques : step.table.indexes).find((one) => one.name === step.index)
  if (declared === undefined) throw refused(`table ${shape.name} declares no index "${step.index}"`)
  for (const name of declared.columns) data.columnOf(name)
  if (!step.unique) return new TableData({ ...shape, uniques, indexes: [...indexes, declared] }, false, data)
  checkUnique(data, declared)
  return new TableData({ ...shape, uniques: [...uniques, declared], indexes }, false, data)
}

function withColumn(data: TableData, table: StoredTable, name: string): TableData {
  const declared = table.columns[name]
  if (declared === undefined) throw refused(`table ${table.name} declares no column "${name}"`)
  if (data.shape.columns.some((one) => one.name === name)) throw refused(`${table.name}.${name} exists already`)
  const column = storedColumn(name, declared)
  const { fallback } = column
  if (fallback === undefined && data.rows.size > 0) {
    throw refused(`${table.name}.${name} is required and has no value for the rows that stand`)
  }
  const columns = [...data.shape.columns, column]
  const reshape = (row: Row): Row => Object.freeze({ ...row, [name]: fallback ?? null })
  return new TableData({ ...data.shape, columns }, false, data, reshape)
}

function checkUnique(data: TableData, { name, columns }: Index): void {
  const hash = data.hashOver(columns)
  const seen = new Set<string>()
  for (const { newest } of data.rows.values()) {
    const key = newest?.row ? hash.keyOf(newest.row) : undefined
    if (key === undefined) continue
    if (seen.has(key)) throw UniqueViolation.create({ table: data.shape.name, constraint: name })
    seen.add(key)
  }
}
