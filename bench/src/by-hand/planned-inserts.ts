/**
 * What one command of Calotype's inserted, found by comparing the database before and after it, to be written again by hand
 * with fresh ids and numbers: so both sides write the same bytes to the same tables and indexes.
 */
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface PlannedInserts {
  readonly inserts: readonly { readonly table: string; readonly columns: readonly string[] }[]
  /** Rows of each table that one command inserts. */
  readonly rowsByTable: ReadonlyMap<string, number>
  /** The values of each insert: the same ids in the same places, and these texts in place of those of the model. */
  rows(replaced: ReadonlyMap<Cell, Cell>): readonly (readonly Cell[])[]
}

/** Counted up, not inserted. */
export const countersTable = 'calotype_sequences'
/** Columns of a log that the database or its reader fills. */
const ofTheLog = new Set(['position', '_entered'])
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The rows of each table that are new or not what they were. */
export function changedRows(before: Dump, after: Dump): Map<string, readonly StoredRow[]> {
  const changed = new Map<string, readonly StoredRow[]>()
  for (const [table, rows] of after) {
    const stood = new Set(before.get(table)?.map(textOf))
    const fresh = rows.filter((row) => !stood.has(textOf(row)))
    if (fresh.length > 0) changed.set(table, fresh)
  }
  return changed
}

/** @param added rows that are new, by table; an id that `before` knows nowhere is made anew for every command */
export function planInserts(
  added: ReadonlyMap<string, readonly StoredRow[]>,
  before: Dump,
  nextId: () => string,
): PlannedInserts {
  const known = new Set([...before.values()].flatMap((rows) => rows.flatMap((row) => Object.values(row))))
  const ids: string[] = []
  const placeOf = (cell: Cell): number => {
    if (typeof cell !== 'string' || !uuid.test(cell) || known.has(cell)) return -1
    if (!ids.includes(cell)) ids.push(cell)
    return ids.indexOf(cell)
  }
  const inserts = [...added].flatMap(([table, rows]) =>
    rows.map((row) => {
      const columns = Object.keys(row).filter((name) => !(table === 'calotype_outbox' && ofTheLog.has(name)))
      const cells = columns.map((name) => row[name] ?? null)
      return { table, columns, cells, places: cells.map(placeOf) }
    }),
  )
  return {
    inserts,
    rowsByTable: new Map([...added].map(([table, rows]) => [table, rows.length])),
    rows(replaced) {
      const fresh = ids.map(nextId)
      return inserts.map(({ cells, places }) =>
        cells.map((cell, at) => fresh[places[at] ?? -1] ?? replaced.get(cell) ?? cell),
      )
    },
  }
}

const textOf = (row: StoredRow): string =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
