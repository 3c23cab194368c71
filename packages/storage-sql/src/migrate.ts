/** Carries the steps of a migration out, one after the other. Whether they can be undone together is the adapter's matter. */
import { type MigrationStep, StorageFailed, type StoredTable } from '@calotype/core/storage'
import { notedKind } from './codec.ts'
import * as ddl from './ddl.ts'
import type { DialectWords } from './dialect.ts'
import { type Notes, type TableNote, tableNote } from './notes.ts'

export type TableStep = Exclude<MigrationStep, { kind: 'note' }>

/** What a migration does to the database. */
export interface SchemaChange {
  readonly words: DialectWords
  /** A statement of the schema. */
  run(text: string, table: StoredTable): Promise<void>
  /** Whether the table holds a row. */
  holdsRows(table: StoredTable): Promise<boolean>
  /** Inserts, or writes over. */
  note(name: string, value: string): Promise<void>
  /** Inserts the row of a log among the positions, if it is not there. */
  addPosition(log: string): Promise<void>
}

/** Answers what is noted of the tables afterwards. */
export async function applySteps(
  change: SchemaChange,
  steps: readonly MigrationStep[],
  notes: Notes,
): Promise<ReadonlyMap<string, TableNote>> {
  const tables = new Map(notes.tables)
  for (const step of steps) {
    if (step.kind === 'note') {
      await change.note(step.name, step.value)
      continue
    }
    const { table } = step
    const before = tables.get(table.name) ?? { columns: {}, tails: {}, log: table.log }
    for (const statement of statementsOf(change.words, step, before)) {
      await checkRows(change, step)
      await change.run(statement, table)
    }
    if (step.kind === 'create-table' && table.log) await change.addPosition(table.name)
    const after = noteAfter(change.words, step, before)
    tables.set(table.name, after)
    await change.note(...tableNote(table.name, after))
  }
  return tables
}

/** A default value is nobody's to invent. */
async function checkRows(change: SchemaChange, step: TableStep): Promise<void> {
  if (step.kind !== 'add-column') return
  const column = ddl.columnOf(change.words.dialect, step.table, step.column)
  if (column.nullable || column.backfill !== undefined || !(await change.holdsRows(step.table))) return
  const reason = `${step.table.name}.${step.column} is required and has no value for the rows that stand`
  throw StorageFailed.create({ store: change.words.dialect.name, reason })
}

export function statementsOf(words: DialectWords, step: TableStep, noted: TableNote): readonly string[] {
  const { table } = step
  switch (step.kind) {
    case 'create-table':
      return ddl.createTable(words, table)
    case 'add-column': {
      const add = ddl.addColumn(words, table, step.column)
      if (!table.appendOnly) return [add]
      const { appendOnly, appendOnlyDropped } = words.dialect.ddl
      const columns = [...Object.keys(noted.columns).filter((name) => name in table.columns), step.column]
      return [...appendOnlyDropped(table, words), add, ...appendOnly(table, words, columns)]
    }
    case 'create-index':
      return [ddl.createIndex(words, table, indexOf(words, step), step.unique)]
    case 'drop-index':
      return [ddl.dropIndex(words, table, step.index)]
  }
}

function indexOf(words: DialectWords, { table, index, unique }: Extract<TableStep, { kind: 'create-index' }>) {
  const declared = (unique ? table.uniques : table.indexes).find((one) => one.name === index)
  if (declared !== undefined) return declared
  throw StorageFailed.create({ store: words.dialect.name, reason: `${table.name} declares no index "${index}"` })
}

function noteAfter(words: DialectWords, step: TableStep, before: TableNote): TableNote {
  const { table } = step
  const { tailOf } = words.dialect.ddl
  switch (step.kind) {
    case 'create-table': {
      const columns = Object.entries(table.columns).map(([name, column]) => [name, notedKind(column)])
      const tails = table.indexes.map((index) => [index.name, tailOf(table, index, false).length])
      return { columns: Object.fromEntries(columns), tails: Object.fromEntries(tails), log: table.log }
    }
    case 'add-column': {
      const kind = notedKind(ddl.columnOf(words.dialect, table, step.column))
      return { ...before, columns: { ...before.columns, [step.column]: kind } }
    }
    case 'create-index': {
      const tail = tailOf(table, indexOf(words, step), step.unique).length
      return { ...before, tails: { ...before.tails, [step.index]: tail } }
    }
    case 'drop-index':
      return before
  }
}
