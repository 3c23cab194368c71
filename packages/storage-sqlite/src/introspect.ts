/** What stands in the database, read in five statements however many tables there are. */
import { camelCase, type FoundColumn, type FoundSchema, type FoundTable, type Index } from '@calotype/core/storage'
import type { Connection } from './connection.ts'
import { type Notes, notesTable, readNotes, type TableNote } from './notes.ts'
import { positionColumn, quoted } from './table-plan.ts'

/** Tables of everyone, but not SQLite's own, and none whose module may not be loaded. */
const tables = `(select name from sqlite_schema where type = 'table' and name not glob 'sqlite_*' and sql not like 'create virtual%')`

const columnsQuery = `select t.name, c.name, c."notnull" or c.pk > 0, c.dflt_value is not null, c.pk
from ${tables} t join pragma_table_xinfo(t.name) c order by t.name, c.cid`

const indexesQuery = `select t.name, i.name, i."unique", c.name
from ${tables} t join pragma_index_list(t.name) i join pragma_index_info(i.name) c
where i.origin <> 'pk' and not i.partial and c.name is not null order by t.name, i.name, c.seqno`

/** SQLite allows 2,000 columns in an answer. */
const askedAtOnce = 500

export interface Introspected {
  readonly schema: FoundSchema
  readonly notes: Notes
}

interface Draft {
  readonly columns: FoundColumn[]
  readonly key: { readonly name: string; readonly place: number }[]
  readonly indexes: Map<string, { readonly unique: boolean; readonly columns: string[] }>
}

export function introspect(connection: Connection): Introspected {
  const drafts = new Map<string, Draft>()
  const stored = connection.query(columnsQuery)
  const notes = readNotes(
    connection,
    stored.some(([table]) => table === notesTable),
  )
  for (const [tableName, columnName, required, hasDefault, place] of stored) {
    const table = String(tableName)
    if (table === notesTable) continue
    const draft: Draft = drafts.get(table) ?? { columns: [], key: [], indexes: new Map() }
    drafts.set(table, draft)
    const note = notes.tables.get(table)
    const name = camelCase(String(columnName))
    if (note !== undefined && columnName === positionColumn && note.columns[name] === undefined) continue
    const kind = note?.columns[name]?.replace(/\(.*/, '') ?? null
    draft.columns.push({ name, kind, nullable: required !== 1, hasDefault: hasDefault === 1 })
    if (Number(place) > 0) draft.key.push({ name, place: Number(place) })
  }
  for (const [table, index, unique, column] of connection.query(indexesQuery)) {
    const draft = drafts.get(String(table))
    if (draft === undefined) continue
    const found = draft.indexes.get(String(index)) ?? { unique: unique === 1, columns: [] }
    draft.indexes.set(String(index), found)
    found.columns.push(camelCase(String(column)))
  }
  const empty = emptyTables(connection, [...drafts.keys()])
  const found = [...drafts].map(([name, draft]) => foundTable(name, draft, notes.tables.get(name), empty.has(name)))
  return { schema: { tables: found, notes: notes.core }, notes }
}

function foundTable(name: string, draft: Draft, note: TableNote | undefined, empty: boolean): FoundTable {
  const uniques: Index[] = []
  const indexes: Index[] = []
  let primaryKey: readonly string[] = draft.key.sort((a, b) => a.place - b.place).map((one) => one.name)
  for (const [sqlName, index] of draft.indexes) {
    const declared = sqlName.startsWith(`${name}__`) ? sqlName.slice(name.length + 2) : sqlName
    const columns = index.columns.slice(0, index.columns.length - (note?.tails[declared] ?? 0))
    // Of a log, whose rows lie in the order of their positions.
    if (declared === 'primary') primaryKey = columns
    else (index.unique ? uniques : indexes).push({ name: declared, columns })
  }
  return { name, columns: draft.columns, primaryKey, uniques, indexes, empty }
}

function emptyTables(connection: Connection, names: readonly string[]): Set<string> {
  const empty = new Set<string>()
  for (let from = 0; from < names.length; from += askedAtOnce) {
    const asked = names.slice(from, from + askedAtOnce)
    const [answers = []] = connection.query(
      `select ${asked.map((name) => `exists(select 1 from ${quoted(name)})`).join(', ')}`,
    )
    asked.forEach((name, at) => {
      if (answers[at] === 0) empty.add(name)
    })
  }
  return empty
}
