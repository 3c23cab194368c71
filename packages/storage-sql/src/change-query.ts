/** Guarded updates and deletes as statements with their parameters. */
import type { Row, Where } from '@calotype/core/storage'
import { type RawBuilder, sql } from 'kysely'
import { place, textOf } from './builder.ts'
import { conditionOf, type Gathered } from './condition.ts'
import { conditionSql } from './condition-sql.ts'
import type { Query } from './find-query.ts'
import type { TablePlan } from './table-plan.ts'

export function updateQuery(plan: TablePlan, where: Where, set: Row, add: Row): Query {
  const gathered: Gathered = { key: 'update', parameters: [] }
  const changes: [column: string, to: RawBuilder<unknown>][] = []
  for (const [name, value] of Object.entries(set)) {
    const { sqlName, codec } = plan.column(name)
    gathered.parameters.push(codec.encode(value))
    gathered.key += ` ${name}`
    changes.push([sqlName, place()])
  }
  for (const [name, value] of Object.entries(add)) {
    const { sqlName, ref, codec } = plan.amount(name)
    gathered.parameters.push(codec.encode(value))
    gathered.key += ` +${name}`
    changes.push([sqlName, sql`${ref} + ${place()}`])
  }
  const [first] = plan.key
  // A change of nothing still counts the rows that fit.
  if (changes.length === 0 && first !== undefined) changes.push([first.sqlName, sql`${first.ref}`])
  const condition = conditionOf(plan, where, false, gathered)
  const statement = plan.shape(gathered.key, () =>
    textOf(
      plan.builder,
      plan.builder
        .updateTable(plan.table.name)
        .set(Object.fromEntries(changes))
        .where(conditionSql(plan.dialect, condition)),
    ),
  )
  return { statement, parameters: gathered.parameters }
}

export function deleteQuery(plan: TablePlan, where: Where): Query {
  const gathered: Gathered = { key: 'delete', parameters: [] }
  const condition = conditionOf(plan, where, false, gathered)
  const statement = plan.shape(gathered.key, () =>
    textOf(plan.builder, plan.builder.deleteFrom(plan.table.name).where(conditionSql(plan.dialect, condition))),
  )
  return { statement, parameters: gathered.parameters }
}
