/** An `aggregate` as a statement with its parameters, and the reading of its answer. */
import type { Aggregate, Measure, Row, Value } from '@calotype/core/storage'
import { sql } from 'kysely'
import { place, textOf } from './builder.ts'
import { canonicalDecimal, wholeNumber } from './codec.ts'
import { conditionOf, type Gathered } from './condition.ts'
import { conditionSql } from './condition-sql.ts'
import type { Stored } from './connection.ts'
import type { Piece } from './syntax.ts'
import type { Query } from './find-query.ts'
import { refused, type TablePlan } from './table-plan.ts'

/** One value of the answer. */
interface Answered {
  readonly name: string
  readonly key: string
  readonly selected: Piece
  read(stored: NonNullable<Stored>): Value
}

export interface AggregateQuery extends Query {
  rows(stored: readonly (readonly Stored[])[]): Row[]
}

export function aggregateQuery(plan: TablePlan, aggregate: Aggregate): AggregateQuery {
  const { where, groupBy, measures, orderBy, limit } = aggregate
  const { dialect } = plan
  const gathered: Gathered = { key: 'aggregate', parameters: [] }
  const condition = where === undefined ? undefined : conditionOf(plan, where, false, gathered)
  const groups = groupBy.map((name) => grouped(plan, name))
  const answered = [...groups, ...Object.entries(measures).map(([name, measure]) => measured(plan, name, measure))]
  gathered.key += answered.map(({ key }) => `+${key}`).join('')
  const order = orderBy.map(({ column, direction }) => {
    const at = answered.findIndex(({ name }) => name === column)
    if (at < 0) throw refused(dialect, `the answer has no column "${column}" to sort by`)
    gathered.key += `,${direction}${at}`
    return `${at + 1} ${direction}${dialect.nullOrder?.[direction] ?? ''}`
  })
  const inText = dialect.limitInText
  if (limit !== 'all') {
    gathered.key += inText ? `#${limit}` : '#'
    if (!inText) gathered.parameters.push(limit)
  }
  const statement = plan.shape(gathered.key, () => {
    const chosen = answered.length === 0 ? [sql`count(*)`] : answered.map(({ selected }) => selected)
    // Numbered: the names of an answer are the caller's, of any length and in any script.
    let query = plan.builder.selectFrom(plan.table.name).select(chosen.map((piece, at) => sql`${piece}`.as(`c${at}`)))
    if (condition !== undefined) query = query.where(conditionSql(dialect, condition))
    for (const name of groupBy) query = query.groupBy(sql`${plan.column(name).ref}`)
    for (const part of order) query = query.orderBy(sql.raw(part))
    if (limit !== 'all') query = query.limit(inText ? sql.raw<number>(String(limit)) : place())
    return textOf(plan.builder, query)
  })
  return {
    statement,
    parameters: gathered.parameters,
    rows: (stored) =>
      stored.map((values) => {
        const row: Record<string, Value> = {}
        answered.forEach(({ name, read }, at) => {
          const value = values[at]
          row[name] = value === null || value === undefined ? null : read(value)
        })
        return row
      }),
  }
}

function grouped(plan: TablePlan, name: string): Answered {
  const { ref, codec, column } = plan.column(name)
  if (column.kind === 'json') throw refused(plan.dialect, `${name} is JSON and cannot be grouped by`)
  return { name, key: name, selected: ref, read: (stored) => codec.decode(stored) }
}

function measured(plan: TablePlan, name: string, measure: Measure): Answered {
  if (measure.of === 'count') return { name, key: 'count', selected: sql`count(*)`, read: wholeNumber }
  const { ref, codec, column } = plan.column(measure.column)
  const key = `${measure.of} ${measure.column}`
  switch (measure.of) {
    case 'countDistinct':
      return { name, key, selected: sql`count(distinct ${ref})`, read: wholeNumber }
    case 'sum': {
      const selected = sql`coalesce(sum(${ref}), 0)`
      switch (column.kind) {
        case 'money':
          return { name, key, selected, read: (stored) => BigInt(stored) }
        case 'int':
          return { name, key, selected, read: wholeNumber }
        case 'decimal':
          return { name, key, selected, read: (stored) => canonicalDecimal(String(stored)) }
        default:
          throw refused(plan.dialect, `${measure.column} is of kind ${column.kind} and cannot be added`)
      }
    }
    default: {
      const asNumber = column.kind === 'bool' ? plan.dialect.truthAsNumber : undefined
      const selected = sql`${sql.raw(measure.of)}(${asNumber?.(ref) ?? ref})`
      const read = asNumber === undefined ? codec.decode : (stored: NonNullable<Stored>) => Number(stored) !== 0
      return { name, key, selected, read }
    }
  }
}
