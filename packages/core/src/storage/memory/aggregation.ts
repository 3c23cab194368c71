/** Groups and measures. */
import { type Column, int, type Value } from '../column.ts'
import type { Aggregate, Measure, Row } from '../port.ts'
import { unitsOf, valueOfUnits } from './amounts.ts'
import { comparatorOf } from './compare.ts'
import { refused } from './failure.ts'
import { firstRows, rowOrder } from './ordering.ts'

/** One measure over one group. */
interface Tally {
  take(row: Row): void
  answer(): Value
}

/** The groups of `rows` with their measures, in order. */
export function aggregated(
  columnOf: (name: string) => Column,
  rows: readonly Row[],
  { groupBy, measures, orderBy, limit }: Omit<Aggregate, 'where'>,
): Row[] {
  const named = Object.entries(measures)
  const start = (): Tally[] => named.map(([, measure]) => tallyOf(columnOf, measure))
  for (const name of groupBy) {
    if (columnOf(name).kind === 'json') throw refused(`${name} is JSON and cannot be grouped by`)
  }
  const groups = new Map<Value, { values: readonly Value[]; tallies: Tally[] }>()
  if (groupBy.length === 0) groups.set(groupKey([]), { values: [], tallies: start() })
  for (const row of rows) {
    const values = groupBy.map((name) => row[name] ?? null)
    const key = groupKey(values)
    let group = groups.get(key)
    if (group === undefined) {
      group = { values, tallies: start() }
      groups.set(key, group)
    }
    for (const tally of group.tallies) tally.take(row)
  }
  const answers: Row[] = [...groups.values()].map(({ values, tallies }) => {
    const answer: Record<string, Value> = {}
    groupBy.forEach((name, at) => {
      answer[name] = values[at] ?? null
    })
    named.forEach(([name], at) => {
      answer[name] = tallies[at]?.answer() ?? null
    })
    return answer
  })
  const answered = (name: string): Column => {
    const measure = Object.hasOwn(measures, name) ? measures[name] : undefined
    if (measure !== undefined)
      return 'column' in measure && measure.of !== 'countDistinct' ? columnOf(measure.column) : int()
    if (!groupBy.includes(name)) throw refused(`the answer has no column "${name}" to sort by`)
    return columnOf(name)
  }
  return firstRows(answers, orderBy.length === 0 ? undefined : rowOrder(answered, orderBy), limit)
}

/** Columns have a kind each, so a bigint and the text of the same digits never meet. */
function groupKey(values: readonly Value[]): Value {
  const [only = null] = values
  if (values.length === 1) return only
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

function tallyOf(columnOf: (name: string) => Column, measure: Measure): Tally {
  if (measure.of === 'count') {
    let count = 0
    return { take: () => void count++, answer: () => count }
  }
  const { of, column: name } = measure
  const column = columnOf(name)
  if (of === 'sum') {
    let units = 0n
    return {
      take: (row) => {
        const value = row[name] ?? null
        if (value !== null) units += unitsOf(column, value)
      },
      answer: () => valueOfUnits(column, units),
    }
  }
  if (of === 'countDistinct') {
    const seen = new Set<Value>()
    return {
      take: (row) => {
        const value = row[name] ?? null
        if (value !== null) seen.add(value)
      },
      answer: () => seen.size,
    }
  }
  const compare = comparatorOf(column)
  const sign = of === 'min' ? 1 : -1
  let best: Value = null
  return {
    take: (row) => {
      const value = row[name] ?? null
      if (value !== null && (best === null || compare(value, best) * sign < 0)) best = value
    },
    answer: () => best,
  }
}
