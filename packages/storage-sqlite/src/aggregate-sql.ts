/** An `aggregate` as a statement with its values, and the reading of its answer. */
import { type Aggregate, type Measure, type Row, StorageFailed, type Value } from '@calotype/core/storage'
import { decimalOfUnits, wholeNumber } from './codec.ts'
import type { SqlValue } from './driver.ts'
import type { Query } from './find-sql.ts'
import type { TablePlan } from './table-plan.ts'
import { whereSql } from './where-sql.ts'

/** One value of the answer, from the columns of the statement that begin at `at`. */
interface Answered {
  readonly name: string
  readonly selected: readonly string[]
  readonly sortedBy: readonly string[]
  read(stored: readonly SqlValue[], at: number): Value
}

export interface AggregateQuery extends Query {
  rows(stored: readonly SqlValue[][]): Row[]
}

/** `wide`: sums are taken in two halves, for the sum that leaves 64 bits on its way or at its end. */
export function aggregateQuery(plan: TablePlan, aggregate: Aggregate, wide: boolean): AggregateQuery {
  const { where, groupBy, measures, orderBy, limit } = aggregate
  const parameters: SqlValue[] = []
  const answered = [
    ...groupBy.map((name) => group(plan, name)),
    ...Object.entries(measures).map(([name, measure]) => measured(plan, name, measure, wide)),
  ]
  let text = `select ${answered.flatMap(({ selected }) => selected).join(', ') || 'count(*)'} from ${plan.sql}`
  text += whereSql(plan, where, parameters)
  if (groupBy.length > 0) text += ` group by ${groupBy.map((name) => plan.column(name).sql).join(', ')}`
  const order = orderBy.flatMap(({ column, direction }) => {
    const found = answered.find(({ name }) => name === column)
    if (found !== undefined) return found.sortedBy.map((sql) => `${sql} ${direction}`)
    throw StorageFailed.create({ store: 'sqlite', reason: `the answer has no column "${column}" to sort by` })
  })
  if (order.length > 0) text += ` order by ${order.join(', ')}`
  if (limit !== 'all') {
    text += ' limit ?'
    parameters.push(limit)
  }
  return {
    sql: plan.shape(text, () => ({ text, bigints: true })),
    parameters,
    rows: (stored) =>
      stored.map((values) => {
        const row: Record<string, Value> = {}
        let at = 0
        for (const one of answered) {
          row[one.name] = one.read(values, at)
          at += one.selected.length
        }
        return row
      }),
  }
}

function group(plan: TablePlan, name: string): Answered {
  const { sql, codec, column } = plan.column(name)
  if (column.kind === 'json')
    throw StorageFailed.create({ store: 'sqlite', reason: `${name} is JSON and cannot be grouped by` })
  return { name, selected: [sql], sortedBy: [sql], read: (stored, at) => decoded(codec.decode, stored[at]) }
}

function measured(plan: TablePlan, name: string, measure: Measure, wide: boolean): Answered {
  if (measure.of === 'count') return counted(name, 'count(*)')
  const { sql, codec, column } = plan.column(measure.column)
  switch (measure.of) {
    case 'countDistinct':
      return counted(name, `count(distinct ${sql})`)
    case 'sum': {
      if (column.kind !== 'int' && column.kind !== 'money' && column.kind !== 'decimal') {
        const reason = `${measure.column} is of kind ${column.kind} and cannot be added`
        throw StorageFailed.create({ store: 'sqlite', reason })
      }
      const value = (units: bigint): Value => {
        if (column.kind === 'money') return units
        return column.kind === 'int' ? wholeNumber(units) : decimalOfUnits(units, column.scale ?? 0)
      }
      return wide ? summedInHalves(name, sql, value) : summed(name, sql, value)
    }
    default: {
      const text = `${measure.of}(${sql})`
      return { name, selected: [text], sortedBy: [text], read: (stored, at) => decoded(codec.decode, stored[at]) }
    }
  }
}

function counted(name: string, text: string): Answered {
  return { name, selected: [text], sortedBy: [text], read: (stored, at) => wholeNumber(stored[at] ?? 0) }
}

function summed(name: string, sql: string, value: (units: bigint) => Value): Answered {
  const text = `coalesce(sum(${sql}), 0)`
  return { name, selected: [text], sortedBy: [text], read: (stored, at) => value(BigInt(stored[at] ?? 0)) }
}

function summedInHalves(name: string, sql: string, value: (units: bigint) => Value): Answered {
  const high = `coalesce(sum(${sql} >> 32), 0)`
  const low = `coalesce(sum(${sql} & 4294967295), 0)`
  return {
    name,
    selected: [high, low],
    sortedBy: [`${high} + (${low} >> 32)`, `${low} & 4294967295`],
    read: (stored, at) => value((BigInt(stored[at] ?? 0) << 32n) + BigInt(stored[at + 1] ?? 0)),
  }
}

function decoded(decode: ((stored: SqlValue) => Value) | undefined, stored: SqlValue | undefined): Value {
  if (stored === null || stored === undefined) return null
  return decode === undefined ? stored : decode(stored)
}
