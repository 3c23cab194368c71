/** What stands in the database, from what its catalogue says. */
import { camelCase, type FoundColumn, type FoundSchema, type FoundTable, type Index } from '@calotype/core/storage'
import { noNotes, type Notes, notesOf, type TableNote } from './notes.ts'
import type { RawSchema, RawTable } from './raw-schema.ts'
import { enteredColumn, positionColumn } from './table-plan.ts'

export interface Introspected {
  readonly schema: FoundSchema
  readonly notes: Notes
}

/** Tables of our own that no plugin declares. */
const own: ReadonlySet<string> = new Set(['calotype_notes', 'calotype_positions', 'calotype_locks'])

export function introspected(raw: RawSchema): Introspected {
  const notes = raw.notes === undefined ? noNotes : notesOf(raw.notes)
  const tables = raw.tables
    .filter(({ name }) => !own.has(name))
    .map((table) => found(table, notes.tables.get(table.name)))
  return { schema: { tables, notes: notes.core }, notes }
}

function found(table: RawTable, note: TableNote | undefined): FoundTable {
  const hidden = note?.log === true ? new Set([enteredColumn, positionColumn]) : undefined
  const columns = table.columns
    .filter(({ name }) => hidden?.has(name) !== true)
    .map(({ name: sqlName, nullable, hasDefault }): FoundColumn => {
      const name = camelCase(sqlName)
      return { name, kind: note?.columns[name]?.replace(/\(.*/, '') ?? null, nullable, hasDefault }
    })
  const uniques: Index[] = []
  const indexes: Index[] = []
  for (const index of table.indexes) {
    const lead = `${table.name}__`
    const name = index.name.startsWith(lead) ? index.name.slice(lead.length) : index.name
    // The indexes of a log's hidden columns.
    if (name.startsWith('_')) continue
    const declared = index.columns.slice(0, index.columns.length - (note?.tails[name] ?? 0)).map(camelCase)
    ;(index.unique ? uniques : indexes).push({ name, columns: declared })
  }
  return {
    name: table.name,
    columns,
    primaryKey: table.primaryKey.map(camelCase),
    uniques,
    indexes,
    empty: table.empty,
  }
}
