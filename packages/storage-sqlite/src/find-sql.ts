/** A `find` as a statement with its values. */
import type { Find, OrderBy } from '@calotype/core/storage'
import type { Sql } from './connection.ts'
import type { SqlValue } from './driver.ts'
import { afterSql, orderParts, orderSql } from './order-sql.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'
import { conditionSql } from './where-sql.ts'

export interface Query {
  readonly sql: Sql
  readonly parameters: readonly SqlValue[]
}

export interface FindQuery extends Query {
  /** The columns of its answer, in their order. */
  readonly columns: readonly ColumnPlan[]
}

/** `ties` are further columns to sort by, of which `after` does not speak. */
export function findQuery(plan: TablePlan, find: Find, ties: readonly OrderBy[] = []): FindQuery {
  const { where, orderBy, limit, after } = find
  const parameters: SqlValue[] = []
  const order = orderParts(plan, orderBy)
  let tail = where === undefined ? '' : ` where ${conditionSql(plan, where, false, parameters)}`
  if (after !== undefined) tail += `${tail === '' ? ' where ' : ' and '}${afterSql(order, after, parameters)}`
  tail += orderSql(ties.length === 0 ? order : [...order, ...orderParts(plan, ties)])
  if (limit !== 'all') {
    tail += ' limit ?'
    parameters.push(limit)
  }
  const columns = find.columns === undefined ? plan.columns : find.columns.map((name) => plan.column(name))
  const list = find.columns === undefined ? plan.columnList : columns.map((column) => column.sql).join(', ')
  const sql = plan.shape(find.columns === undefined ? tail : `${list}${tail}`, () => ({
    text: `select ${list} from ${plan.sql}${tail}`,
    bigints: find.columns === undefined ? plan.bigints : columns.some(({ codec }) => codec.wide),
  }))
  return { sql, parameters, columns }
}
