/** What is remembered beside the tables: the core's notes, and what SQLite's own catalogue cannot say of a table. */
import type { FoundSchema } from '@calotype/core/storage'
import type { Connection } from './connection.ts'

export interface TableNote {
  /** The kind of each column by its name in rows, with the scale of decimals: `decimal(3)`. */
  readonly columns: Readonly<Record<string, string>>
  /** How many columns at the end of an index are not declared, by the index's declared name. */
  readonly tails: Readonly<Record<string, number>>
}

/** Notes about tables; the core's own names do not begin so. */
const tablePrefix = 'calotype:table:'

export const notesTable = 'calotype_notes'

const createNotes = `create table if not exists ${notesTable} (name text primary key not null, value text not null) strict, without rowid`
const upsert = `insert into ${notesTable} (name, value) values (?, ?) on conflict (name) do update set value = excluded.value`

export interface Notes {
  readonly core: FoundSchema['notes']
  readonly tables: ReadonlyMap<string, TableNote>
}

/** Nothing where nobody migrated yet. */
export function readNotes(connection: Connection, tableStands: boolean): Notes {
  const core: Record<string, string> = {}
  const tables = new Map<string, TableNote>()
  const stored = tableStands ? connection.query(`select name, value from ${notesTable}`) : []
  for (const [name, value] of stored) {
    const text = String(value)
    if (String(name).startsWith(tablePrefix)) {
      tables.set(String(name).slice(tablePrefix.length), JSON.parse(text) as TableNote)
    } else {
      core[String(name)] = text
    }
  }
  return { core, tables }
}

export function prepareNotes(connection: Connection): void {
  connection.exec(createNotes)
}

export function writeNote(connection: Connection, name: string, value: string): void {
  connection.run(upsert, [name, value])
}

export function writeTableNote(connection: Connection, table: string, note: TableNote): void {
  writeNote(connection, tablePrefix + table, JSON.stringify(note))
}
