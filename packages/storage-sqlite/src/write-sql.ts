/** Inserts, counters, updates and deletes as statements with their values. */
import { type Row, StorageFailed, type Where } from '@calotype/core/storage'
import type { Sql } from './connection.ts'
import type { SqlValue } from './driver.ts'
import type { Query } from './find-sql.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'
import { whereSql } from './where-sql.ts'

/** SQLite's limit (SQLITE_MAX_VARIABLE_NUMBER). */
const mostParameters = 32_766
/** Up to here any number of rows is a statement of its own; above, powers of two, so that few shapes are kept. */
const exactRows = 32
/** More rows in one statement gain nothing measurable. */
const mostRows = 256

/** How `count` rows are divided into statements. */
export function chunkSizes(count: number, columns: number): number[] {
  const most = Math.max(1, Math.min(mostRows, Math.floor(mostParameters / Math.max(1, columns))))
  const sizes: number[] = []
  for (let left = count; left > 0; ) {
    let size = Math.min(left, most)
    if (size > exactRows) size = 2 ** Math.floor(Math.log2(size))
    sizes.push(size)
    left -= size
  }
  return sizes
}

export function insertSql(plan: TablePlan, rows: number, skip: string | undefined): Sql {
  return plan.shape(`insert ${rows} ${skip ?? ''}`, () => {
    const conflict = skip === undefined ? '' : ` on conflict (${constraintColumns(plan, skip)}) do nothing`
    return { text: `${insertInto(plan, rows)}${conflict}`, bigints: false }
  })
}

/** Adds to the rows that stand, and answers all of them. */
export function accumulateSql(plan: TablePlan, rows: number, columns: readonly string[]): Sql {
  return plan.shape(`accumulate ${rows} ${columns.join()}`, () => {
    const add = columns.map((name) => addedColumn(plan, name).sql).map((sql) => `${sql} = ${sql} + excluded.${sql}`)
    // A row that is not changed at all would not be answered.
    const [first] = plan.key
    const set = add.length > 0 ? add.join(', ') : `${first?.sql} = excluded.${first?.sql}`
    const conflict = ` on conflict (${constraintColumns(plan, 'primary')}) do update set ${set}`
    return { text: `${insertInto(plan, rows)}${conflict} returning ${plan.columnList}`, bigints: plan.bigints }
  })
}

export function rowParameters(plan: TablePlan, rows: readonly Row[], from: number, size: number): SqlValue[] {
  const { columns } = plan
  const parameters: SqlValue[] = new Array(size * columns.length)
  let at = 0
  for (let index = from; index < from + size; index++) {
    const row = rows[index] as Row
    for (const { name, codec } of columns) parameters[at++] = codec.encode(row[name])
  }
  return parameters
}

export function updateQuery(plan: TablePlan, where: Where, set: Row, add: Row): Query {
  const parameters: SqlValue[] = []
  const changes: string[] = []
  for (const [name, value] of Object.entries(set)) {
    const { sql, codec } = plan.column(name)
    parameters.push(codec.encode(value))
    changes.push(`${sql} = ?`)
  }
  for (const [name, value] of Object.entries(add)) {
    const { sql, codec } = addedColumn(plan, name)
    // A number would be bound as floating point, and the sum computed in it.
    const units = codec.encode(value)
    parameters.push(typeof units === 'number' ? BigInt(units) : units)
    changes.push(`${sql} = ${sql} + ?`)
  }
  const [first] = plan.key
  const text = `${changes.join(', ') || `${first?.sql} = ${first?.sql}`}${whereSql(plan, where, parameters)}`
  const sql = plan.shape(`update ${text}`, () => ({ text: `update ${plan.sql} set ${text}`, bigints: false }))
  return { sql, parameters }
}

export function deleteQuery(plan: TablePlan, where: Where): Query {
  const parameters: SqlValue[] = []
  const text = whereSql(plan, where, parameters)
  return {
    sql: plan.shape(`delete ${text}`, () => ({ text: `delete from ${plan.sql}${text}`, bigints: false })),
    parameters,
  }
}

function insertInto(plan: TablePlan, rows: number): string {
  const values = `(${plan.columns.map(() => '?').join(', ')})`
  return `insert into ${plan.sql} (${plan.columnList}) values ${new Array(rows).fill(values).join(', ')}`
}

function constraintColumns(plan: TablePlan, name: string): string {
  const columns =
    name === 'primary' ? plan.table.primaryKey : plan.table.uniques.find((unique) => unique.name === name)?.columns
  if (columns !== undefined) return columns.map((column) => plan.column(column).sql).join(', ')
  throw StorageFailed.create({ store: 'sqlite', reason: `${plan.table.name} has no unique constraint "${name}"` })
}

function addedColumn(plan: TablePlan, name: string): ColumnPlan {
  const column = plan.column(name)
  const { kind } = column.column
  if (kind === 'int' || kind === 'money' || kind === 'decimal') return column
  throw StorageFailed.create({ store: 'sqlite', reason: `${name} is of kind ${kind} and cannot be added to` })
}
