/** Gives the rows that bear one customer's id that of another, and back. */
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { Filter } from '../storage/filter.ts'
import type { Row, Value } from '../storage/port.ts'
import type { ChangeOf, RowOf, Table } from '../storage/table.ts'
import type { Json } from '../values/json.ts'
import type { CustomerReference, PlacedReference } from './customer-references.ts'
import { MergeUnhandled } from './errors.ts'
import { customersMergeMoves, customersMerges } from './tables.ts'

/** Rows of one table that moved. */
export interface Moved {
  readonly table: string
  readonly column: string
  readonly rows: number
}

type Key = readonly Value[]

const keyOf = (table: Table, row: Row): Key => table.key.map((column) => row[column] ?? null)

/** The rows with these keys, in one condition. */
function withKeys(table: Table, keys: readonly Key[]): Filter<RowOf<Table>> {
  const [only] = table.key
  if (table.key.length === 1 && only !== undefined)
    return { [only]: { in: keys.map(([value]) => value ?? null) } } as Filter<RowOf<Table>>
  return { anyOf: keys.map((key) => Object.fromEntries(table.key.map((column, at) => [column, key[at]]))) } as Filter<
    RowOf<Table>
  >
}

const movesRows = ({ table, onMerge }: CustomerReference): boolean => onMerge === 'moves' && !table.appendOnly

/**
 * Locks every row that bears the id and may move. Whoever holds one of them, such as an order that is being changed, is waited for, and
 * what they wrote of the customer is seen from then on. One statement a table.
 */
export async function holdReferences(
  { store }: Pick<CommandContext, 'store'>,
  references: readonly PlacedReference[],
  customerId: string,
): Promise<void> {
  for (const { table, column } of references.filter(movesRows)) {
    const where = { [column]: customerId } as Filter<RowOf<Table>>
    await store.findForUpdate(table, { where, orderBy: table.key, limit: 'all' })
  }
}

/**
 * Moves everything that a merge takes over, table by table, and writes down what moved. Two statements a table that holds
 * anything, one where it does not.
 *
 * @throws MERGE_UNHANDLED
 */
export async function moveReferences(
  context: CommandContext,
  references: readonly PlacedReference[],
  { mergeId, survivorId, mergedId }: { mergeId: string; survivorId: string; mergedId: string },
): Promise<readonly Moved[]> {
  const { store } = context
  const moves: Moved[] = []
  for (const { table, column, plugin } of references.filter(movesRows)) {
    const where = { [column]: mergedId } as Filter<RowOf<Table>>
    const rows = await store.findForUpdate(table, { where, orderBy: table.key, limit: 'all' })
    if (rows.length === 0) continue
    if (table.key.includes(column)) throw MergeUnhandled.create({ plugin, table: table.name, column })
    const changed = await store.updateWhere(table, where, { [column]: survivorId } as ChangeOf<Table>)
    // Somebody wrote a row between the two: the whole is tried again, and sees it.
    if (changed !== rows.length)
      throw VersionConflict.create({ table: table.name, key: mergedId, expected: rows.length })
    const keys = rows.map((row) => keyOf(table, row as Row)) as unknown as Json
    store.insert(customersMergeMoves, { mergeId, tableName: table.name, columnName: column, keys })
    moves.push({ table: table.name, column, rows: rows.length })
  }
  return moves
}

/** Moves back what a merge took over. One statement a table, and one to read what moved. */
export async function moveBack(
  context: CommandContext,
  references: readonly PlacedReference[],
  { mergeId, mergedId }: { mergeId: string; mergedId: string },
): Promise<readonly Moved[]> {
  const moves = await context.store.find(customersMergeMoves, { where: { mergeId }, limit: 'all' })
  const moved: Moved[] = []
  for (const { tableName, columnName, keys } of moves) {
    const place = references.find(({ table, column }) => table.name === tableName && column === columnName)
    if (place === undefined) continue
    const where = withKeys(place.table, keys as unknown as readonly Key[])
    const rows = await context.store.updateWhere(place.table, where, { [columnName]: mergedId } as ChangeOf<Table>)
    moved.push({ table: tableName, column: columnName, rows })
  }
  return moved
}

/** How many rows of each table bear one of the ids, and the sum of their versions. */
export type Traces = Readonly<Record<string, readonly [rows: number, versions: number]>>

/**
 * The traces that customers have left: where they are the same later on, nothing was added, changed or taken away. What
 * is derived follows from the rest and is left out. One statement a table.
 */
export async function tracesOf(
  { store }: Pick<CommandContext, 'store'>,
  references: readonly CustomerReference[],
  ids: readonly string[],
): Promise<Traces> {
  const traces: Record<string, readonly [number, number]> = {}
  for (const { table, column } of references) {
    // The merges themselves are no life of the customer's.
    if (table.derived || table === customersMerges) continue
    const measures: Record<string, { of: 'count' } | { of: 'sum'; column: string }> = { rows: { of: 'count' } }
    if (!table.appendOnly) measures.versions = { of: 'sum', column: 'version' }
    const where = { [column]: { in: ids } } as Filter<RowOf<Table>>
    const [found] = await store.aggregate(table, { where, measures, limit: 1 })
    const { rows, versions } = (found ?? {}) as { rows?: number; versions?: number }
    if (rows !== undefined && rows > 0) traces[`${table.name}.${column}`] = [rows, Number(versions ?? 0)]
  }
  return traces
}

/** The tables whose traces differ. Pure. */
export function differentTraces(before: Traces, after: Traces): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
}
