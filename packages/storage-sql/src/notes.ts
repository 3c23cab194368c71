/** What is remembered beside the tables: the core's notes, and what the catalogue of a database cannot say of a table. */
import type { FoundSchema } from '@calotype/core/storage'

export interface TableNote {
  /** The kind of each column by its name in rows, with the scale of decimals: `decimal(3)`. */
  readonly columns: Readonly<Record<string, string>>
  /** How many columns at the end of an index are not declared, by the index's declared name. */
  readonly tails: Readonly<Record<string, number>>
  readonly log: boolean
}

export const notesTable = 'calotype_notes'

/** Notes about tables; the core's own names do not begin so. */
const tablePrefix = 'calotype:table:'

export interface Notes {
  readonly core: FoundSchema['notes']
  readonly tables: ReadonlyMap<string, TableNote>
}

export const noNotes: Notes = { core: {}, tables: new Map() }

export function notesOf(stored: readonly (readonly [name: string, value: string])[]): Notes {
  const core: Record<string, string> = {}
  const tables = new Map<string, TableNote>()
  for (const [name, value] of stored) {
    if (name.startsWith(tablePrefix)) tables.set(name.slice(tablePrefix.length), JSON.parse(value) as TableNote)
    else core[name] = value
  }
  return { core, tables }
}

/** The name and value under which a table's note is kept. */
export function tableNote(table: string, note: TableNote): readonly [name: string, value: string] {
  return [tablePrefix + table, JSON.stringify(note)]
}
