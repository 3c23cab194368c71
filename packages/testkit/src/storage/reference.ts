/**
 * The port's words as the plainest possible code: what a query must answer over rows held in an array. Written from
 * `port.ts` alone, and slow on purpose, so that it can be checked by reading.
 */
import type { Aggregate, Column, Find, Measure, OrderBy, Row, StoredTable, Value, Where } from '@calotype/core/storage'

/** Whether a row fits. Two-valued: a comparison with null is false, `ne` and `not` are exact complements. */
export function matches(table: StoredTable, where: Where, row: Row): boolean {
  switch (where.kind) {
    case 'and':
      return where.all.every((one) => matches(table, one, row))
    case 'or':
      return where.any.some((one) => matches(table, one, row))
    case 'not':
      return !matches(table, where.not, row)
    case 'in':
      return where.values.some((value) => value !== null && equals(table, where.column, row, value, false))
    case 'compare':
      return compares(table, where, row)
  }
}

type Compare = Extract<Where, { kind: 'compare' }>

function compares(table: StoredTable, where: Compare, row: Row): boolean {
  const { column, value } = where
  const fold = where.fold === true
  if (where.is === 'eq') return equals(table, column, row, value, fold)
  if (where.is === 'ne') return !equals(table, column, row, value, fold)
  const held = row[column] ?? null
  if (held === null || value === null) return false
  if (where.is === 'startsWith') return folded(held, fold).startsWith(folded(value, fold))
  if (where.is === 'contains') return folded(held, fold).includes(folded(value, fold))
  const order = fold
    ? byCodePoint(folded(held, true), folded(value, true))
    : compareValues(columnOf(table, column), held, value)
  if (where.is === 'lt') return order < 0
  if (where.is === 'lte') return order <= 0
  if (where.is === 'gt') return order > 0
  return order >= 0
}

function equals(table: StoredTable, column: string, row: Row, value: Value, fold: boolean): boolean {
  const held = row[column] ?? null
  if (held === null || value === null) return held === value
  if (fold) return folded(held, true) === folded(value, true)
  return compareValues(columnOf(table, column), held, value) === 0
}

const folded = (value: Value, fold: boolean): string => (fold ? String(value).toLowerCase() : String(value))

function columnOf(table: StoredTable, name: string): Column {
  const column = table.columns[name]
  if (column === undefined) throw new TypeError(`${table.name} has no column ${name}`)
  return column
}

/** Negative where `left` comes first. Null sorts lowest. */
export function compareValues(column: Column, left: Value, right: Value): number {
  if (left === null || right === null) return (left === null ? 0 : 1) - (right === null ? 0 : 1)
  switch (column.kind) {
    case 'int':
    case 'money':
    case 'bool':
      return left < right ? -1 : left > right ? 1 : 0
    case 'decimal': {
      const [a, b] = [billionths(String(left)), billionths(String(right))]
      return a < b ? -1 : a > b ? 1 : 0
    }
    default:
      return byCodePoint(String(left), String(right))
  }
}

/** Text in the order of its code points; UTF-16 units would put U+1F600 before U+FF01. */
export function byCodePoint(left: string, right: string): number {
  const [a, b] = [[...left], [...right]]
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const step = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0)
    if (step !== 0) return step
  }
  return a.length - b.length
}

/** A decimal as a whole number of its ninth place. */
function billionths(decimal: string): bigint {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const size = BigInt(whole + fraction.padEnd(9, '0'))
  return negative ? -size : size
}

function decimalOf(size: bigint): string {
  const digits = (size < 0n ? -size : size).toString().padStart(10, '0')
  const fraction = digits.slice(-9).replace(/0+$/, '')
  return `${size < 0n ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`
}

type Comparing = (left: Row, right: Row) => number

function comparing(columns: Readonly<Record<string, Column>>, orderBy: readonly OrderBy[]): Comparing {
  return (left, right) => {
    for (const { column, direction } of orderBy) {
      const of = columns[column]
      if (of === undefined) throw new TypeError(`cannot order by the unknown ${column}`)
      const step = compareValues(of, left[column] ?? null, right[column] ?? null)
      if (step !== 0) return direction === 'asc' ? step : -step
    }
    return 0
  }
}

const cut = <T>(rows: readonly T[], limit: number | 'all'): T[] => (limit === 'all' ? [...rows] : rows.slice(0, limit))

/** What `find` must answer. Ties of `orderBy` keep the order of `rows`. */
export function findRows(table: StoredTable, rows: readonly Row[], find: Find): Row[] {
  const compare = comparing(table.columns, find.orderBy)
  const { where, after } = find
  const fitting = where === undefined ? rows : rows.filter((row) => matches(table, where, row))
  const sorted = [...fitting].sort(compare)
  if (after === undefined) return cut(sorted, find.limit)
  const mark: Row = Object.fromEntries(find.orderBy.map(({ column }, index) => [column, after[index] ?? null]))
  return cut(
    sorted.filter((row) => compare(row, mark) > 0),
    find.limit,
  )
}

/** What `aggregate` must answer. */
export function aggregateRows(table: StoredTable, rows: readonly Row[], aggregate: Aggregate): Row[] {
  const { where, groupBy, measures } = aggregate
  const fitting = where === undefined ? rows : rows.filter((row) => matches(table, where, row))
  const groups = new Map<string, Row[]>()
  if (groupBy.length === 0) groups.set('', [])
  for (const row of fitting) {
    const mark = JSON.stringify(
      groupBy.map((name) => String(row[name])).concat(groupBy.map((name) => typeof row[name])),
    )
    const key = groupBy.length === 0 ? '' : mark
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const answers = [...groups.values()].map((group): Row => {
    const answer: Record<string, Value> = {}
    for (const name of groupBy) answer[name] = group[0]?.[name] ?? null
    for (const [name, measure] of Object.entries(measures)) answer[name] = measured(table, group, measure)
    return answer
  })
  const columns = answerColumns(table, aggregate)
  return cut([...answers].sort(comparing(columns, aggregate.orderBy)), aggregate.limit)
}

/** The columns of an aggregate's answer, by their names there. */
export function answerColumns(table: StoredTable, aggregate: Aggregate): Readonly<Record<string, Column>> {
  const count: Column = { kind: 'int', nullable: false }
  const columns: Record<string, Column> = {}
  for (const name of aggregate.groupBy) columns[name] = columnOf(table, name)
  for (const [name, measure] of Object.entries(aggregate.measures)) {
    columns[name] = measure.of === 'count' || measure.of === 'countDistinct' ? count : columnOf(table, measure.column)
  }
  return columns
}

function measured(table: StoredTable, rows: readonly Row[], measure: Measure): Value {
  if (measure.of === 'count') return rows.length
  const column = columnOf(table, measure.column)
  const values = rows.map((row) => row[measure.column] ?? null).filter((value) => value !== null)
  switch (measure.of) {
    case 'countDistinct':
      return new Set(values).size
    case 'sum':
      return sumOf(column, values)
    default: {
      const sorted = [...values].sort((left, right) => compareValues(column, left, right))
      return (measure.of === 'min' ? sorted[0] : sorted.at(-1)) ?? null
    }
  }
}

function sumOf(column: Column, values: readonly Value[]): Value {
  if (column.kind === 'decimal')
    return decimalOf(values.reduce<bigint>((sum, value) => sum + billionths(String(value)), 0n))
  const sum = values.reduce<bigint>((total, value) => total + BigInt(value as number | bigint), 0n)
  return column.kind === 'money' ? sum : Number(sum)
}
