/** Finds the way in: which rows can match a condition at all. */
import type { Value } from '../column.ts'
import type { Find, Row, Where } from '../port.ts'
import { asStored, type RowTest, rowTest } from './condition.ts'
import { keyText } from './hash-index.ts'
import { comesAfter } from './ordering.ts'
import type { RowChain } from './row-chain.ts'
import type { TableData } from './table-data.ts'

export interface Query {
  readonly data: TableData
  readonly matches: RowTest
  /** The primary keys that can match, where the condition fixes them. */
  readonly keys: readonly string[] | undefined
  /** Every row that can match, each once. */
  candidates(): Iterable<RowChain>
}

/** What `find` asks of `data`, its order and limit aside: the condition, and the page it goes on from. */
export function query(data: TableData, { where, orderBy = [], after }: Partial<Find>): Query {
  const fits = rowTest(data.columnOf, where)
  const follows = after === undefined ? undefined : comesAfter(data.columnOf, orderBy, after)
  const matches = follows === undefined ? fits : (row: Row) => fits(row) && follows(row)
  const fixed = new Map<string, readonly Value[]>()
  if (where !== undefined) collectFixed(data, where, fixed)
  const way = fixed.size === 0 ? undefined : data.ways.find((columns) => columns.every((name) => fixed.has(name)))
  const keys = way === undefined ? undefined : keysOf(way, fixed, data.rows.size)
  if (way === undefined || keys === undefined) {
    return { data, matches, keys: undefined, candidates: () => data.rows.values() }
  }
  if (way === data.shape.primaryKey) {
    return { data, matches, keys, candidates: () => keys.map((key) => data.rows.get(key)).filter(isThere) }
  }
  return { data, matches, keys: undefined, candidates: () => chainsOf(data, way, keys) }
}

const isThere = (chain: RowChain | undefined): chain is RowChain => chain !== undefined

function chainsOf(data: TableData, way: readonly string[], keys: readonly string[]): Iterable<RowChain> {
  const hash = data.hashOver(way)
  const [only] = keys
  if (keys.length === 1 && only !== undefined) return hash.get(only)
  // A row whose versions differ stands under several keys.
  return new Set(keys.flatMap((key) => [...hash.get(key)]))
}

/** The values to which the condition holds columns: by `eq`, or by `in` that names no more of them. */
function collectFixed(data: TableData, where: Where, into: Map<string, readonly Value[]>): void {
  if (where.kind === 'and') {
    for (const one of where.all) collectFixed(data, one, into)
    return
  }
  if (where.kind !== 'compare' && where.kind !== 'in') return
  if (where.kind === 'compare' && (where.is !== 'eq' || where.value === null || where.fold === true)) return
  const column = data.columnOf(where.column)
  const values =
    where.kind === 'compare'
      ? [asStored(column, where.value)]
      : [...new Set(where.values.filter((value) => value !== null).map((value) => asStored(column, value)))]
  const standing = into.get(where.column)
  if (standing === undefined || values.length < standing.length) into.set(where.column, values)
}

/** Every key that the fixed values make; undefined where reading the whole table is less work. */
function keysOf(
  way: readonly string[],
  fixed: ReadonlyMap<string, readonly Value[]>,
  rows: number,
): readonly string[] | undefined {
  let combined: (readonly Value[])[] = [[]]
  for (const name of way) {
    const values = fixed.get(name) ?? []
    const [only] = values
    if (values.length === 1 && only !== undefined) combined = combined.map((one) => [...one, only])
    else if (combined.length * values.length > rows + 1) return undefined
    else combined = combined.flatMap((one) => values.map((value) => [...one, value]))
  }
  return combined.map((values) => keyText(values) ?? '')
}
