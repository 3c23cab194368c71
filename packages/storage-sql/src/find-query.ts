/** A `find` as a statement with its parameters. */
import type { Find, OrderBy } from '@calotype/core/storage'
import { sql } from 'kysely'
import { place, textOf } from './builder.ts'
import { type Condition, conditionOf, type Gathered } from './condition.ts'
import { conditionSql } from './condition-sql.ts'
import type { SqlValue, Statement } from './connection.ts'
import { afterOf, orderOf, orderSql } from './order.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'

export interface Query {
  readonly statement: Statement
  readonly parameters: readonly SqlValue[]
}

export interface FindQuery extends Query {
  /** The columns of its answer, in their order. */
  readonly columns: readonly ColumnPlan[]
}

export interface FindExtras {
  /** Further columns to sort by, of which `after` does not speak. */
  readonly ties?: readonly OrderBy[]
  /** `for update` and what follows it. */
  readonly lock?: string
}

export function findQuery(plan: TablePlan, find: Find, { ties = [], lock = '' }: FindExtras = {}): FindQuery {
  const { where, orderBy, limit, after } = find
  const { dialect } = plan
  const gathered: Gathered = { key: `find${lock}`, parameters: [] }
  const conditions: Condition[] = []
  if (where !== undefined) conditions.push(conditionOf(plan, where, false, gathered))
  const order = orderOf(plan, orderBy, gathered)
  if (after !== undefined) conditions.push(afterOf(plan, order, after, gathered))
  if (ties.length > 0) order.push(...orderOf(plan, ties, gathered))
  const inText = dialect.limitInText
  if (limit !== 'all') {
    gathered.key += inText ? `#${limit}` : '#'
    if (!inText) gathered.parameters.push(limit)
  }
  const columns = find.columns === undefined ? plan.columns : find.columns.map((name) => plan.column(name))
  if (find.columns !== undefined) gathered.key += `|${find.columns.join()}`
  const statement = plan.shape(gathered.key, () => {
    let query = plan.builder.selectFrom(plan.table.name).select(columns.map(({ sqlName }) => sqlName))
    for (const condition of conditions) query = query.where(conditionSql(dialect, condition))
    for (const part of orderSql(dialect, order)) query = query.orderBy(part)
    if (limit !== 'all') query = query.limit(inText ? sql.raw<number>(String(limit)) : place())
    return textOf(plan.builder, lock === '' ? query : query.modifyEnd(sql.raw(lock)))
  })
  return { statement, parameters: gathered.parameters, columns }
}
