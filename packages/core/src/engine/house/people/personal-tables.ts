/** Where the data of a person stand: worked out from the tables that plugins declare. Pure. */
import type { Table } from '../../../storage/table.ts'
import type { Declarations } from '../../load-plugins.ts'

export interface PersonalTable {
  readonly owner: string
  readonly table: Table
  /** The column that holds the person's id. */
  readonly subject: string
  /** The columns that speak of the person. */
  readonly personal: readonly string[]
}

/** The tables whose rows speak of a kind of person. */
export function personalTables(declarations: Declarations, kind: string): readonly PersonalTable[] {
  return [...declarations.owners].flatMap(([table, owner]) =>
    table.subjects
      .filter((subject) => subject.kind === kind)
      .map(({ column }) => ({
        owner,
        table,
        subject: column,
        personal: Object.entries(declarations.schema.get(table)?.columns ?? {})
          .filter(([, { personal }]) => personal === true)
          .map(([name]) => name),
      })),
  )
}

/** The kinds of person that any table speaks of. */
export function personKinds(declarations: Declarations): readonly string[] {
  return [...new Set([...declarations.owners.keys()].flatMap((table) => table.subjects.map(({ kind }) => kind)))]
}
