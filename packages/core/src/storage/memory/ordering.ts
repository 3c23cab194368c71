/** Sorting, keyset pages and limits. */
import type { Column, Value } from '../column.ts'
import type { OrderBy, Row } from '../port.ts'
import { comparatorOf, nullsLowest } from './compare.ts'
import { asStored, type RowTest } from './condition.ts'
import { refused } from './failure.ts'

export type RowOrder = (a: Row, b: Row) => number

/** Up to this limit the first rows are picked in one pass rather than sorting everything. */
const pickAtMost = 1000

/** The order of rows that `orderBy` describes. */
export function rowOrder(columnOf: (name: string) => Column, orderBy: readonly OrderBy[]): RowOrder {
  const parts = orderBy.map(({ column, direction }) => ({
    column,
    sign: direction === 'asc' ? 1 : -1,
    compare: nullsLowest(comparatorOf(columnOf(column))),
  }))
  return (a, b) => {
    for (const { column, sign, compare } of parts) {
      const order = compare(a[column] ?? null, b[column] ?? null)
      if (order !== 0) return order * sign
    }
    return 0
  }
}

/** Whether a row comes after the given values of the order's columns. */
export function comesAfter(
  columnOf: (name: string) => Column,
  orderBy: readonly OrderBy[],
  after: readonly Value[],
): RowTest {
  if (after.length !== orderBy.length) {
    throw refused(`a page after ${after.length} values cannot follow an order by ${orderBy.length} columns`)
  }
  const last: Record<string, Value> = {}
  orderBy.forEach(({ column }, at) => {
    last[column] = asStored(columnOf(column), after[at] ?? null)
  })
  const order = rowOrder(columnOf, orderBy)
  return (row) => order(row, last) > 0
}

/** The first `limit` rows in order; rows that tie keep their places. Changes `rows`. */
export function firstRows(rows: Row[], order: RowOrder | undefined, limit: number | 'all'): Row[] {
  const wanted = limit === 'all' ? rows.length : limit
  if (order === undefined) return rows.length <= wanted ? rows : rows.slice(0, wanted)
  if (rows.length <= wanted || wanted > pickAtMost) {
    const sorted = rows.sort(order)
    return sorted.length <= wanted ? sorted : sorted.slice(0, wanted)
  }
  return pickFirst(rows, order, wanted)
}

function pickFirst(rows: readonly Row[], order: RowOrder, wanted: number): Row[] {
  const picked: Row[] = []
  for (const row of rows) {
    const last = picked[wanted - 1]
    if (wanted === 0 || (last !== undefined && order(row, last) >= 0)) continue
    let low = 0
    let high = picked.length
    while (low < high) {
      const middle = (low + high) >> 1
      const there = picked[middle]
      if (there !== undefined && order(there, row) <= 0) low = middle + 1
      else high = middle
    }
    picked.splice(low, 0, row)
    if (picked.length > wanted) picked.pop()
  }
  return picked
}
